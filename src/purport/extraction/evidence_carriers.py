"""Things in a report that carry claims (recordings, papers, posts …), whoever speaks in them.

A noun of lexicon/evidence_nouns.csv counts where something is done with it that makes it evidence:
it is released, held or made by somebody, a cue happens in it, or it is itself a source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from purport.extraction.evidence_events import heads_of, platforms, pronouns_of, stands_for
from purport.extraction.evidence_uses import (
    INTERVIEWERS,
    SAID,
    Use,
    heading_of,
    partner_of,
    use_of,
)
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import media, singular
from purport.model.claim import Attribution
from purport.model.evidence import Medium
from purport.model.span import Span
from purport.model.time import TimeExpression

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
MONTH_CHARS = len("2024-06")
_HEARD = frozenset({"recording", "video"})
_NEW = frozenset({"another", "other", "second", "third", "separate", "later", "new", "earlier"})
_ORDINAL = frozenset({"first", "second", "third", "latter", "former", "same"})
_FAMILY = {"recording": "sound", "video": "sound", "image": "image", "document": "paper",
           "statement": "paper", "data": "paper", "post": "post", "interview": "talk"}  # fmt: skip
_POSTING = frozenset("tweet retweet blog".split())
_FINITE = frozenset("VBD VBZ VBP".split())
_HELD_TALKS = frozenset({"interview", "statement"})
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_GATHERING = frozenset(
    "trove cache dossier archive leak file collection transcript bundle series database batch "
    "correspondence exchange thread log diary".split()
)
_SOUNDING = frozenset("audio voice sound radio cockpit phone telephone".split())
_FILMED = frozenset("video film cctv bodycam dashcam drone television tv webcam".split())
_REHEARD = frozenset("message note call conversation exchange clip file".split())
_SPOKEN = frozenset("message note statement address memo post recording log".split())
_CALLING = frozenset("call describe say appear be".split())
_NEUTRAL = frozenset("clip file excerpt extract segment fragment snippet".split())
_MEANS = frozenset("paper record file film tape note text print letter post mail list".split())
_ANY_PAPER = frozenset(
    "document file paper record message email e-mail letter transcript page correspondence dossier "
    "archive filing exchange".split()
)
ORIGIN_SENTENCES = 8
_KINDS = tuple(
    frozenset(words.split())
    for words in (
        "email e-mail message correspondence exchange letter text chat cache",
        "report study paper survey dossier review assessment analysis audit bulletin findings",
        "memo memorandum note cable letter",
        "filing complaint lawsuit suit petition motion affidavit declaration",
        "statement release communique communiqué announcement declaration",
        "treaty accord pact agreement draft text deal",
        "log record ledger register file",
        "data dataset figures statistics numbers readings",
    )
)
"""Nouns that speak of the same kind of paper."""
_VAGUE = frozenset("file excerpt extract fragment segment sequence exchange material".split())
_NEWSPAPERS = frozenset("newspaper daily tabloid broadsheet weekly".split())


@dataclass(frozen=True, slots=True)
class Carrier:
    """One piece of evidence: its first mention, the tokens of all of them, and who did what.

    `by` is the token of the releaser or maker, `holder` of who obtained it, `partner` of whom an
    interview was given to, `author` of who made or signed it, `venues` the verbs of what is said in
    it, `let_out` whether `by` is said to have released it; each None where the words do not say.
    `plural` is true of "several
    recordings". `speech` marks a venue (interview, statement …) whose speaker is who says so in it.
    """

    number: int
    medium: Medium
    mention: Span
    heads: tuple[int, ...]
    by: int | None = None
    holder: int | None = None
    partner: int | None = None
    released: str | None = None
    plural: bool = False
    speech: bool = False
    author: int | None = None
    venues: tuple[int, ...] = ()
    let_out: bool = False


def find_carriers(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    times: Sequence[TimeExpression] = (),
    published: str | None = None,
) -> tuple[Carrier, ...]:
    """Return the things of a report that carry claims, each with all its mentions, in order.

    `published` is the report's day, which a report that is itself a press release was released on.
    """
    cues = {i for a in attributions for span in a.cue for i in grammar.tokens_of(span)}
    sources = {h for a in attributions for s in a.source if (h := grammar.head_of(s)) is not None}
    by_sentence = times_by_sentence(grammar, times)
    found: list[Carrier] = []
    heading = heading_of(grammar)
    if heading is not None:
        head, by = heading
        mention = Span.of(grammar.text, grammar.tokens[0].start, grammar.tokens[head].end)
        found.append(Carrier(0, "statement", mention, (head,), by, released=published, speech=True))
    nouns = _carrying_nouns(grammar)
    echoes = pronouns_of(grammar, [i for i, _ in nouns])
    for i, medium in sorted((*nouns, *_posting_verbs(grammar, cues))):
        if grammar.tokens[i].tag[0] == "V":
            day = _released(grammar, i, by_sentence, published)
            who, words = grammar.subject(i), grammar.span(i, i)
            found.append(Carrier(len(found), medium, words, (i,), who, released=day, speech=True))
            continue
        if _text_of(grammar, i, found) or (heading is not None and i <= heading[0]):
            continue
        use = use_of(grammar, i, cues, sources, echoes.get(i, ()))
        earlier = _earlier(grammar, i, medium, found, use)
        if earlier is not None:
            found[earlier] = _joined(found[earlier], i, use, grammar, by_sentence, published)
        elif use.counts and not _elliptic(grammar, i):
            if use.by is None and use.verb is not None and found and _another(grammar, i):
                same = [c for c in found if _FAMILY[c.medium] == _FAMILY[medium]]
                use = replace(use, by=same[-1].by if same else None)
            one = _new(grammar, len(found), i, medium, use, by_sentence, published)
            found.append(_with_origin(grammar, one, found, released=use.released))
    return tuple(found)


def _posting_verbs(grammar: Grammar, cues: set[int]) -> list[tuple[int, Medium]]:
    """Return the cues that are posts by themselves: "she tweeted"."""
    return [
        (i, "post")
        for i in sorted(cues)
        if grammar.tokens[i].lemma in _POSTING and grammar.tokens[i].tag in _FINITE
    ]


def _text_of(grammar: Grammar, i: int, found: Sequence[Carrier]) -> bool:
    """Whether a noun only says of what a paper is ("a transcript of the hearing")."""
    token = grammar.tokens[i]
    if token.dep != "pobj" or grammar.tokens[token.head].text.lower() != "of":
        return False
    whole = grammar.tokens[token.head].head
    return any(whole in c.heads and _FAMILY[c.medium] == "paper" for c in found)


def _another(grammar: Grammar, i: int) -> bool:
    """Whether a noun brings in one more of what was spoken of ("another call")."""
    return any(
        grammar.tokens[k].text.lower() in {"another", "second", "third"} for k in grammar.below[i]
    )


def _carrying_nouns(grammar: Grammar) -> list[tuple[int, Medium]]:
    table = media()
    found: list[tuple[int, Medium]] = []
    for token in grammar.tokens:
        if _elliptic(grammar, token.index):
            found.append((token.index, "recording"))
        if token.text in platforms() and _on_platform(grammar, token.index):
            found.append((token.index, "post"))
        opens = token.index == 0 or grammar.tokens[token.index - 1].sentence != token.sentence
        tags = {"NN", "NNS", "NNP", "NNPS"} if opens else {"NN", "NNS"}
        if token.tag not in tags or token.dep in {"compound", "amod", "nmod"}:
            continue
        low, before = _hyphened(grammar, token.index)
        medium = table.get(f"{before} {low}") or table.get(f"{before} {singular(low)}")
        medium = medium or table.get(low) or table.get(singular(low))
        if medium is not None and not (
            _is_outlet(grammar, token.index)
            or _tells_time(grammar, token.index)
            or _is_part(grammar, token.index)
            or _only_means(grammar, token.index)
        ):
            medium = _medium(grammar, token.index, medium)
            found.append((token.index, _as_before(grammar, token.index, medium, found)))
    return found


def _hyphened(grammar: Grammar, i: int) -> tuple[str, str]:
    """Return a noun with what hyphens join to it ("e-mail"), and the word before it."""
    first = grammar.before_hyphens(i)
    while grammar.tokens[first].tag == "DT" and first < i:
        first += 1
    start = grammar.tokens[first].start
    before = grammar.tokens[first - 1].text.lower() if first else ""
    whole = grammar.text[start : grammar.tokens[i].end].lower()
    if first < i and whole not in media() and singular(whole) not in media():
        return grammar.tokens[i].text.lower(), before
    return whole, before


def _as_before(
    grammar: Grammar, i: int, medium: Medium, found: Sequence[tuple[int, Medium]]
) -> Medium:
    """Return the medium of "a second clip" or "the file": that of the sound spoken of before."""
    word = singular(grammar.tokens[i].text.lower())
    told = {grammar.tokens[k].text.lower() for k in grammar.below[i]}
    if told & _SOUNDING and word in _NEUTRAL | _SPOKEN:
        return "recording"
    if told & _FILMED and word in _NEUTRAL | _SPOKEN:
        return "video"
    if word not in _NEUTRAL:
        return medium
    heard = [m for _, m in found if m in _HEARD]
    again = _article(grammar, i) in _KNOWN or any(
        grammar.tokens[k].text.lower() in _NEW for k in grammar.below[i]
    )
    return heard[-1] if heard and again else medium


def _only_means(grammar: Grammar, i: int) -> bool:
    """Whether a noun is only part of a phrase: "on paper", "on record", "by letter"."""
    token = grammar.tokens[i]
    bare = token.tag == "NN" and grammar.left[i] == i and token.dep == "pobj"
    return bare and token.text.lower() in _MEANS and grammar.right[i] == i


def _is_part(grammar: Grammar, i: int) -> bool:
    """Whether a noun only says how much there is of a recording: "an excerpt of a call"."""
    if singular(grammar.tokens[i].text.lower()) not in {"excerpt", "extract", "copy", "clip"}:
        return False
    of = [k for k in grammar.children(i, "prep") if grammar.tokens[k].text in ("of", "from")]
    whole = [
        singular(grammar.tokens[k].text.lower()) for o in of for k in grammar.children(o, "pobj")
    ]
    return any(media().get(w) in ("recording", "video") for w in whole)


def _tells_time(grammar: Grammar, i: int) -> bool:
    """Whether "minutes" are of time and not of a meeting."""
    if grammar.tokens[i].text.lower() != "minutes":
        return False
    counted = any(grammar.tokens[k].dep == "nummod" for k in grammar.below[i])
    told = {grammar.tokens[k].text.lower() for k in grammar.below[i]}
    return counted or bool(told & {"last", "final", "first", "few", "several", "some", "dying"})


def _is_outlet(grammar: Grammar, i: int) -> bool:
    """Whether "the paper" is a newspaper, or "this report" the one that is being read."""
    token = grammar.tokens[i]
    before = grammar.tokens[max(0, i - 1)].text.lower()
    if before == "this" and token.text.lower() in {"report", "article", "story"}:
        return True
    if token.text.lower() != "paper" or grammar.tokens[max(0, i - 1)].text.lower() != "the":
        return False
    if token.dep in ("dobj", "dative") and grammar.tokens[token.head].lemma in ("tell", "ask"):
        return True
    reports = token.dep == "nsubj" and grammar.tokens[token.head].lemma in {"quote", "report"}
    return reports or any(t.text in _NEWSPAPERS for t in grammar.tokens[:i])


def _on_platform(grammar: Grammar, i: int) -> bool:
    """Whether something is written on a platform: "on Telegram", "on her Facebook page"."""
    token = grammar.tokens[i]
    if token.dep == "compound":
        token = grammar.tokens[token.head]
    prep = grammar.tokens[token.head]
    verb = grammar.tokens[prep.head]
    thing = verb.head if verb.dep == "acl" else grammar.subject(verb.index)
    if thing is not None and singular(grammar.tokens[thing].text.lower()) in media():
        return False
    return (
        token.dep == "pobj"
        and prep.text.lower() in {"on", "via"}
        and verb.lemma in SAID | {"publish", "share"}
        and not any(
            singular(grammar.tokens[k].text.lower()) in media()
            for k in grammar.children(verb.index, "dobj")
        )
        and token.text.lower() not in media()
    )


def _elliptic(grammar: Grammar, i: int) -> bool:
    """Whether this is "the first" in "In the first, a soldier tells …", after "two calls"."""
    token = grammar.tokens[i]
    return (
        token.text.lower() in _ORDINAL
        and token.dep == "pobj"
        and i > 1
        and grammar.tokens[i - 1].text.lower() == "the"
        and grammar.tokens[i - 2].text == "In"
    )


def _medium(grammar: Grammar, i: int, medium: str) -> Medium:
    """Return the medium of a noun; a call with reporters is an interview, a letter stays paper."""
    if medium == "recording" and singular(grammar.tokens[i].text.lower()) in {
        "call",
        "conversation",
    }:
        partner = partner_of(grammar, i)
        if partner is not None:
            word = singular(grammar.tokens[partner].text.lower())
            if word in INTERVIEWERS:
                return "interview"
    known: dict[str, Medium] = {
        "recording": "recording", "document": "document", "video": "video", "image": "image",
        "post": "post", "interview": "interview", "statement": "statement", "data": "data",
    }  # fmt: skip
    return known[medium]


def _earlier(
    grammar: Grammar, i: int, medium: str, found: Sequence[Carrier], use: Use
) -> int | None:
    """Return the carrier that a definite noun speaks of again, or None."""
    token = grammar.tokens[i]
    article = _article(grammar, i)
    modifiers = {grammar.tokens[k].text.lower() for k in grammar.children(i, "amod", "nummod")}
    if found and article in {"the", "this"} and token.text.lower() in _VAGUE:
        taped = [c for c in found if c.medium in (*_HEARD, "image")]
        if taped:
            return max(taped, key=lambda c: c.heads[-1]).number
    for carrier in reversed(found):
        heard_again = token.text.lower() in _REHEARD and grammar.left[i] >= i - 1
        spoken = carrier.medium in _HEARD and heard_again
        if article in {"the", "this"} and spoken and not modifiers:
            return carrier.number
        if _FAMILY[carrier.medium] != _FAMILY[medium]:
            if article in {"the", "this"} and not modifiers and _same_word(grammar, carrier, i):
                return carrier.number
            continue
        last = grammar.tokens[carrier.heads[-1]]
        if (
            last.sentence == token.sentence
            and not modifiers & _NEW
            and _same_sentence(grammar, carrier, i, article)
        ):
            return carrier.number
        if article not in {"the", "this", "that", "these", "those"}:
            return None
        if modifiers & _NEW and not (carrier.plural and modifiers & _ORDINAL):
            return None
        heard = carrier.medium == medium and medium in _HEARD
        other = not heard and not (_same_word(grammar, carrier, i) or _akin(grammar, carrier, i))
        if other and use.by is not None and use.verb is not None:
            return None
        if carrier.medium == medium or _same_word(grammar, carrier, i) or medium in _HEARD:
            vague = token.text.lower() in {"document", "documents", "paper", "file", "text"}
            akin = _same_word(grammar, carrier, i) or _akin(grammar, carrier, i)
            if _FAMILY[medium] == "paper" and not (vague or akin):
                continue
            broadcast = token.text.lower() in {"interview", "conversation", "programme", "program"}
            if _FAMILY[medium] == "talk" and not (broadcast or _same_word(grammar, carrier, i)):
                continue
            return carrier.number
    return None


def _article(grammar: Grammar, i: int) -> str:
    """Return the article of a thing or of what holds it ("the cache of 1,100 messages")."""
    for k in stands_for(grammar, i):
        determiner = grammar.child(k, "det")
        if determiner is not None and grammar.tokens[k].dep not in ("appos", "conj"):
            return grammar.tokens[determiner].text.lower()
    return ""


def _akin(grammar: Grammar, carrier: Carrier, i: int) -> bool:
    """Whether a noun is another word for what a carrier was called ("messages" for emails)."""
    word = singular(grammar.tokens[i].text.lower())
    return any(
        word in kin and singular(grammar.tokens[h].text.lower()) in kin
        for h in carrier.heads
        for kin in _KINDS
    )


def _same_sentence(grammar: Grammar, carrier: Carrier, i: int, article: str) -> bool:
    """Within a sentence, an intercepted call named after a recording is what was recorded."""
    sound = _FAMILY[carrier.medium] == "sound"
    return sound and (
        article == "the" or grammar.tokens[i].text.lower() in {"call", "conversation"}
    )


def _same_word(grammar: Grammar, carrier: Carrier, i: int) -> bool:
    word = singular(grammar.tokens[i].text.lower())
    return any(singular(grammar.tokens[k].text.lower()) == word for k in carrier.heads)


def _new(
    grammar: Grammar, number: int, i: int, medium: Medium, use: Use,
    times: dict[int, list[TimeExpression]], published: str | None,
) -> Carrier:  # fmt: skip
    by = use.by
    single = grammar.tokens[i].tag == "NN" or grammar.tokens[i].text in platforms()
    one = single and medium in {"post", "statement", "interview", "document", "data"}
    if by is None and one and (use.partner is None or medium != "interview"):
        by = use.teller
    return Carrier(
        number, medium, _mention(grammar, i), heads_of(grammar, i), by, use.holder, use.partner,
        _released(grammar, use.verb, times, published),
        grammar.tokens[i].tag == "NNS", use.speech,
        venues=() if use.venue is None else (use.venue,),
        let_out=use.released and use.by is not None, author=use.author,
    )  # fmt: skip


def _with_origin(
    grammar: Grammar, one: Carrier, found: Sequence[Carrier], *, released: bool
) -> Carrier:
    """Return a carrier with who released or holds the many of which it is one.

    "Prosecutors filed transcripts of 212 calls … In a call recorded in May …": whoever filed all
    of them released that one. It is so only of things brought in without a maker of their own.
    """
    if one.holder is not None or one.medium in _HELD_TALKS or _definite(grammar, one.heads[0]):
        return one
    if one.by is not None and (released or not _indefinite(grammar, one.heads[0])):
        return one
    here = grammar.tokens[one.heads[0]].sentence
    for many in reversed(found):
        whole = _may_hold(grammar, many, one)
        near = here - grammar.tokens[many.heads[-1]].sentence <= ORIGIN_SENTENCES
        known = many.by is not None or many.holder is not None
        if known and whole and near and (many.plural or _gathers(grammar, many)):
            by = many.by if many.by is not None else one.by
            return replace(one, by=by, holder=many.holder, author=one.author or one.by)
    return one


def _may_hold(grammar: Grammar, many: Carrier, one: Carrier) -> bool:
    """Whether one thing can be one of many, by what they are called."""
    if _FAMILY[many.medium] == "paper":
        word = singular(grammar.tokens[many.heads[0]].text.lower())
        own = one.heads[0]
        loose = many.medium == "document" and word in _ANY_PAPER
        return loose or _same_word(grammar, many, own) or _akin(grammar, many, own)
    return _FAMILY[many.medium] == _FAMILY[one.medium]


def _definite(grammar: Grammar, i: int) -> bool:
    """Whether a thing is spoken of as known or as somebody’s own ("the memo", "her letter")."""
    before = grammar.child(i, "det", "poss")
    return before is not None and (
        grammar.tokens[before].dep == "poss" or grammar.tokens[before].text.lower() in _KNOWN
    )


def _indefinite(grammar: Grammar, i: int) -> bool:
    return any(
        grammar.tokens[k].text.lower() in {"a", "an", "one"} | _NEW for k in grammar.below[i]
    )


def _gathers(grammar: Grammar, carrier: Carrier) -> bool:
    return any(
        singular(grammar.tokens[k].text.lower()) in _GATHERING
        for h in carrier.heads
        for k in stands_for(grammar, h)
    )


def _tells_more(carrier: Carrier, use: Use) -> bool:
    """Whether a mention tells who released a thing of which only a maker or owner was known."""
    return use.by is not None and (carrier.by is None or (use.released and not carrier.let_out))


def _mention(grammar: Grammar, i: int) -> Span:
    """Return the words of a thing, without the "public" of "made public an audio file"."""
    core = grammar.core(i)
    if not core.text.startswith("public "):
        return core
    start = core.start + len("public ")
    return Span(start, core.end, core.text[len("public ") :])


def _joined(
    carrier: Carrier, i: int, use: Use, grammar: Grammar,
    times: dict[int, list[TimeExpression]], published: str | None,
) -> Carrier:  # fmt: skip
    """Return a carrier with a further mention of it and what that adds."""
    return replace(
        carrier,
        heads=(*carrier.heads, *heads_of(grammar, i)),
        by=use.by if _tells_more(carrier, use) else carrier.by,
        author=carrier.author if carrier.author is not None else use.author,
        let_out=carrier.let_out or (use.released and use.by is not None),
        holder=carrier.holder if carrier.holder is not None else use.holder,
        partner=carrier.partner if carrier.partner is not None else use.partner,
        released=carrier.released
        or (
            _released(grammar, use.verb, times, published)
            if use.released or use.by is not None or _elliptic(grammar, i)
            else None
        ),
        speech=carrier.speech and use.speech,
        venues=carrier.venues if use.venue is None else (*carrier.venues, use.venue),
    )


def times_by_sentence(
    grammar: Grammar, times: Sequence[TimeExpression]
) -> dict[int, list[TimeExpression]]:
    """Return the time expressions of a report by the number of their sentence."""
    found: dict[int, list[TimeExpression]] = {}
    for time in times:
        inside = grammar.tokens_of(time.span)
        if inside:
            found.setdefault(grammar.tokens[inside[0]].sentence, []).append(time)
    return found


def _not_after(day: str, published: str) -> str:
    """Return the weekday before, where a day of release comes out behind the report's own."""
    try:
        told, own = date.fromisoformat(day), date.fromisoformat(published)
    except ValueError:
        return day
    week = timedelta(days=7)
    return (told - week).isoformat() if own < told <= own + week else day


def _released(
    grammar: Grammar,
    verb: int | None,
    times: Mapping[int, Sequence[TimeExpression]],
    published: str | None = None,
) -> str | None:
    """Return the day (EDTF) that belongs to a verb: one that hangs on it, not on a clause below."""
    if verb is None:
        return None
    days = [
        day
        for time in times.get(grammar.tokens[verb].sentence, ())
        if (day := day_of(time)) is not None
        and (_hangs_on(grammar, time, verb) or _follows(grammar, time, verb))
    ]
    if published is not None:
        days = [_not_after(d, published) for d in days]
    first = next(iter(days), None)
    month = (
        first is not None and len(first) == MONTH_CHARS
    )  # "minutes of its June meeting on Friday"
    return max(days, key=len) if month else first


def _follows(grammar: Grammar, time: TimeExpression, verb: int) -> bool:
    """Whether a time comes after a verb with no other verb between them (parsers err here)."""
    first = grammar.tokens_of(time.span)[0]
    between = grammar.tokens[verb + 1 : first]
    return 0 < len(between) <= 10 and not any(t.tag[0] in "VM" or t.text in ";:" for t in between)


def _hangs_on(grammar: Grammar, time: TimeExpression, verb: int) -> bool:
    head = grammar.head_of(time.span)
    for _ in range(6):
        if head is None:
            return False
        token = grammar.tokens[head]
        other = token.tag[0] == "V" and token.index != verb and token.lemma not in _CALLING
        if other or token.head == head:
            return False
        if token.head == verb:
            return True
        head = token.head
    return False


def day_of(time: TimeExpression) -> str | None:
    """Return the EDTF date of a time expression that fixes a day, month or year."""
    if time.type not in {"DATE", "TIME"}:
        return None
    if time.interval is not None and time.interval[0] == time.interval[1]:
        return time.interval[0]
    value = time.edtf or time.value
    return value if _DAY.fullmatch(value) and time.precision != "vague" else None
