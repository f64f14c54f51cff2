"""Proper names put right: cut ones made whole, persons told from bodies, missed ones found."""

from __future__ import annotations

from collections.abc import Sequence

from purport.extraction.analysis import Name
from purport.extraction.organisations import Organisations
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import OUTLET_WORDS, Gender, given_names, roles
from purport.model.span import Span

HONORIFICS: dict[str, Gender | None] = {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lord": "m", "lady": "f",
    "dame": "f", "madame": "f", "madam": "f", "dr": None, "prof": None, "rev": None, "gen": None,
    "lt": None, "col": None, "maj": None, "capt": None, "sgt": None, "sen": None, "rep": None,
    "gov": None, "adm": None, "cmdr": None, "st": None, "jr": None, "sr": None, "hon": None,
    "cpl": None, "pvt": None, "brig": None, "supt": None, "det": None, "fr": "m", "sheikh": "m",
    "rear": None, "vice": None, "deputy": None, "former": None, "ex": None, "acting": None,
    "lead": None, "prime": None, "first": None, "chief": None, "senior": None, "great": None,
}  # fmt: skip

_FIRM_WORDS = frozenset(
    "foods lines motors labs laboratories systems holdings inc ltd plc ag gmbh corp corporation "
    "group partners energy airways airlines air bank banco steel pharma pharmaceuticals biologics "
    "biotech technologies technology software studios industries brothers sons söhne fils mills "
    "mining minerals oil gas petroleum power electric electronics telecom telekom media records "
    "cargo shipping logistics freight rail railways ferries cruises insurance capital ventures "
    "securities asset construction builders cement chemicals plastics textiles tobacco brewery "
    "breweries dairy farms fisheries seafood robotics aerospace dynamics instruments devices "
    "semiconductors networks analytics international global worldwide united city rovers "
    "wanderers athletic trust foundation institute society association alliance coalition "
    "collective initiative network watch forum council".split()
)
"""Last words of names that firms, clubs and societies bear and persons do not."""


def named_heads(grammar: Grammar, names: Sequence[Name]) -> dict[int, Name]:
    """Return the governing token of each name; a name inside another phrase counts if a person."""
    heads: dict[int, Name] = {}
    for name in names:
        inside = grammar.tokens_of(name.span)
        if not inside:
            continue
        head = grammar.head_of(name.span)
        last = inside[-1]
        after = last + 1
        if name.kind == "PERSON" and _hyphened(grammar, last):
            last = head = last + 2
            name = Name(grammar.span(inside[0], last), name.kind)  # noqa: PLW2901 -- the whole name
            after = last + 1
        if after < len(grammar.tokens) and _goes_on(grammar, last, after):
            name = Name(grammar.span(inside[0], after), name.kind)  # noqa: PLW2901 -- the whole name
            if grammar.tokens[after].tag != "CD":
                last = head = after
        if grammar.tokens[last].tag in {"POS", ".", ","} and len(inside) > 1:
            last -= 1
        if name.kind == "PERSON" or head is None or grammar.tokens[head].tag[:3] != "NNP":
            head = last
        token = grammar.tokens[head]
        if token.tag[0] != "N" and name.kind not in {"PERSON", "ORG"}:
            continue
        if token.dep in {"compound", "amod", "nmod"} and name.kind != "PERSON":
            continue
        heads[head] = name
    return heads


def _hyphened(grammar: Grammar, last: int) -> bool:
    """Whether a name was cut at a hyphen ("Daniel Berkes-Hall")."""
    if last + 2 >= len(grammar.tokens):
        return False
    one, hyphen, other = grammar.tokens[last : last + 3]
    touching = one.end == hyphen.start and hyphen.end == other.start
    return hyphen.text == "-" and touching and other.text[0].isupper()


def _goes_on(grammar: Grammar, last: int, after: int) -> bool:
    """Whether a name was cut before its last word, or before its number ("Channel 12")."""
    one, other = grammar.tokens[last], grammar.tokens[after]
    if one.tag[:3] != "NNP" or (one.head != after and other.head != last):
        return False
    return (other.tag[:3] == "NNP" and one.dep == "compound") or (
        other.tag == "CD" and other.dep == "nummod" and len(other.text) < 3
    )


def person_parts(named: dict[int, Name]) -> frozenset[str]:
    """Return the parts of the persons' names that no other name has."""
    mine = {p for n in named.values() if n.kind == "PERSON" for p in map(bare, n.span.text.split())}
    others = {
        p for n in named.values() if n.kind == "ORG" and len(n.span.text.split()) > 1
        for p in map(bare, n.span.text.split())
    }  # fmt: skip
    return frozenset(p for p in mine - others if len(p) > 2)


def takes_part(grammar: Grammar, i: int) -> bool:
    """Whether a name is a subject or apposition, where somebody may be brought in."""
    return grammar.tokens[i].dep in {"nsubj", "nsubjpass", "appos", "dobj", "pobj", "dative"}


def is_titled(grammar: Grammar, i: int, name: Name) -> bool:
    """Whether the noun of a person's role stands right before a name ("researcher Rafati")."""
    first = grammar.first_at(name.span.start)
    while (
        first > 0
        and grammar.tokens[first - 1].tag[:3] == "NNP"
        and (grammar.tokens[first - 1].head == i)
    ):
        first -= 1
    if first == 0 or grammar.tokens[first - 1].head != i:
        return False
    before = grammar.tokens[first - 1]
    return before.tag == "NN" and roles().get(before.text.lower(), ("", None))[0] == "person"


def whole_name(grammar: Grammar, i: int, name: Name, organisations: Organisations) -> Name:
    """Return a name with what the recogniser cut off: given names before, "of Ukraine" after."""
    first = grammar.before_hyphens(i)
    cut = name.kind == "PERSON" and len(name.span.text.split()) == 1
    while (
        cut
        and first - 1 >= grammar.left[i]
        and first > i - 3
        and grammar.tokens[first - 1].tag[:3] == "NNP"
        and grammar.tokens[first - 1].dep == "compound"
        and grammar.tokens[first - 1].text.lower() not in roles()
    ):
        first -= 1
    start = min(name.span.start, grammar.tokens[first].start)
    end = name.span.end
    if name.kind == "ORG":
        for prep in grammar.children(i, "prep"):
            reach = grammar.tokens[grammar.right[prep]].end
            if grammar.tokens[prep].text.lower() == "of" and organisations.find(
                grammar.text[start:reach]
            ):
                end = max(end, reach)
    return Name(Span.of(grammar.text, start, end), name.kind)


def is_person_after_all(grammar: Grammar, i: int, name: Name, persons: frozenset[str]) -> bool:
    """Whether a name taken for a body is a person's: by a mention, given name or apposition."""
    words = name.span.text.split()
    if len(words) == 1:
        return bare(words[0]) in persons
    if name.kind != "ORG" or not 2 <= len(words) <= 3 or not all(w[0].isupper() for w in words):
        return False
    if words[0] in given_names():
        return True
    token = grammar.tokens[i]
    other = grammar.tokens[token.head] if token.dep == "appos" else None
    kind = roles().get(other.text.lower(), ("", None))[0] if other is not None else ""
    return kind == "person" and words[-1].lower() not in roles()


def first_words_of_bodies(named: dict[int, Name]) -> frozenset[str]:
    """Return the first words of bodies' longer names, by which reports call them next."""
    whole = [n.span.text.split() for n in named.values() if n.kind == "ORG" or _firm_word(n)]
    persons = {
        bare(p)
        for n in named.values()
        if n.kind == "PERSON" and not _firm_word(n) and len(n.span.text.split()) > 1
        for p in n.span.text.split()
    }
    firsts = {bare(w[1] if w[0].lower() == "the" else w[0]) for w in whole if len(w) > 1}
    return frozenset(
        f for f in firsts - persons if len(f) > 2 and f.capitalize() not in given_names()
    )


def _firm_word(name: Name) -> bool:
    words = name.span.text.split()
    return len(words) > 1 and (bare(words[-1]) in _FIRM_WORDS or "&" in words)


def is_body_after_all(grammar: Grammar, i: int, name: Name, firsts: frozenset[str]) -> bool:
    """Whether a name taken for a person is a body's: by its last word, a longer name, or "its"."""
    words = name.span.text.split()
    if name.kind != "PERSON" or is_titled(grammar, i, name):
        return False
    if len(words) == 1:
        return bare(words[0]) in firsts
    if _firm_word(name):
        return True
    token = grammar.tokens[i]
    if token.dep != "nsubj" or words[0].capitalize() in given_names():
        return False
    around = [
        grammar.tokens[k].text.lower() for k in grammar.tokens_of(grammar.sentences[token.sentence])
    ]
    return "its" in around and not {"he", "she", "his", "her", "him", "who"} & set(around)


def unrecognised(grammar: Grammar, i: int, persons: frozenset[str], *, likely: bool) -> Name | None:
    """Return a proper name that the recogniser passed over, where its words tell what bears it."""
    token = grammar.tokens[i]
    first = i
    while first - 1 >= grammar.left[i] and grammar.tokens[first - 1].tag[:3] == "NNP":
        first -= 1
    parts = [grammar.tokens[k].text for k in range(first, i + 1)]
    titled = [w for w in parts[:-1] if is_title(w)]
    before = words_before(grammar, i, grammar.tokens[first].start)
    span = grammar.span(first, i)
    if bare(token.text) in persons and token.text[0].isupper():
        return Name(span, "PERSON")
    known = roles().get(token.text.lower())
    if likely and token.tag == "NNP" and token.text.lower() in OUTLET_WORDS:
        return Name(span, "ORG")
    if known is not None and known[0] == "organisation" and len(parts) > 1 and likely:
        return Name(span, "ORG")
    up = grammar.tokens[token.head]
    if token.dep == "appos" and roles().get(up.text.lower(), ("", None))[0] == "organisation":
        return Name(span, "ORG")
    if not likely or known is not None:
        return None
    given = parts[0].strip(".").capitalize() in given_names() and len(parts) > 1
    if given or titled or any(is_title(w) for w in before):
        return (
            Name(span, "PERSON")
            if any(w[0].islower() or is_title(w) for w in [*before, *titled]) or given
            else None
        )
    article = grammar.child(i, "det") is not None
    return Name(span, "ORG") if len(parts) > 1 or token.text.isupper() or article else None


def words_before(grammar: Grammar, head: int, start: int) -> list[str]:
    """Return the words that modify a name and stand before it."""
    return [
        grammar.tokens[i].text
        for i in grammar.below[head]
        if grammar.tokens[i].start < start and grammar.tokens[i].dep in {"compound", "amod", "nmod"}
    ]


def bare(word: str) -> str:
    """Return a word of a name without case, possessive and marks."""
    return word.replace("’", "'").removesuffix("'s").strip(".,'“”\"").lower()


def is_title(word: str) -> bool:
    """Whether a word is a title or a person's role."""
    low = word.lower().strip(".,")
    if low.endswith("ologist"):
        return True
    return low in HONORIFICS or (low in roles() and roles()[low][0] == "person")
