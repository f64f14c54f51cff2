"""Names that a report itself shows to be outlets': "the newspaper El Muelle", "told Nordtel"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from purport.extraction.analysis import Name
from purport.extraction.mentions import Mention
from purport.extraction.organisations import (
    Organisations,
    country_of,
    known_organisations,
    leading_country,
)
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import OUTLET_WORDS, roles, singular
from purport.model.span import Span
from purport.model.voice import Voice

_ALWAYS = frozenset(
    "newspaper daily tabloid broadsheet weekly magazine broadcaster channel website outlet journal "
    "podcast newsletter blog periodical biweekly fortnightly".split()
)
_WITH = {
    "agency": "news press", "portal": "news web", "service": "news wire",
    "site": "news web investigative opposition independent fact-checking checking satirical",
    "station": "radio television tv broadcast", "network": "television tv radio news broadcast",
    "programme": "radio television tv news talk", "program": "radio television tv news talk",
    "show": "radio television tv news talk", "paper": "local regional national", "wire": "news",
    "publication": "trade news online business", "broadcast": "news", "radio": "state public",
    "television": "state public", "group": "media", "organisation": "news media",
    "organization": "news media", "collective": "reporters journalists investigative news ’ '",
}  # fmt: skip
OUTLET_NOUNS = _ALWAYS | frozenset(_WITH)
"""Common nouns for news outlets, some of them only with a word before ("news agency")."""

_NAMED_BODIES = frozenset(
    "group charity company firm agency organisation organization site website union party club "
    "ngo watchdog startup start-up developer bank airline operator manufacturer retailer movement "
    "militia foundation consultancy institute carmaker brewery network coalition campaign hospital "
    "school ministry directorate cooperative publisher label studio theatre gallery platform app "
    "newsletter blog podcast programme program show collective monitor contractor supplier".split()
)
_PRESS = frozenset("media press television radio tv".split())
_SEVERAL = frozenset(
    "fact-checker newsroom newspaper broadcaster outlet tabloid broadsheet daily weekly".split()
)
_VAGUE = frozenset(
    "the a an this that these those some several many other his her its their few".split()
)
_INSIDE = frozenset("of to de del della di da do du la le el al and y e for the des der".split())
_LAST = frozenset({"Today", "Tonight"})
CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Today Tonight".split()
)
_PRINTED = frozenset("article editorial op-ed column".split())
_SMALL = frozenset("the of and for".split())
_GATHERINGS = frozenset(
    "conference summit forum assembly hearing inquest inquiry rally congress trial convention "
    "festival meeting symposium workshop club united city rovers school college".split()
)
_ALSO_OTHER = frozenset("agency service network show group wire programme program".split())
_HEARING = frozenset({"tell"})
_TALKING = frozenset({"speak", "talk", "interview", "write", "say"})
_ASKING = frozenset({"interview", "quote", "cite", "contact", "reach"})
_WORDS_TO = frozenset(
    "interview letter statement comment comments remarks reply answer email".split()
)
_REPORTING = frozenset("report quote cite say write add publish".split())
NAME_TOKENS = 6
MIN_NAME_CHARS = 3


def outlet_noun(grammar: Grammar, i: int) -> bool:
    """Whether a token is a common noun for a news outlet ("daily", "news agency")."""
    token = grammar.tokens[i]
    low = token.text
    if not low.islower():
        return False
    if low in _ALWAYS or low not in _WITH:
        return low in _ALWAYS
    before = grammar.tokens[i - 1].text if i else ""
    if before.lower() in _WITH[low].split():
        return True
    return low not in _ALSO_OTHER and leading_country(before)[0] is not None


def is_outlet(grammar: Grammar, i: int) -> bool:
    """Whether a token heads the name of a news outlet, or a noun for one."""
    token = grammar.tokens[i]
    core = grammar.core(i).text.removeprefix("the ").removeprefix("The ")
    if token.text[0].islower():
        return outlet_noun(grammar, i)
    named = token.text.lower() in OUTLET_WORDS
    return named or any(
        w in known_organisations().media for w in (core.lower(), token.text.lower())
    )


def outlet_names(grammar: Grammar) -> tuple[Name, ...]:
    """Return the names that stand right behind a noun for a news outlet, or end in "Today".

    The words are taken as written, since recognisers cut and mistake foreign titles.
    """
    found: list[Name] = []
    for i in range(len(grammar.tokens) - 1):
        if outlet_noun(grammar, i):
            last = _name_end(grammar, i + 1)
            if last is not None:
                found.append(Name(grammar.span(i + 1, last), "ORG"))
        elif _prints(grammar, i):
            start = i + 1 + (grammar.tokens[i + 1].text.lower() == "the")
            last = _name_end(grammar, start) if start < len(grammar.tokens) else None
            if last is not None and grammar.tokens[start].tag[:3] == "NNP":
                found.append(Name(grammar.span(start, last), "ORG"))
        elif grammar.tokens[i + 1].text in _LAST:
            first = _name_start(grammar, i + 1)
            if first is not None and not any(
                n.span.start <= grammar.tokens[first].start < n.span.end for n in found
            ):
                found.append(Name(grammar.span(first, i + 1), "ORG"))
    return (*found, *_again(grammar, found))


def _prints(grammar: Grammar, i: int) -> bool:
    """Whether a token is the "in" of "an article in the Tagblatt"."""
    low = grammar.tokens[i].text
    return i > 1 and low == "in" and grammar.tokens[i - 1].text.lower() in _PRINTED


def body_names(grammar: Grammar) -> tuple[Name, ...]:
    """Return the names that stand right behind a noun for a body: "the group Watch South"."""
    found = []
    for i in range(1, len(grammar.tokens) - 1):
        token = grammar.tokens[i]
        if token.text.lower() not in _NAMED_BODIES or token.tag != "NN":
            continue
        if grammar.tokens[i + 1].tag[:3] != "NNP" or not _with_article(grammar, i):
            continue
        last = _name_end(grammar, i + 1)
        if last is not None and grammar.tokens[last].tag[:3] == "NNP":
            found.append(Name(grammar.span(i + 1, last), "ORG"))
    return tuple(found)


def _with_article(grammar: Grammar, i: int) -> bool:
    """Whether an article stands before a noun, at most two words from it."""
    return any(grammar.tokens[k].tag in ("DT", "PRP$", "POS") for k in range(max(0, i - 3), i))


def _again(grammar: Grammar, found: Sequence[Name]) -> list[Name]:
    """Return the other places where the report writes the names of outlets that were found."""
    taken = {n.span.start for n in found}
    words = sorted({n.span.text for n in found if len(n.span.text) > MIN_NAME_CHARS}, key=len)
    if not words:
        return []
    longest_first = "|".join(re.escape(w) for w in reversed(words))
    again = []
    for match in re.finditer(rf"(?<!\w)(?:{longest_first})(?!\w)", grammar.text):
        inside = grammar.tokens_of(Span(match.start(), match.end(), match.group()))
        whole = len(inside) > 1 or grammar.tokens[inside[0]].tag[:3] == "NNP"
        if match.start() not in taken and whole:
            again.append(Name(grammar.span(inside[0], inside[-1]), "ORG"))
    return again


def _name_end(grammar: Grammar, first: int) -> int | None:
    """Return the last token of a capitalised name that begins at a token, or None."""
    tokens = grammar.tokens
    if tokens[first].text in CALENDAR:
        return None
    last = None
    for k in range(first, min(first + NAME_TOKENS, len(tokens))):
        text = tokens[k].text
        if text[0].isupper() and (text not in CALENDAR or (text in _LAST and k > first)):
            last = k
        elif not (last is not None and text in _INSIDE):
            break
    return last


def _name_start(grammar: Grammar, last: int) -> int | None:
    """Return the first token of a name that ends in "Today" within a sentence, or None."""
    tokens = grammar.tokens
    first = last
    while (
        first > 0
        and tokens[first - 1].tag[:3] == "NNP"
        and tokens[first - 1].text[0].isupper()
        and tokens[first - 1].sentence == tokens[last].sentence
        and tokens[first - 1].text not in CALENDAR
    ):
        first -= 1
    return first if first < last else None


def with_outlets(names: Sequence[Name], outlets: Sequence[Name]) -> tuple[Name, ...]:
    """Return names with those of outlets in place of whatever overlaps them."""
    taken = [n.span for n in outlets]
    kept = [
        n for n in names
        if not any(s.start < n.span.end and n.span.start < s.end for s in taken)
    ]  # fmt: skip
    return tuple(sorted((*kept, *outlets), key=lambda n: n.span.start))


def name_their_nouns(grammar: Grammar, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions in which the noun right before an outlet's name bears that name itself.

    "The newspaper" in "told the newspaper El Muelle" is then never an earlier outlet.
    """
    starts = {m.span.start: m for m in mentions if m.form == "name"}
    given: list[Mention] = []
    for mention in mentions:
        after = mention.head + 1
        own = None
        named = grammar.tokens[mention.head].text.lower() in _NAMED_BODIES
        if mention.form == "nominal" and (named or outlet_noun(grammar, mention.head)):
            own = starts.get(grammar.tokens[after].start) if after < len(grammar.tokens) else None
            own = own if own is not None and own.being != "person" else None
        if own is None:
            given.append(_with_its_noun(grammar, mention))
            continue
        span = Span.of(grammar.text, mention.span.start, own.span.end)
        given.append(
            replace(
                mention, span=span, form="name", being="organisation", name=own.name,
                name_kind="ORG", roles=tuple(dict.fromkeys((*mention.roles, mention.word))),
            )
        )  # fmt: skip
    return tuple(given)


def _with_its_noun(grammar: Grammar, mention: Mention) -> Mention:
    """Return a name with the noun for an outlet right before it among its roles ("the daily X")."""
    if mention.form != "name" or mention.being == "person":
        return mention
    inside = grammar.tokens_of(mention.span)
    near = [k for k in (inside[0] - 1, *inside) if k >= 0 and outlet_noun(grammar, k)]
    words = tuple(grammar.tokens[k].text for k in near)
    return replace(mention, roles=tuple(dict.fromkeys((*mention.roles, *words))))


def find_outlets(
    grammar: Grammar,
    voices: Sequence[Voice],
    publisher: str | None,
    organisations: Organisations,
    called: Sequence[Name] = (),
) -> frozenset[str]:
    """Return the ids of the voices that are news outlets.

    They are so by the table of organisations, by a word of their names, as the report's publisher,
    by what the report calls them (`called`), or since nothing is said of them but that they were
    told something or reported it. The last is a guess: bodies with a public role are left out.
    """
    media = organisations.media
    found = set()
    for voice in voices:
        if voice.kind not in ("organisation", "unnamed", "group"):
            continue
        words = {w.strip(".,’'").lower() for w in voice.name.split()}
        names = {voice.name.lower(), *(a.lower() for a in voice.aliases)}
        known = any(n.removeprefix("the ") in media for n in names)
        own = publisher is not None and publisher.lower().removeprefix("the ") in {
            n.removeprefix("the ") for n in names
        }
        looks = bool(words & OUTLET_WORDS) and voice.kind == "organisation"
        said = _is_called(voice, called) or _kind_of_outlet(voice)
        if known or own or looks or said or _only_told(grammar, voice, organisations):
            found.add(voice.id)
    return frozenset(found)


def _kind_of_outlet(voice: Voice) -> bool:
    """Whether a voice without a name is some outlet: "local media", "a state channel".

    "The press" and "reporters" are everybody's and lead to no outlet.
    """
    words = voice.name.lower().split()
    told = [w for w in words[:-1] if w not in _VAGUE]
    noun = singular(words[-1])
    if voice.kind == "organisation" and words[-1] != voice.name.split()[-1]:
        return False
    if {"its", "his", "her", "their"} & set(words):
        return False
    return noun in _SEVERAL or (bool(told) and (noun in _ALWAYS or noun in _WITH or noun in _PRESS))


def publishing(voices: Sequence[Voice], publisher: str | None) -> frozenset[str]:
    """Return the ids of the voices that are the report's own publisher.

    It may be called by part of its name ("the Messenger") or by its letters ("CPS").

    Example:
        >>> wire = Voice("v1", "CPS", "organisation", ())
        >>> publishing([wire], "Continental Press Service")
        frozenset({'v1'})
    """
    if not publisher:
        return frozenset()
    return frozenset(
        v.id
        for v in voices
        if v.kind == "organisation" and any(is_own(n, publisher) for n in (v.name, *v.aliases))
    )


def is_own(name: str, publisher: str) -> bool:
    """Whether a name is the publisher's: its last words, all of it, or its letters."""
    own = [w for w in re.findall(r"[\w’'-]+", publisher.lower()) if w not in _SMALL]
    words = [w for w in re.findall(r"[\w’'-]+", name.lower()) if w not in _SMALL]
    if not own or not words:
        return False
    letters = len(words) == 1 and len(own) > 1 and words[0] == "".join(w[0] for w in own)
    same = [w for w in own if w != "news"] == [w for w in words if w != "news"]
    tail = len(words) < len(own) and own[-len(words) :] == words and words[-1] in OUTLET_WORDS
    return letters or same or tail


def _is_called(voice: Voice, called: Sequence[Name]) -> bool:
    spans = [n.span for n in called]
    return any(s.start < m.end and m.start < s.end for m in voice.mentions for s in spans)


def _only_told(grammar: Grammar, voice: Voice, organisations: Organisations) -> bool:
    """Whether a named body without a public role does nothing but hear and report."""
    words = [w.strip(".,’'").lower() for w in voice.name.split()]
    if voice.kind != "organisation" or organisations.find(voice.name) is not None:
        return False
    if country_of(voice.name) is not None or any(singular(w) in roles() for w in words):
        return False
    if set(words) & _GATHERINGS:
        return False
    uses = [_hears(grammar, m) for m in voice.mentions if not _is_apposed(grammar, m)]
    called = any(_is_apposed(grammar, m) and _ends_as_outlet(m) for m in voice.mentions)
    return called or ("told" in uses and None not in uses)


def _is_apposed(grammar: Grammar, span: Span) -> bool:
    head = grammar.head_of(span)
    return head is not None and grammar.tokens[head].dep == "appos"


def _ends_as_outlet(span: Span) -> bool:
    """Whether words behind a name end in a noun for an outlet ("a station", "the weekly")."""
    return span.text.split()[-1].lower() in OUTLET_NOUNS - _ALSO_OTHER


def _hears(grammar: Grammar, span: Span) -> str | None:
    """Return "told" or "reports" for a mention at which a body does that, else None."""
    head = grammar.head_of(span)
    if head is None:
        return None
    token = grammar.tokens[head]
    up = grammar.tokens[token.head]
    if token.dep in {"dobj", "dative", "iobj"} and up.lemma in _HEARING:
        return "told"
    if token.dep == "nsubj" and up.lemma in _REPORTING:
        return "reports"
    if token.dep == "pobj":
        over = grammar.tokens[up.head]
        if up.text.lower() in {"to", "with"} and (
            over.lemma in _TALKING or over.text.lower() in _WORDS_TO
        ):
            return "told"
        if up.text.lower() == "by" and over.lemma in _ASKING:
            return "told"
        if over.text.lower() == "according" or (up.text == "by" and over.lemma in _REPORTING):
            return "reports"
    return None
