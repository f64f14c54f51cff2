"""Which claims stand in which recording or paper, through whole passages that retell it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from purport.extraction.evidence import venues_of
from purport.extraction.evidence_carriers import Carrier
from purport.extraction.voice_frames import frames_by_sentence
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import singular
from purport.extraction.voice_sources import cue_verb
from purport.extraction.voices import Voicing
from purport.model.claim import Attribution

_SOUND = frozenset({"recording", "video"})
_WORD_BY_WORD = frozenset(
    "transcript log message text chat letter diary email e-mail minutes testimony".split()
)
_ANSWERS = frozenset("reply answer respond retort write ask add text".split())
_WRITING = frozenset("write text message reply answer post type".split())
_TALKS = frozenset(
    "call conversation exchange traffic recording tape audio intercept transcript".split()
)
_HEARD = frozenset("hear see film record catch show".split())
_INQUIRERS = frozenset("investigators researchers inspectors monitors authors auditors".split())
_NEWS_SOURCES = frozenset(
    "police officials official authorities spokesman spokeswoman spokesperson attorneys lawyers "
    "lawyer attorney aide aides prosecutors investigators family relatives critics experts expert "
    "activists protesters analysts government army ministry".split()
)
"""Words for those who usually speak to the report and not in a recording that it retells."""

_ABOUT = frozenset("comment respond react reply object dismiss reject dispute".split())
PASSAGE_PARAGRAPHS = 3
_PARTITIVE = re.compile(
    r"\s*In (?:one|another|a (?:second|third)|the (?:other|first|last))\b(?! way| case)"
)
_IN_IT = re.compile(r"\s*(?:In|On|During|At one point in) (?:it|them|these)\b[,:]?")


def place_claims(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
) -> tuple[int | None, ...]:
    """Return for each attribution the number of the evidence in which it stands, or None.

    It stands there where the evidence is its source or venue, and through the whole passage that
    follows where an unnamed voice first heard in a recording goes on (in the present tense, as
    reports retell recordings), until other evidence is brought in.
    """
    heads = {h: c.number for c in carriers for h in c.heads}
    venues = venues_of(grammar, carriers)
    spoken_by = voicing.spoken_by or (None,) * len(attributions)
    placed: list[int | None] = [
        one if one is not None else _named_place(grammar, a, heads, venues)
        for one, a in zip(spoken_by, attributions, strict=True)
    ]
    fronted = _fronted(grammar, carriers)
    for i, attribution in enumerate(attributions):
        verb = cue_verb(grammar, attribution)
        if placed[i] is None and verb is not None:
            sentence = grammar.tokens[verb].sentence
            placed[i] = fronted.get(sentence, _one_of_several(grammar, carriers, sentence))
        if placed[i] is None and _is_heard(grammar, attribution):
            placed[i] = _sound_before(grammar, carriers, attribution)
    staged = _first_heard(grammar, attributions, carriers, voicing)
    for i, speaker in enumerate(voicing.speakers):
        if speaker is not None and speaker in voicing.stages and placed[i] is not None:
            staged.setdefault(speaker, placed[i])  # type: ignore[arg-type]
    _through_passages(grammar, attributions, carriers, voicing, placed, staged)
    return tuple(placed)


def _is_heard(grammar: Grammar, attribution: Attribution) -> bool:
    """Whether a cue says that somebody is heard or seen to speak: "can be heard saying"."""
    for span in attribution.cue:
        for i in grammar.tokens_of(span):
            token = grammar.tokens[i]
            for k in (i, token.head) if token.tag == "VBG" else (i,):
                seen = grammar.tokens[k]
                if seen.lemma in _HEARD and seen.tag == "VBN":
                    return grammar.child(k, "auxpass") is not None
    return False


def _sound_before(
    grammar: Grammar, carriers: Sequence[Carrier], attribution: Attribution
) -> int | None:
    """Return the recording or video named last up to the end of an attribution's sentence."""
    at = grammar.first_at(attribution.cue[0].start)
    sentence = grammar.tokens[min(at, len(grammar.tokens) - 1)].sentence
    named = [
        (h, c.number)
        for c in carriers
        if c.medium in _SOUND
        for h in c.heads
        if grammar.tokens[h].sentence <= sentence
    ]
    return max(named)[1] if named else None


def _fronted(grammar: Grammar, carriers: Sequence[Carrier]) -> dict[int, int]:
    """Return by sentence the carrier in which it opens: "In a letter seen by …, she warned"."""
    found: dict[int, int] = {}
    for carrier in carriers:
        for head in carrier.heads:
            token = grammar.tokens[head]
            if token.dep == "compound":
                token = grammar.tokens[token.head]
            prep = grammar.tokens[token.head]
            opens = prep.index == 0 or grammar.tokens[prep.index - 1].sentence != token.sentence
            if token.dep == "pobj" and opens and prep.text in {"In", "During", "At", "On"}:
                found.setdefault(token.sentence, carrier.number)
    return found


def _one_of_several(grammar: Grammar, carriers: Sequence[Carrier], sentence: int) -> int | None:
    """Return the evidence that "in one of them" or "in another" at a sentence's head takes up."""
    span = grammar.sentences[sentence]
    if _IN_IT.match(span.text):
        named = [(h, c.number) for c in carriers for h in c.heads]
        last = max((n for n in named if grammar.tokens[n[0]].start < span.start), default=None)
        return None if last is None else last[1]
    if not _PARTITIVE.match(span.text):
        return None
    before = [c for c in carriers if c.plural and c.mention.start < span.start]
    return max(before, key=lambda c: c.mention.start).number if before else None


def _named_place(
    grammar: Grammar, attribution: Attribution, heads: dict[int, int], venues: dict[int, int]
) -> int | None:
    verb = cue_verb(grammar, attribution)
    about = verb is not None and grammar.tokens[verb].lemma in _ABOUT
    for span in (*attribution.source, *(() if about else attribution.cue)):
        for i in grammar.tokens_of(span):
            if i in heads and not _looked_at(grammar, i):
                return heads[i]
    for _ in range(3):
        if verb is None:
            return None
        if verb in venues:
            return venues[verb]
        for clause in grammar.children(verb, "advcl"):
            if clause in venues and grammar.tokens[clause].tag == "VBG":
                return venues[clause]
        token = grammar.tokens[verb]
        if token.dep == "relcl" and token.head in heads and _in_which(grammar, verb):
            return heads[token.head]
        verb = (
            token.head if token.dep in {"xcomp", "advcl", "conj"} and token.head != verb else None
        )
    return None


def _in_which(grammar: Grammar, verb: int) -> bool:
    """Whether a relative clause tells what happens in a thing ("a memo in which …")."""
    return any(
        grammar.tokens[k].text.lower() in {"which", "where", "whereby"}
        for k in range(grammar.left[verb], verb)
        if grammar.tokens[k].tag in {"WDT", "WRB"}
    )


def _looked_at(grammar: Grammar, i: int) -> bool:
    """Whether somebody only saw or heard a thing: "an officer who watched the video"."""
    token = grammar.tokens[i]
    verb = grammar.tokens[token.head]
    seen = {"watch", "see", "view", "hear", "read", "review", "study", "examine", "listen", "know"}
    return (token.dep in ("dobj", "pobj") and verb.dep == "relcl" and verb.lemma in seen) or (
        token.dep == "pobj" and grammar.tokens[verb.head].lemma in ("listen", "write", "draft")
    )


def _first_heard(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
) -> dict[str, int]:
    """Return the unnamed voices that a sentence about a recording brings in, and which recording.

    Those who themselves speak of the recording, or made or hold it, are not heard in it.
    """
    outside = _outsiders(grammar, attributions, carriers, voicing)
    by_sentence: dict[int, int] = {}
    for carrier in carriers:
        for head in carrier.heads:
            if carrier.medium in _SOUND:
                by_sentence[grammar.tokens[head].sentence] = carrier.number
    found: dict[str, int] = {}
    for voice in voicing.voices:
        if set(voice.name.lower().split()) & _NEWS_SOURCES:
            continue
        if voice.id in voicing.stages and voice.id not in outside and voice.mentions:
            sentence = grammar.tokens[grammar.first_at(voice.mentions[0].start)].sentence
            if sentence in by_sentence:
                found[voice.id] = by_sentence[sentence]
    return found


def _outsiders(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
) -> set[str]:
    """Return the voices that speak of a recording or made, hold or watched it."""
    tokens = grammar.tokens
    spoken_of = [tokens[h] for c in carriers for h in c.heads]
    outside = {
        speaker
        for attribution, speaker in zip(attributions, voicing.speakers, strict=True)
        for token in spoken_of
        if speaker is not None and any(p.start <= token.start < p.end for p in attribution.content)
    }
    outside |= {
        voicing.at[i]
        for c in carriers
        for i in (c.by, c.holder, c.partner)
        if i is not None and i in voicing.at
    }
    outside |= {
        voicing.at[grammar.tokens[t.head].head]
        for t in spoken_of
        if _looked_at(grammar, t.index) and grammar.tokens[t.head].head in voicing.at
    }
    return outside


def _retold_here(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carrier: Carrier,
    voicing: Voicing,
    placed: Sequence[int | None],
    i: int,
    outside: set[str],
) -> bool:
    """Whether a claim goes on retelling the recording or exchange of words that is open.

    Recordings are retold in the present tense; in a report that else tells of the past, that alone
    is enough, whoever speaks. Letters and messages are answered in any tense, by verbs of writing.
    """
    one, speaker = attributions[i], voicing.speakers[i]
    verb = cue_verb(grammar, one)
    kinds = {v.id: v.kind for v in voicing.voices}
    told = voicing.addressees[i]
    if verb is None or speaker in outside or kinds.get(told or "") == "organisation":
        return False
    body = kinds.get(speaker or "") == "organisation" and one.kind != "direct"
    if body or _is_news_source(voicing, speaker):
        return False
    token = grammar.tokens[verb]
    word = singular(grammar.tokens[carrier.heads[-1]].text.lower())
    frames = frames_by_sentence(grammar).get(token.sentence, ())
    heard = {voicing.speakers[k] for k in range(i) if placed[k] == carrier.number}
    if any(voicing.at.get(f.who) in heard - {None} and f.verb != verb for f in frames):
        return True
    if carrier.medium in _SOUND or word in _TALKS:
        present = _in_present(grammar, verb)
        before = [a for k, a in enumerate(attributions) if placed[k] == carrier.number]
        verbs = [v for a in before if (v := cue_verb(grammar, a)) is not None]
        retelling = not verbs or any(_in_present(grammar, v) for v in verbs)
        stranger = speaker is None or speaker in voicing.stages
        return present and retelling and (stranger or _tells_of_past(grammar, attributions))
    exchanged = carrier.plural or word in _WORD_BY_WORD
    person = kinds.get(speaker or "") in ("person", "unnamed")
    return exchanged and person and token.lemma in _WRITING


def _brought_in(
    grammar: Grammar, attribution: Attribution, carriers: Sequence[Carrier]
) -> tuple[int, int] | None:
    """Return the last mention of a released recording before a claim: its token and its number."""
    start = min(s.start for s in (*attribution.source, *attribution.cue, *attribution.content))
    before = [
        (h, c.number)
        for c in carriers
        if c.medium in _SOUND and (c.by is not None or c.holder is not None)
        for h in c.heads
        if grammar.tokens[h].start < start
    ]
    return max(before, default=None)


def _in_present(grammar: Grammar, verb: int) -> bool:
    token = grammar.tokens[verb]
    auxiliary = any(
        grammar.tokens[k].tag in ("VBD", "MD") for k in grammar.children(verb, "aux", "auxpass")
    )
    return token.tag in {"VBZ", "VBP", "VBG"} or (token.tag == "VBN" and not auxiliary)


def _tells_of_past(grammar: Grammar, attributions: Sequence[Attribution]) -> bool:
    """Whether most of a report’s cues are in the past tense."""
    tags = [grammar.tokens[v].tag for a in attributions if (v := cue_verb(grammar, a)) is not None]
    return tags.count("VBD") >= tags.count("VBZ") + tags.count("VBP")


def _is_news_source(voicing: Voicing, speaker: str | None) -> bool:
    name = next((v.name for v in voicing.voices if v.id == speaker), "")
    return bool(set(name.lower().split()) & _NEWS_SOURCES)


def _through_passages(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
    placed: list[int | None],
    staged: dict[str, int],
) -> None:
    """Carry evidence from claim to claim along the passages that retell it."""
    outside = _outsiders(grammar, attributions, carriers, voicing)
    active: int | None = None
    last_paragraph = -99
    for i, attribution in enumerate(attributions):
        speaker = voicing.speakers[i]
        here = grammar.paragraph[
            min(grammar.first_at(attribution.content[0].start), len(grammar.tokens) - 1)
        ]
        if _speaks_of(grammar, attribution, carriers):
            continue
        if placed[i] is None and speaker is not None:
            placed[i] = staged.get(speaker)
        if placed[i] is None and speaker is not None and speaker in voicing.stages:
            number = voicing.stages[speaker]
            near = here - last_paragraph <= 2 * PASSAGE_PARAGRAPHS or active != number
            if near and (
                _retold(grammar, attribution, carriers[number], voicing, i)
                or _quoted_from(grammar, attribution, carriers[number], active)
                or _asks_in(grammar, attribution, carriers[number])
            ):
                staged[speaker] = number
                placed[i] = number
        if placed[i] is None and active is not None and here - last_paragraph <= 1:
            asked = i > 0 and attributions[i - 1].content[-1].text.rstrip("”\"’'").endswith("?")
            answered = _answered(grammar, attribution, voicing, placed, i, asked=asked)
            answered = answered or _one_more(attribution, carriers[active], placed, i)
            if answered or _next_turn(grammar, attributions, carriers[active], placed, i):
                placed[i] = active
                if speaker is not None and speaker in voicing.stages:
                    staged.setdefault(speaker, active)
        brought = _brought_in(grammar, attribution, carriers)
        if brought is not None and (active is None or carriers[active].heads[0] < brought[0]):
            active, last_paragraph = brought[1], grammar.paragraph[brought[0]]
        open_one = active if here - last_paragraph <= 1 else None
        if (
            placed[i] is None
            and open_one is not None
            and _retold_here(grammar, attributions, carriers[open_one], voicing, placed, i, outside)
        ):
            placed[i] = open_one
            if speaker is not None and speaker in voicing.stages:
                staged.setdefault(speaker, open_one)
        if placed[i] is None and _same_interview(attribution, carriers, voicing, placed, i):
            placed[i] = placed[i - 1]
        if placed[i] is not None:
            active, last_paragraph = placed[i], here


def _speaks_of(grammar: Grammar, attribution: Attribution, carriers: Sequence[Carrier]) -> bool:
    """Whether somebody speaks, outside it, of a recording or paper ("says the file is forged")."""
    if attribution.kind == "direct":
        return False
    starts = [grammar.tokens[h].start for c in carriers for h in c.heads]
    return any(p.start <= start < p.end for p in attribution.content for start in starts)


def _retold(
    grammar: Grammar, attribution: Attribution, carrier: Carrier, voicing: Voicing, i: int
) -> bool:
    """Whether a cue retells what is in a recording or a word-by-word paper: present tense."""
    word = singular(grammar.tokens[carrier.heads[0]].text.lower())
    verb = cue_verb(grammar, attribution)
    source = next((v.name for v in voicing.voices if v.id == voicing.speakers[i]), "")
    if set(source.lower().split()) & _NEWS_SOURCES:
        return False
    if any(s.text.lower().startswith("according") for s in attribution.cue):
        return False
    present = verb is not None and grammar.tokens[verb].tag in {"VBZ", "VBP", "VBG"}
    if carrier.medium in _SOUND or word in _WORD_BY_WORD:
        return present or verb is None
    told = voicing.addressees[i]
    heard_by = next((v.name.lower() for v in voicing.voices if v.id == told), "")
    return bool(set(heard_by.split()) & _INQUIRERS)


def _quoted_from(
    grammar: Grammar, attribution: Attribution, carrier: Carrier, active: int | None
) -> bool:
    """Whether wholly quoted words are read out of a transcript or an exchange of messages."""
    word = singular(grammar.tokens[carrier.heads[0]].text.lower())
    verb = cue_verb(grammar, attribution)
    if attribution.kind != "direct" or verb is None or word not in _WORD_BY_WORD:
        return False
    if active is None or active != carrier.number:
        return word in {"transcript", "log"} or grammar.tokens[verb].lemma in _WRITING
    answers = grammar.tokens[verb].lemma in _ANSWERS
    return answers or word in {"transcript", "log", "message", "chat"}


def _answered(
    grammar: Grammar,
    attribution: Attribution,
    voicing: Voicing,
    placed: Sequence[int | None],
    i: int,
    *,
    asked: bool,
) -> bool:
    """Whether somebody answers who was told something just before, in the same evidence."""
    verb = cue_verb(grammar, attribution)
    speaker = voicing.speakers[i]
    if verb is None or speaker is None:
        return False
    before = [k for k in range(max(0, i - 2), i) if placed[k] is not None]
    if any(voicing.addressees[k] == speaker for k in before):
        return grammar.tokens[verb].lemma in _ANSWERS or placed[i - 1] is not None
    person = speaker in voicing.stages
    return person and bool(before) and before[-1] == i - 1 and asked


def _one_more(
    attribution: Attribution, carrier: Carrier, placed: Sequence[int | None], i: int
) -> bool:
    """Whether "another" of those heard in a paper or recording speaks right after one of them."""
    source = attribution.source[0].text.lower().split() if attribution.source else [""]
    return (
        i > 0 and placed[i - 1] == carrier.number and source[-1] in ("another", "second", "others")
    )


def _asks_in(grammar: Grammar, attribution: Attribution, carrier: Carrier) -> bool:
    """Whether a question or an answer in quotation marks is part of a recorded talk."""
    words = {
        singular(grammar.tokens[k].text.lower())
        for h in carrier.heads
        for k in (h, *grammar.below[h])
    }
    verb = cue_verb(grammar, attribution)
    if verb is None or attribution.kind != "direct" or not words & _TALKS:
        return False
    return grammar.tokens[verb].lemma in _ANSWERS | {"shout", "radio"}


def _next_turn(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carrier: Carrier,
    placed: Sequence[int | None],
    i: int,
) -> bool:
    """Whether direct speech in the present tense answers what is heard just before it.

    So even a voice with a name is in the recording, where the report itself speaks of the past.
    """
    before = [k for k in range(max(0, i - 3), i) if attributions[k].kind == "direct"]
    if not before or placed[before[-1]] != carrier.number:
        return False
    coming = cue_verb(grammar, attributions[i])
    if coming is not None and grammar.tokens[coming].lemma == "come":
        return attributions[i].kind == "direct"
    if attributions[i].kind != "direct" or carrier.medium not in _SOUND:
        return False
    tags = [grammar.tokens[v].tag for a in attributions if (v := cue_verb(grammar, a)) is not None]
    verb = cue_verb(grammar, attributions[i])
    past = tags.count("VBD") > tags.count("VBZ") + tags.count("VBP")
    present = verb is not None and grammar.tokens[verb].tag in {"VBZ", "VBP"}
    return past and present


def _same_interview(
    attribution: Attribution,
    carriers: Sequence[Carrier],
    voicing: Voicing,
    placed: Sequence[int | None],
    i: int,
) -> bool:
    """Whether the one before is the same speaker's, in an interview that is still going on."""
    if i == 0 or placed[i - 1] is None:
        return False
    carrier = carriers[placed[i - 1]]  # type: ignore[index]
    cue = [w for s in attribution.cue for w in s.text.lower().split()]
    if any(w in {"tweeted", "tweeting", "posted", "wrote"} for w in cue):
        return False
    same = voicing.speakers[i] is not None and voicing.speakers[i] == voicing.speakers[i - 1]
    return same and carrier.medium == "interview"
