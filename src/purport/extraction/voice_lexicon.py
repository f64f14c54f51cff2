"""The tables of words that tell who may speak, what carries claims, and what a cue does."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from purport.extraction.lexicon import read_table


@lru_cache(maxsize=1)
def roles() -> dict[str, tuple[str, str | None]]:
    """Return for each noun of a possible speaker its kind (person, group …) and gender (m, f)."""
    return {r["word"]: (r["kind"], r["gender"] or None) for r in read_table("roles")}


@lru_cache(maxsize=1)
def media() -> dict[str, str]:
    """Return for each noun of a thing that carries claims its medium."""
    return {r["word"]: r["medium"] for r in read_table("evidence_nouns")}


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Return for given names that are mostly borne by one gender which one (m, f)."""
    return {r["name"]: r["gender"] for r in read_table("given_names")}


@lru_cache(maxsize=1)
def acts() -> dict[str, str]:
    """Return for the base form of a cue the act that it names."""
    return {r["verb"]: r["act"] for r in read_table("acts")}


Gender = Literal["m", "f", "n"]

OUTLET_WORDS = frozenset(
    "post times news chronicle courier herald gazette tribune journal radio tv television wire "
    "press daily star observer broadcaster telegraph mail express sun mirror independent standard "
    "globe review weekly monitor echo écho sentinel examiner inquirer dispatch newspaper channel "
    "magazine "
    "ledger newsline podcast today network media outlet bulletin argus advertiser zeitung presse "
    "rundschau spiegel figaro broadcasting guardian tagblatt tageblatt blatt kurier matin soir "
    "novinky "
    "gazeta gazeta gazzetta corriere dagblad avisa avis posten bladet diario folha jornal noticias "
    "noticia actualité info fm scotsman beacon sentinelle pravda vestnik vijesti times-tribune "
    "post-gazette pioneer reporter messenger intelligencer register enquirer examiner statesman "
    "cronaca stampa repubblica mundo pais país nacion nación prensa universal excelsior".split()
)
"""Words that show in a proper name that it is a news outlet's."""

_IRREGULAR = {
    "men": "man", "women": "woman", "people": "person", "children": "child", "wives": "wife",
    "policemen": "policeman", "footage": "footage", "media": "media", "staff": "staff",
    "data": "data", "series": "series", "police": "police", "forces": "forces",
    "authorities": "authorities", "headquarters": "headquarters", "spokesmen": "spokesman",
    "artillerymen": "artilleryman", "fishermen": "fisherman", "congressmen": "congressman",
    "servicemen": "serviceman", "lives": "life", "minutes": "minutes", "remarks": "remarks",
    "figures": "figures", "statistics": "statistics", "numbers": "numbers", "relatives": "relative",
}  # fmt: skip


def singular(noun: str) -> str:
    """Return a lower-case noun in the singular, by spelling.

    Example:
        >>> [singular(w) for w in ("soldiers", "men", "agencies", "witnesses", "boss", "crew")]
        ['soldier', 'man', 'agency', 'witness', 'boss', 'crew']
    """
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
