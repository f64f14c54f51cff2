"""The hops of those through whom a claim's words came: who heard, quotes, asked or reports it."""

from __future__ import annotations

from collections.abc import Iterator

from purport.extraction.chain_go_betweens import go_betweens, heard_by, reported_around
from purport.extraction.chain_scene import Scene, mention_near
from purport.extraction.voice_frames import Frame
from purport.extraction.voice_sources import cue_verb
from purport.model.claim import Hop

_ELSEWHERE = frozenset("tweet write post blog testify text".split())
_CONFIDING = frozenset("boast confide brag confess whisper murmur admit".split())
_PRONOUNS = frozenset("he she they it".split())
REACH_BACK = 4


def find_hearers(scene: Scene) -> tuple[tuple[Hop, ...], ...]:
    """Return by attribution the hops of those through whom its words came, outermost first.

    Whoever was told something in one sentence still hears what its speaker goes on to say, until
    somebody else speaks or the words name another place.
    """
    found: list[tuple[Hop, ...]] = []
    for i in range(len(scene.attributions)):
        own = _named(scene, i)
        found.append(own or _still_heard(scene, i, found) or _passed_on(scene, i, found))
    found = _lead(scene, found)
    return tuple((*_framing(scene, i), *hops) for i, hops in enumerate(found))


def _passed_on(scene: Scene, i: int, found: list[tuple[Hop, ...]]) -> tuple[Hop, ...]:
    """Return who tells of what "he" was told: the speaker just before, with his hearers.

    "Their water has turned orange, said Huanca, and a nurse told him that …": Huanca says so.
    """
    told = scene.voicing.addressees[i]
    if told is None or told == scene.voicing.speakers[i] or scene.parents[i] is not None:
        return ()
    if not _told_pronoun(scene, i):
        return ()
    for k in range(i - 1, max(-1, i - REACH_BACK), -1):
        if scene.attributions[k].kind == "narrator" or scene.parents[k] is not None:
            continue
        if scene.voicing.speakers[k] != told or _paragraph(scene, k) != _paragraph(scene, i):
            return ()
        heard = tuple(h for h in found[k] if h.role == "reports")
        return (*heard, Hop(told, "quotes", None, mention_near(scene, i, told)))
    return ()


def _told_pronoun(scene: Scene, i: int) -> bool:
    grammar = scene.grammar
    verb = cue_verb(grammar, scene.attributions[i])
    told = [] if verb is None else [*grammar.below[verb]]
    told += [k for p in told if grammar.tokens[p].dep == "prep" for k in grammar.below[p]]
    return any(grammar.tokens[k].text.lower() in ("him", "her", "them", "he", "she") for k in told)


def _lead(scene: Scene, found: list[tuple[Hop, ...]]) -> list[tuple[Hop, ...]]:
    """Give a report's first claim the hearers of what its speaker says next.

    News opens with what was said and tells only then to whom.
    """
    top = [
        i for i, one in enumerate(scene.attributions)
        if one.kind != "narrator" and scene.parents[i] is None
    ][:2]  # fmt: skip
    if len(top) < 2:
        return found
    first, then = top
    speaker = scene.voicing.speakers[first]
    heard = tuple(h for h in found[then] if h.role == "reports")
    if found[first] or not heard or speaker is None or speaker != scene.voicing.speakers[then]:
        return found
    if scene.placed[first] is not None or scene.voicing.addressees[first] is not None:
        return found
    return [heard if i == first else hops for i, hops in enumerate(found)]


def _named(scene: Scene, i: int) -> tuple[Hop, ...]:
    """Return the hops that an attribution's own words name: told to, quoted by, reported by."""
    grammar, attribution = scene.grammar, scene.attributions[i]
    if attribution.kind == "narrator":
        return ()
    hops: list[Hop] = []
    speaker = scene.voicing.speakers[i]
    told = scene.voicing.addressees[i]
    verb = cue_verb(grammar, attribution)
    passing = scene.outlets - scene.publishers
    asked = scene.interviewers.get(speaker or "")
    if asked is not None and asked != speaker and told is None:
        hops.append(Hop(asked, "reports"))
    if told is not None and told in passing and told != speaker:
        hops.append(Hop(told, "reports", None, mention_near(scene, i, told)))
    for token in heard_by(grammar, attribution, verb):
        voice = scene.voicing.at.get(token)
        if voice in passing and voice not in (speaker, told):
            hops.append(Hop(voice, "reports", None, grammar.core(token)))
    things = set(scene.voicing.carrying.values())
    for token, role in go_betweens(grammar, attribution, verb):
        voice = scene.voicing.at.get(token)
        if voice is not None and voice != speaker and voice not in things:
            hops.append(Hop(voice, role, None, grammar.core(token)))
    passed = _passed_through(scene, i, verb)
    if passed is not None and passed not in (speaker, told if told in passing else None):
        hops.append(Hop(passed, "quotes", None, mention_near(scene, i, passed)))
    around = reported_around(grammar, verb)
    voice = None if around is None else scene.voicing.at.get(around)
    if around is not None and voice in scene.outlets and voice != speaker:
        hops.insert(0, Hop(voice, "reports", None, grammar.core(around)))
    return tuple(dict.fromkeys(hops))


def _passed_through(scene: Scene, i: int, verb: int | None) -> str | None:
    """Return who passes on what he was told: "one of them was told by a foreman".

    What is said in private to a person reached the report through that person.
    """
    grammar = scene.grammar
    if verb is None or scene.placed[i] is not None:
        return None
    told = scene.voicing.addressees[i]
    people = {v.id for v in scene.voicing.voices if v.kind in ("person", "unnamed")}
    passive = grammar.child(verb, "nsubjpass")
    if passive is not None and grammar.child(verb, "agent") is not None:
        whom = scene.voicing.at.get(passive)
        return whom if whom in people else None
    if grammar.tokens[verb].lemma not in _CONFIDING:
        return None
    if told is None:
        to = [p for p in grammar.children(verb, "prep", "dative") if grammar.tokens[p].text == "to"]
        heard = [w for p in to for w in grammar.children(p, "pobj")]
        told = next((scene.voicing.at[w] for w in heard if w in scene.voicing.at), None)
    return told if told in people else None


def _still_heard(scene: Scene, i: int, found: list[tuple[Hop, ...]]) -> tuple[Hop, ...]:
    """Return the hearers of what the same speaker said just before, where the talk goes on."""
    one, speaker = scene.attributions[i], scene.voicing.speakers[i]
    if speaker is None or one.kind == "narrator" or scene.parents[i] is not None:
        return ()
    if scene.voicing.addressees[i] is not None or scene.placed[i] is not None:
        return ()
    verb = cue_verb(scene.grammar, one)
    if verb is not None and scene.grammar.tokens[verb].lemma in _ELSEWHERE:
        return ()
    for k in range(i - 1, -1, -1):
        before = scene.attributions[k]
        if before.kind == "narrator" or scene.parents[k] is not None:
            continue
        heard = tuple(h for h in found[k] if h.role == "reports")
        goes_on = scene.voicing.speakers[k] == speaker and heard
        return heard if goes_on and _near(scene, k, i) else ()
    return ()


def _near(scene: Scene, k: int, i: int) -> bool:
    """Whether one attribution goes on from another: same paragraph, or the next with a pronoun."""
    gap = _paragraph(scene, i) - _paragraph(scene, k)
    source = scene.attributions[i].source
    taken_up = not source or source[0].text.lower() in _PRONOUNS
    return gap == 0 or (gap <= 2 and taken_up)


def _paragraph(scene: Scene, i: int) -> int:
    grammar = scene.grammar
    at = grammar.first_at(scene.attributions[i].content[0].start)
    return grammar.paragraph[min(at, len(grammar.tokens) - 1)]


def _framing(scene: Scene, i: int) -> tuple[Hop, ...]:
    """Return the hops of those whose frames stand between an attribution's words."""
    speaker = scene.voicing.speakers[i]
    hops = []
    for frame in _frames_over(scene, i):
        voice = scene.voicing.at.get(frame.who)
        if voice is not None and voice != speaker and voice not in scene.publishers:
            hops.append(Hop(voice, "quotes", None, scene.grammar.core(frame.who)))
    return tuple(hops)


def _frames_over(scene: Scene, i: int) -> Iterator[Frame]:
    """Yield the frames of an attribution's sentence that stand in it, or right behind its words."""
    grammar, one = scene.grammar, scene.attributions[i]
    if not one.cue or one.kind == "narrator":
        return
    spans = (*one.source, *one.cue, *one.content)
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    verb = cue_verb(grammar, one)
    at = min(grammar.first_at(one.cue[0].start), len(grammar.tokens) - 1)
    for frame in scene.frames.get(grammar.tokens[at].sentence, ()):
        start = grammar.tokens[frame.who].start
        if frame.verb != verb and first <= start <= last + 3 and not _told_by(scene, i, frame):
            yield frame


def _told_by(scene: Scene, i: int, frame: Frame) -> bool:
    """Whether a frame is within what the attribution tells ("he wrote: “The pit, Ana said, …”")."""
    grammar = scene.grammar
    token = grammar.tokens[frame.verb]
    one = scene.attributions[i]
    if not any(p.start <= token.start < p.end for p in one.content):
        return False
    return one.kind == "direct"
