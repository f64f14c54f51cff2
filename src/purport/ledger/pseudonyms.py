"""Private persons' names → tokens, in everything that a reading holds; offsets stay exact.

Who is private: every person whom a report names as a voice (or a transcript as a speaker), but for
those whom at least one report describes by a public office and none by a role in private life
(another person of the same name, perhaps). The whole ledger decides: a whole name (of two words or
more) is a token in every report; parts of it ("Lee", "Ms Lee") in those in which the person is a
voice. Names of organisations, groups and places stay, but for a private person's whole name in
them.

What this cannot do: persons who are a voice in no report stay, and so do bylines. Whoever has the
report's words elsewhere finds the names again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from purport.ledger.facets import folded
from purport.ledger.offices import has_title, is_office, is_private_role

Json = dict[str, Any]
Token = Callable[[str], str]
# words of names that say nothing of who it is
_NO_NAMES = frozenset(
    "al bin bint da de del der di dos dr el ibn jr la le lady lord miss mr mrs ms of prof sir sr "
    "st the van von".split()
)
# keys whose words are the program's own: ids, digests, words of closed lists, dates
NO_WORDS = frozenset(
    "schema id sha256 published published_from language kind act voice parent addressee role "
    "evidence label status type interval precision anchor edtf scope medium released_by released "
    "authenticity holder part_of country rule field".split()
)
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_BETWEEN = re.compile(r"[\s.'’-]{1,3}")
_PART_CHARS, _NAME_WORDS = 2, 6


@dataclass(frozen=True, slots=True)
class PrivateNames:
    """Names to be replaced: their words as `folded` has them → as the name is first written.

    `beginnings` are the first words of names of several words.
    """

    names: Mapping[str, str]
    beginnings: frozenset[str]

    def __contains__(self, key: object) -> bool:
        return key in self.names

    def find(self, text: str, least_words: int) -> Iterator[tuple[int, int, str]]:
        """Yield where in a text a whole name begins and ends, and the name's words.

        Args:
            text: where to look, whatever the letters' case.
            least_words: names of fewer words are passed over.
        """
        words = [(w.start(), w.end(), _plain(w[0])) for w in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            first = words[at][2]
            most = _NAME_WORDS if first in self.beginnings else 1
            for end in range(min(at + most, len(words)), at + least_words - 1, -1):
                key = " ".join(word for _, _, word in words[at:end])
                if key in self.names and _side_by_side(text, words[at:end]):
                    yield words[at][0], words[end - 1][1], key
                    at = end - 1
                    break
            at += 1


def private_names(readings: Iterable[Json]) -> PrivateNames:
    """Return the names of private persons in readings as JSON has them."""
    everybody: dict[str, str] = {}
    officials, others = set(), set()
    for reading in readings:
        speakers = (timing["speaker"] for timing in reading["report"].get("timings", []))
        persons = [voice for voice in reading["voices"] if voice["kind"] == "person"]
        for name in (*(voice["name"] for voice in persons), *filter(None, speakers)):
            everybody.setdefault(_key(name), _bare(name))
        for voice in persons:
            if _is_official(voice):
                officials.add(_key(voice["name"]))
            elif is_private_role(voice["described"] or ""):
                others.add(_key(voice["name"]))
    known = (officials - others) | {""}
    names = {key: name for key, name in everybody.items() if key not in known}
    return PrivateNames(names, frozenset(key.split()[0] for key in names if " " in key))


def _is_official(voice: Json) -> bool:
    titled = any(has_title(mention["text"], voice["name"]) for mention in voice["mentions"])
    return titled or is_office(voice["described"] or "")


@dataclass(frozen=True, slots=True)
class Disguise:
    """How one report's names become tokens.

    Args:
        pattern: finds the names of the report's own voices, and parts of them; None for no names.
        tokens: what the pattern finds, folded → its token.
        kept: what the pattern finds and is to stay.
        private: names that are replaced wherever they stand whole.
        token: a name → its token.
    """

    pattern: re.Pattern[str] | None
    tokens: Mapping[str, str]
    kept: frozenset[str]
    private: PrivateNames
    token: Token

    def replacements(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where in a text a name begins and ends, and its token, in order."""
        found = [*self._own(text), *self._everywhere(text)]
        last = 0
        for start, end, token in sorted(found, key=lambda one: (one[0], -one[1])):
            if start >= last:
                yield start, end, token
                last = end

    def hides(self, text: str) -> bool:
        """Whether a text has a name that is replaced."""
        return next(self.replacements(text), None) is not None

    def words(self, text: str) -> str:
        """Return a text with tokens in place of names."""
        return _replaced(text, self.replacements(text))

    def _own(self, text: str) -> Iterator[tuple[int, int, str]]:
        for found in self.pattern.finditer(text) if self.pattern else ():
            words = " ".join(found.group().split())
            token = None if words in self.kept else self.tokens.get(_key(words))
            if token is not None:
                yield found.start(), found.end(), token

    def _everywhere(self, text: str) -> Iterator[tuple[int, int, str]]:
        for start, end, key in self.private.find(text, 2):
            yield start, end, self.tokens.get(key) or self.token(key)


def _replaced(text: str, moves: Iterable[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, token in moves:
        parts += [text[at:start], token]
        at = end
    return "".join([*parts, text[at:]])


def disguise_of(reading: Json, private: PrivateNames, token: Token) -> Disguise:
    """Return how the names of one report become tokens.

    Args:
        reading: as JSON has it.
        private: the names to be replaced.
        token: a name → its token.
    """
    hidden: dict[str, str] = {}
    kept: set[str] = {place["text"] for place in reading["places"]}
    for voice in reading["voices"]:
        names = [voice["name"], *voice["aliases"]]
        if _key(voice["name"]) in private and voice["kind"] == "person":
            hidden |= dict.fromkeys(map(_bare, names), token(_bare(voice["name"])))
        else:
            kept |= set(names)
    for timing in reading["report"].get("timings", []):
        if _key(timing["speaker"] or "") in private:
            hidden.setdefault(timing["speaker"], token(timing["speaker"]))
    whole = {_key(name): sign for name, sign in hidden.items() if _key(name)}
    parts: dict[str, set[str]] = {}
    for name, sign in hidden.items():
        for word in _parts(name):
            parts.setdefault(word, set()).add(sign)
    single = {
        _key(word): next(iter(signs)) if len(signs) == 1 else token(word)
        for word, signs in parts.items()
    }
    stay = {name for name in kept if not any(_holds(name, key) for key in whole)}
    stay = {" ".join(name.split()) for name in stay if name.strip()}
    pattern = _pattern(stay, hidden, parts) if hidden else None
    return Disguise(pattern, single | whole, frozenset(stay), private, token)


def disguised_words(text: str, private: PrivateNames, token: Token) -> str:
    """Return words that are of no report, such as a remark, with tokens in place of whole names."""
    moves = ((start, end, token(key)) for start, end, key in private.find(text, 1))
    return _replaced(text, moves)


def disguised_id(report_id: str, disguise: Disguise, token: Token) -> str:
    """Return a report's id, or a token where it has the words of a name that is replaced."""
    there = set(folded(report_id))
    if any(there >= set(key.split()) for key in disguise.tokens):
        return f"Report{token(report_id).removeprefix('Person')}"
    return report_id


def disguised(reading: Json, disguise: Disguise) -> Json:
    """Return a reading with tokens in place of names; every span is cut again at its new place.

    A span that begins or ends inside a name takes in the whole token.
    """
    text = reading["report"]["text"]
    moves = list(disguise.replacements(text))
    plain = disguise.words(text)

    def renewed(key: str, node: Any) -> Any:
        if isinstance(node, list):
            return [renewed(key, item) for item in node]
        if isinstance(node, str):
            return node if key in NO_WORDS else disguise.words(node)
        if not isinstance(node, dict):
            return node
        made = {name: renewed(name, value) for name, value in node.items()}
        if "start" in node:
            made["start"] = _moved(node["start"], moves, 0)
            made["end"] = _moved(node["end"], moves, 1)
            made |= {"text": plain[made["start"] : made["end"]]} if "text" in node else {}
        return made

    made: Json = renewed("", reading)
    made["report"]["text"] = plain
    for claim in made["claims"]:
        claim["text"] = " … ".join(piece["text"] for piece in claim["content"])
    return made


def _moved(place: int, moves: list[tuple[int, int, str]], which: int) -> int:
    """Return where a place of the old text is in the new one.

    Args:
        place: an offset.
        moves: what was replaced, in order.
        which: 0 where a span begins there, 1 where one ends there.
    """
    ahead = 0
    for start, end, token in moves:
        if place <= start:
            break
        if place < end:
            return start + ahead + (len(token) if which else 0)
        ahead += len(token) - (end - start)
    return place + ahead


def _pattern(stay: set[str], hidden: Iterable[str], parts: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names: those that stay, whole names and parts, the longest first."""
    found = {_spaced(name): len(name) for name in stay}
    found |= {f"(?i:{_spaced(name)})": len(name) for name in hidden if name.strip()}
    for word in parts:
        found |= {re.escape(form): len(form) for form in (word, word.upper())}
    longest = sorted(found, key=lambda form: (-found[form], form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _parts(name: str) -> list[str]:
    """Return the words of a name that stand for the person by themselves."""
    words = _WORD.findall(name)
    return [
        word
        for word in words
        if len(word) >= _PART_CHARS and word[0].isupper() and word.lower() not in _NO_NAMES
    ]


def _side_by_side(text: str, words: Sequence[tuple[int, int, str]]) -> bool:
    """Whether nothing but a blank, a point or a hyphen stands between words."""
    return all(_BETWEEN.fullmatch(text[a[1] : b[0]]) for a, b in pairwise(words))


def _holds(name: str, key: str) -> bool:
    return f" {key} " in f" {_key(name)} "


def _key(name: str) -> str:
    return " ".join(folded(_bare(name)))


def _bare(name: str) -> str:
    """Return a name without the ’s of whose it is."""
    return _POSSESSIVE.sub("", name)


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else "".join(folded(word))
