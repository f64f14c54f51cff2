"""Where a term and the words that explain it begin and end: whole words, whole phrases."""

from __future__ import annotations

from typing import Final

from purport.extraction.analysis import Analysis, Token

_BEFORE_NOUN: Final = frozenset(
    "det amod compound poss nummod advmod predet quantmod nmod case punct npadvmod".split()
)
_STOPS: Final = frozenset('.;:()[]“”"«»—–?!') | {"--", "...", "…"}
_MARKS: Final = frozenset(("“”", "“.", '""', '"”', '".', "‘’", "‘”", "''", "«»"))
_MONEY: Final = ("$", "€", "£")
_CLAUSES: Final = frozenset("advcl ccomp parataxis ROOT".split())


def whole_term(text: str, analysis: Analysis, term: tuple[int, int]) -> tuple[int, int]:
    """Return a term with the article inside its quotation marks, an acronym without its noun.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> text = "They call it “the freezer”. The SPFL complaint failed."
        >>> [analysis] = analyse([text])
        >>> whole_term(text, analysis, (5, 5)), whole_term(text, analysis, (9, 10))
        ((4, 5), (9, 9))
    """
    tokens, (first, last) = analysis.tokens, term
    begin, end = tokens[max(0, first - 1)], tokens[last].end
    marked = text[begin.start - 1 : begin.start] + text[end : end + 1].replace(",", "”")
    if first and begin.text in ("the", "a", "an") and marked in _MARKS:
        return first - 1, last
    named = tokens[first].text
    if first < last and len(named) > 1 and named.isupper() and _is_lower(tokens, first, last):
        return first, first
    return term


def _is_lower(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    return all(t.text.islower() and t.text.isalpha() for t in tokens[first + 1 : last + 1])


def whole_phrase(
    analysis: Analysis, term: tuple[int, int], meaning: tuple[int, int]
) -> tuple[int, int]:
    """Return a meaning with what belongs to its phrase on both sides, by token numbers.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> [analysis] = analyse(["A ghubar, a dust storm that lasts for days, is near."])
        >>> first, last = whole_phrase(analysis, (1, 1), (4, 5))
        >>> " ".join(t.text for t in analysis.tokens[first : last + 1])
        'a dust storm that lasts for days'
    """
    first, last = _to_left(analysis, term, meaning), _to_right(analysis, term, meaning)
    return _trimmed(analysis, first, last)


def _to_left(analysis: Analysis, term: tuple[int, int], meaning: tuple[int, int]) -> int:
    first, last = meaning
    tokens = analysis.tokens
    while first > 0 and first - 1 != term[1]:
        before = tokens[first - 1]
        joined = before.end == tokens[first].start and before.text not in _STOPS
        modifies = before.dep in _BEFORE_NOUN and first <= before.head <= last
        if (
            before.text in _STOPS
            or before.text in ",'‘"
            or before.sentence != tokens[last].sentence
        ):
            break
        if not (joined or modifies) or before.tag[0] == "W":
            break
        first -= 1
    return first


def _to_right(analysis: Analysis, term: tuple[int, int], meaning: tuple[int, int]) -> int:
    first, last = meaning
    tokens = analysis.tokens
    end = last
    for after in tokens[last + 1 :]:
        if after.text in _STOPS or term[0] <= after.index <= term[1]:
            break
        if after.sentence != tokens[first].sentence or not _below(tokens, after, first, end):
            break
        if after.text == ",":
            following = tokens[after.index + 1 : after.index + 2]
            if not following or not _goes_on(following[0], first, end):
                break
            continue
        end = after.index
    return end


def _goes_on(after: Token, first: int, last: int) -> bool:
    """Whether a phrase goes on behind a comma: another adjective, another of the same."""
    return after.tag[0] != "W" and after.dep in ("amod", "conj") and first <= after.head <= last


def _below(tokens: tuple[Token, ...], token: Token, first: int, last: int) -> bool:
    """Whether a token hangs, by way of what follows the phrase, on one inside it."""
    while token.head != token.index:
        if token.dep in _CLAUSES and not token.head > last:
            return False
        if first <= token.head <= last:
            return True
        if token.head < first:
            return False
        token = tokens[token.head]
    return False


def _trimmed(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """Return a run of tokens without the marks at its ends."""
    tokens = analysis.tokens
    while last > first and not tokens[last].text[-1].isalnum():
        last -= 1
    while (
        first < last and not tokens[first].text[0].isalnum() and tokens[first].text[0] not in "$€£"
    ):
        first += 1
    return first, last
