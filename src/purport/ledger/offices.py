"""Words that describe a person as the holder of a public office, or by a role in private life.

The lists were set by hand. That of offices is short on purpose: whoever holds none counts as
private.
"""

from __future__ import annotations

import re

_OFFICES = frozenset(
    """
    admiral ambassador archbishop attorney-general bishop chancellor commissioner congressman
    congressperson congresswoman councillor councilman councilor councilwoman diplomat envoy general
    governor judge justice king lawmaker legislator magistrate marshal mayor minister monarch mp
    ombudsman parliamentarian patriarch pope premier president prosecutor queen senator sheriff
    speaker spokesman spokesperson spokeswoman sultan vice-president
    """.split()
)
# words that are an office together only
_TOGETHER = re.compile(
    r"\b(?:foreign|home|defen[cs]e|interior|treasury|health|education|cabinet|press) secretary\b"
    r"|\bsecretary of (?:state|defen[cs]e|the (?:treasury|interior))\b"
    r"|\b(?:fbi|cia|nsa|intelligence|police) (?:chief|director)\b|\bchief of (?:staff|police)\b",
    re.IGNORECASE,
)
# who stands for an office, where the words say that it is a public one
_STANDING = frozenset({"candidate", "nominee", "contender", "hopeful"})
_PUBLIC = frozenset(
    """
    presidential vice-presidential senate senatorial congressional gubernatorial mayoral
    parliamentary party republican democratic libertarian labour conservative green
    """.split()
)
_PRIVATE_LIFE = frozenset(
    """
    acquaintance apprentice aunt bartender boy boyfriend brother builder carer cashier child cleaner
    clerk client cook cousin customer daughter deserter detainee driver dweller employee father
    farmer fiance fisherman gardener girl girlfriend grandfather grandmother guard homeowner hostage
    housewife husband immigrant inmate kid labourer man mechanic medic migrant miner mother neighbor
    neighbour nurse parent passenger patient pensioner plumber prisoner pupil refugee relative
    resident retiree salesman shopkeeper sister soldier son student survivor suspect teacher
    teenager tenant tourist trader uncle victim villager volunteer waiter waitress widow widower
    wife witness woman worker
    """.split()
)
_TITLES = _OFFICES | frozenset("gov. sen. rep. amb. pm".split())
# behind these the words speak of whom somebody serves, not of what they are
_BEHIND = re.compile(
    r"\s*(?:,|;|\(|\b(?:of|for|in|at|from|to|with|on|under|who|whose|and|near|since)\b).*",
    re.DOTALL,
)
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)
_NO_LONGER = frozenset({"former", "ex", "late", "would-be", "aspiring", "retired", "self-styled"})


def is_office(described: str) -> bool:
    """Whether words that describe a person name a public office that the person holds, or seeks.

    Example:
        >>> is_office("the mayor of Orlec"), is_office("Croatia's deputy prime minister")
        (True, True)
        >>> is_office("the mayor's driver"), is_office("a former president"), is_office("wife")
        (False, False, False)
        >>> is_office("the Republican nominee"), is_office("a job candidate")
        (True, False)
        >>> is_office("secretary of state"), is_office("a driver of the police chief")
        (True, False)
    """
    words = _head_words(described)
    if not words or _NO_LONGER & set(words):
        return False
    if words[-1] in _OFFICES or (words[-1] in _STANDING and _PUBLIC & set(words)):
        return True
    head = described.lower().find(words[-1])
    return any(m.start() <= head < m.end() for m in _TOGETHER.finditer(described))


def is_private_role(described: str) -> bool:
    """Whether words describe a person by a role in private life.

    Example:
        >>> is_private_role("a bus driver from Orlec"), is_private_role("a Democrat")
        (True, False)
    """
    words = _head_words(described)
    return bool(words) and words[-1] in _PRIVATE_LIFE


def _head_words(described: str) -> list[str]:
    """Return the words of a description up to its head noun, which is the last."""
    return _ARTICLE.sub("", _BEHIND.sub("", described.strip(), count=1)).lower().split()


def has_title(mention: str, name: str) -> bool:
    """Whether a mention of a person has the title of an office before the name.

    Example:
        >>> has_title("President Ana Kovač", "Ana Kovač"), has_title("farmer Bo Lee", "Bo Lee")
        (True, False)
        >>> has_title("President Kovač", "Ana Kovač"), has_title("former Sen. Lee", "Bo Lee")
        (True, False)
    """
    first = next((at for word in name.split() if (at := mention.find(word)) >= 0), 0)
    words = mention[:first].lower().split()
    return bool(words) and words[-1] in _TITLES and not _NO_LONGER & set(words)
