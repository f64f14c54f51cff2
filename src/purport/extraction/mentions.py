"""Words of a report that stand for somebody who may speak: names, roles and pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from purport.extraction.analysis import Name, NameKind
from purport.extraction.organisations import Organisations, country_of
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import Gender, given_names, media, roles, singular
from purport.extraction.voice_recognition import (
    HONORIFICS,
    bare,
    first_words_of_bodies,
    is_body_after_all,
    is_person_after_all,
    is_title,
    is_titled,
    named_heads,
    person_parts,
    takes_part,
    unrecognised,
    whole_name,
    words_before,
)
from purport.model.span import Span

Form = Literal["name", "nominal", "pronoun"]
Being = Literal["person", "group", "organisation", "thing"]
Reach = Literal["definite", "indefinite", "possessive", "bare", "partitive"]

PRONOUNS: dict[str, tuple[Gender | None, bool]] = {
    "he": ("m", False), "she": ("f", False), "it": ("n", False), "they": (None, True),
    "him": ("m", False), "her": ("f", False), "them": (None, True), "himself": ("m", False),
    "herself": ("f", False), "itself": ("n", False), "themselves": (None, True),
    "i": (None, False), "we": (None, True), "me": (None, False), "us": (None, True),
    "this": ("n", False), "that": ("n", False), "who": (None, False), "which": ("n", False),
    "his": ("m", False), "its": ("n", False), "their": (None, True), "you": (None, False),
    "my": (None, False), "our": (None, True), "myself": (None, False), "ourselves": (None, True),
    "both": (None, True), "neither": (None, True),
}  # fmt: skip
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_TITLES = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general",
           "col": "colonel", "lt": "lieutenant", "capt": "captain", "maj": "major",
           "sgt": "sergeant", "adm": "admiral", "dr": "doctor", "prof": "professor"}  # fmt: skip
_ORDINALS = {
    "other": "other", "another": "other", "second": "other", "first": "first", "third": "third",
    "fourth": "fourth", "former": "first", "latter": "other",
}  # fmt: skip
_ARTICLES = {"the": "definite", "this": "definite", "that": "definite", "these": "definite",
             "those": "definite", "both": "definite", "such": "definite"}  # fmt: skip
_ORGANISATION_PAIRS = frozenset(
    "coast guard|fire brigade|border guard|national guard|fire department|secret service|"
    "air force|armed forces|fire service|white house|royal guard|civil guard".split("|")
)
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "eer", "ant", "logue")
_HELD_BY = frozenset("account user handle page channel profile blogger poster".split())
_PARTS = frozenset(
    "one some two three four five several both many most none each another all".split()
)
_PART_DEPS = frozenset({"compound", "amod", "nmod", "nummod", "poss", "det"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for a possible speaker, by the token that governs them.

    `span` is the phrase up to its head; `word` the head in the singular ("" for names and
    pronouns); `name` the parts of a proper name; `roles` what is said of it in the phrase itself;
    `owner` the token of "his" or "Kharkiv’s" before it; `which` tells "the other" from "the first".
    """

    head: int
    span: Span
    form: Form
    being: Being | None
    word: str = ""
    plural: bool = False
    gender: Gender | None = None
    reach: Reach = "definite"
    name: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    owner: int | None = None
    which: str | None = None
    name_kind: NameKind | None = None


def find_mentions(
    grammar: Grammar,
    names: Sequence[Name],
    sources: Iterable[int],
    organisations: Organisations,
) -> tuple[Mention, ...]:
    """Return the possible speakers that a report mentions, in reading order.

    These are names of persons and organisations, nouns for people and bodies (lexicon/roles.csv),
    pronouns, and whatever governs a source, given by its token in `sources`.
    """
    wanted = set(sources)
    named = {
        head: Name(name.span, "PERSON") if is_titled(grammar, head, name) else name
        for head, name in named_heads(grammar, names).items()
        if name.kind in ("PERSON", "ORG") or head in wanted
    }
    firsts = first_words_of_bodies(named)
    named = {
        i: Name(n.span, "ORG") if is_body_after_all(grammar, i, n, firsts) else n
        for i, n in named.items()
    }
    persons = person_parts(named)
    found = []
    for token in grammar.tokens:
        i = token.index
        if token.text[0] == "@" and len(token.text) > 2:
            found.append(_handle(grammar, i))
        elif i in named:
            name = named[i]
            if name.kind != "PERSON" and is_person_after_all(grammar, i, name, persons):
                name = Name(name.span, "PERSON")
            elif name.kind == "PERSON" and organisations.find(name.span.text) is not None:
                name = Name(name.span, "ORG")
            name = whole_name(grammar, i, name, organisations)
            found.append(_named(grammar, i, name))
        elif token.tag[:3] == "NNP" and token.dep not in _PART_DEPS:
            passed = unrecognised(grammar, i, persons, likely=i in wanted or takes_part(grammar, i))
            if passed is None and i in wanted and token.text.lower() not in roles():
                body = organisations.find(token.text) is not None or token.text.isupper()
                passed = Name(grammar.span(i, i), "ORG" if body else "PERSON")
            if passed is not None:
                found.append(_named(grammar, i, passed))
            elif i in wanted or token.text.lower() in roles():
                found.append(_nominal(grammar, i))
        elif token.tag in {"PRP", "PRP$"} or (i in wanted and token.text.lower() in PRONOUNS):
            found.append(_pronoun(grammar, i))
        elif i in wanted or (
            token.tag in {"NN", "NNS"} and token.dep not in _PART_DEPS
            and singular(token.text.lower()) in roles()
        ) or (token.tag == "CD" and _partitive(grammar, i) is not None):  # fmt: skip
            found.append(_nominal(grammar, i))
    return tuple(found)


def _handle(grammar: Grammar, i: int) -> Mention:
    """Return the mention of a name on a platform ("the account @PierWatch")."""
    before = grammar.tokens[i - 1].text.lower() if i else ""
    word = before if before in _HELD_BY or before in roles() else ""
    return Mention(
        i, grammar.span(i, i), "name", None, word, name=(bare(grammar.tokens[i].text),),
        roles=(word,) if word else (),
    )  # fmt: skip


def _named(grammar: Grammar, head: int, name: Name) -> Mention:
    """Return the mention of a name, with the roles and titles written before it."""
    core = grammar.core(head)
    span = Span.of(grammar.text, min(core.start, name.span.start), max(core.end, name.span.end))
    words = [w for w in name.span.text.replace("’", "'").split() if w.strip("'s")]
    person = name.kind == "PERSON"
    before = words_before(grammar, head, name.span.start)
    title = [w.lower().strip(".,") for w in (*before, *words)]
    described = [w for w in before[-1:] if person and w.islower() and w.isalpha()]
    parts = tuple(bare(w) for w in (_after_titles(words) if person else words))
    told = tuple(dict.fromkeys(_TITLES.get(w, w) for w in title if _TITLES.get(w, w) in roles()))
    gender = _gender_of(parts, title, told) if person else None
    told = tuple(dict.fromkeys((*told, *described)))
    being: Being = "person" if person else "group" if name.kind == "NORP" else "organisation"
    return Mention(
        head, span, "name", being, gender=gender, name=tuple(p for p in parts if p),
        roles=told if person else (), owner=_owner(grammar, head), name_kind=name.kind,
        plural=name.kind == "NORP",
    )  # fmt: skip


def _after_titles(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a person's name after the last title among them ("Minister")."""
    last = max((k for k, w in enumerate(words[:-1]) if is_title(w)), default=-1)
    return words[last + 1 :]


def _gender_of(parts: Sequence[str], titles: Sequence[str], told: Sequence[str]) -> Gender | None:
    """Return the gender that honorifics, role words, a given name or a Slavic surname tell."""
    shown = [HONORIFICS.get(w) for w in titles] + [roles()[w][1] for w in told]
    for gender in shown:
        if gender in ("m", "f"):
            return "m" if gender == "m" else "f"
    if len(parts) > 1:
        given = given_names().get(parts[0].capitalize())
        if given:
            return "m" if given == "m" else "f"
        if parts[-1].endswith(("ova", "eva", "skaya", "ska", "ovna", "ivna")):
            return "f"
    return None


def _owner(grammar: Grammar, head: int) -> int | None:
    return grammar.child(head, "poss")


def _pronoun(grammar: Grammar, i: int) -> Mention:
    token = grammar.tokens[i]
    gender, plural = PRONOUNS.get(token.text.lower(), (None, False))
    being: Being | None = "person" if gender in ("m", "f") else None
    return Mention(i, grammar.span(i, i), "pronoun", being, token.text.lower(), plural, gender)


def _partitive(grammar: Grammar, head: int) -> int | None:
    """Return the noun in "one of the men", or None where the phrase is not of that form."""
    if grammar.tokens[head].text.lower() not in _PARTS:
        return None
    of = next((i for i in grammar.children(head, "prep") if grammar.tokens[i].text == "of"), None)
    whole = None if of is None else grammar.child(of, "pobj")
    return whole if whole is not None and whole > head else None


def _nominal(grammar: Grammar, head: int) -> Mention:
    """Return the mention of a common noun, or of a title written like a name."""
    token = grammar.tokens[head]
    whole = _partitive(grammar, head)
    noun = grammar.tokens[whole] if whole is not None else token
    word = singular(noun.text.lower())
    span = grammar.core(head)
    if whole is not None:
        span = grammar.span(grammar.first_at(span.start), whole)
    kind, gender = roles().get(word, (None, None))
    plural = noun.tag in {"NNS", "NNPS"} if whole is None else token.text.lower() != "one"
    being = _being(grammar, head, word, kind, plural=plural)
    modifiers = frozenset(
        grammar.tokens[i].text.lower()
        for i in grammar.below[head]
        if grammar.tokens[i].dep in {"compound", "amod", "nmod"}
    )
    return Mention(
        head, span, "nominal", being, word, plural,
        "m" if gender == "m" else "f" if gender == "f" else None,
        "partitive" if whole is not None else _reach(grammar, head),
        roles=(word,), modifiers=modifiers, owner=_owner(grammar, head),
        which=_which(grammar, head, modifiers),
    )  # fmt: skip


def _being(
    grammar: Grammar, head: int, word: str, kind: str | None, *, plural: bool
) -> Being | None:
    """Return what a noun stands for; plurals of persons are groups."""
    low = grammar.tokens[head].text.lower()
    before = grammar.tokens[head - 1].text.lower() if head else ""
    if f"{before} {low}" in _ORGANISATION_PAIRS:
        return "organisation"
    if low in roles() and roles()[low][0] == "group":
        return "group"
    if kind == "person":
        return "group" if plural else "person"
    if kind is not None:
        return "organisation" if kind == "organisation" else "group"
    if word in media():
        return "thing"
    if word in {"one", "them", "us", "these", "those"}:
        return "group" if plural else "person"
    if not plural and word.endswith(_AGENT_ENDINGS) and len(word) > 5:
        return "person"
    if grammar.tokens[head].tag[:3] == "NNP":
        return None
    return "group" if plural else None


def _reach(grammar: Grammar, head: int) -> Reach:
    """Return whether a phrase points back ("the", "his") or brings in somebody new ("a")."""
    determiner = grammar.child(head, "det", "predet")
    owner = _owner(grammar, head)
    if owner is not None:
        place = country_of(grammar.tokens[owner].text) is not None
        return "definite" if place else "possessive"
    if determiner is not None:
        word = grammar.tokens[determiner].text.lower()
        return "definite" if word in _ARTICLES else "indefinite"
    if any(grammar.tokens[i].dep == "nummod" for i in grammar.below[head]):
        return "indefinite"
    return "bare"


def _which(grammar: Grammar, head: int, modifiers: frozenset[str]) -> str | None:
    words = set(modifiers)
    determiner = grammar.child(head, "det")
    if determiner is not None:
        words.add(grammar.tokens[determiner].text.lower())
    return next((_ORDINALS[w] for w in sorted(words) if w in _ORDINALS), None)
