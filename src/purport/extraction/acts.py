"""What a claim does, by rule: it states, asks, directs, denies, promises or opines.

The trained head (claim_head.py) reads this answer among other things and decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import acts
from purport.model.claim import Act, Attribution
from purport.model.span import Span
from purport.model.why import Why

_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")
_OPINION = re.compile(
    r"^\W*(?:i|we) (?:think|believe|guess|suppose|feel|doubt|reckon|hope|fear|expect|suspect)\b|"
    r"^\W*(?:they|he|she|it|we|you|everyone|somebody|someone) (?:should|ought to)\b|"
    r"\b(?:in my (?:view|opinion)|if you ask me|i (?:think|believe|doubt))\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"^\W*(?:(?:and|but|so) )?(?:i|we)(?: will| shall|[’']ll| promise| swear)\b"
    r"(?! not (?:know|be))",
    re.IGNORECASE,
)
_NOT_DENYING = (
    r"(?! (?:know|think|see|expect|understand|going to|want|clear|yet|sure|enough|only)\b)"
)
_DENIAL = re.compile(
    r"^\W*(?:(?:no|but|and|well), )?(?:"
    r"(?:it|that|this|these|those|they|he|she|there|i|we|you)"
    r"(?: (?:is|was|are|were|am|did)(?: (?:simply|just|absolutely|certainly|actually))? not\b"
    r"|[’'](?:s|re|m) (?:simply |just |absolutely )?(?:not|never)\b"
    r"| (?:is|was|are|were|did)n[’']t\b| (?:have |has |had )?never\b)" + _NOT_DENYING + r"|"
    r"there (?:is|was|are|were|has been|have been) no\b|(?:i|we) (?:have|had) no(?:thing)?\b"
    r"|no \w+ \w+ (?:were|was|are|is)\b|none of (?:this|that|it) )",
    re.IGNORECASE,
)
_INDIRECT_DENIAL = re.compile(
    r"^(?:there (?:is|was|were|are|had been|has been) no\b"
    r"|(?:it|this|that|they|he|she) (?:(?:is|was|were|are|did) not|(?:had |has |have )?never)\b"
    + _NOT_DENYING
    + r"|(?:he|she|it|they) (?:had|has|have) no )",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?:that )?[“\"‘]?", re.IGNORECASE)
_BE = r"(?:had|has|have|did|was|were|is|are)"
_OWN = r"(?:the|its|his|her|their|our)"
_DONE = (
    r"(?:been|ever|\w+ed\b|\w+en\b|taken|done|made|sent|shot|hit|lost|sold|built|told|paid|found|"
    r"held|in any\b)"
)
_WE = (
    r"(?:company|firm|government|ministry|army|military|party|club|bank|council|agency|group|forces|"
    r"troops|soldiers|country|client|team|office|side|men)"
)
_NEVER_ANY = re.compile(
    r"^(?:(?:no|not (?:a|one)(?: single)?|none of|neither of|nobody|no one|nothing)\b[^.;]{2,60}?"
    rf"\b{_BE}(?: ever| yet)? {_DONE}"
    rf"|(?:(?:{_OWN}|this|these|those) (?:[\w’'-]+ ){{1,3}}?|(?:he|she|it|they|we|i) )"
    rf"{_BE}(?: not| never|n[’']t)\b[^.;,]{{0,60}}?\b(?:any|anything|anyone|anybody|ever|at all)\b"
    rf"|{_OWN} {_WE} (?:{_BE} (?:not|never)|never)\b"
    r"(?! (?:know|think|see|expect|understand|going to|want|clear|yet|sure|enough|only|been able|"
    r"able)\b))",
    re.IGNORECASE,
)
_UNTRUE = (
    r"(?:lies?|false(?:hoods?)?|fakes?|fabrications?|inventions?|nonsense|rubbish|hoax|slander|"
    r"fairy tales?|fiction|fantasy|untrue|baseless|unfounded|forger(?:y|ies)|actors|propaganda)"
)
_BARE_DENIAL = re.compile(
    r"\b(?:is|are|was|were) not true\b|"
    rf"^\W*(?:it|that|this|these|those|they)(?: (?:is|was|are|were)|[’'](?:s|re))"
    rf" (?:[\w’'-]+ ){{0,2}}{_UNTRUE}\b|\bis (?:a lie|false|fake)\b",
    re.IGNORECASE,
)
# What is called untrue: "calls this “pure invention”", "dismissed the report as baseless".
_NEGATED = re.compile(
    r"^\W*(?:[\w’'-]+ ){1,6}?(?:is|are|was|were|has|have|had|did|does|do|would|will)"
    r"(?: not\b|n[’']t\b| never\b)",
    re.IGNORECASE,
)
_CALLED_UNTRUE = re.compile(rf"\b{_UNTRUE}\W*$", re.IGNORECASE)
_CALLING = frozenset("call brand label term describe dismiss reject characterise".split())
# Nothing of the kind is or was: said of what somebody else asserts.
_NOTHING_SUCH = re.compile(
    r"\b(?:do|does|did)(?: not|n[’']t) exist\b|\bnever (?:existed|happened|took place|occurred)\b|"
    r"\b(?:did|has|have|had)(?: not|n[’']t) "
    r"(?:taken? place|happen(?:ed)?|occur(?:red)?|exist(?:ed)?)\b|"
    r"\bno such [\w’'-]+(?: [\w’'-]+){0,3} (?:exists?|existed|was|were|has|have|had)\b|"
    r"\b(?:has|have|had|keeps?) no (?:record|knowledge|trace|recollection) of\b|"
    r"\bremembers? no(?:thing| such)\b|"
    r"^\W*(?:nobody|no one|none of us) (?:ever )?[a-z]+(?:ed|d|t|ook|aid|ent|ame)\b|"
    r"^\W*no [\w’'-]+(?: [\w’'-]+){0,3}? (?:has|have|had) (?:ever )?been\b|"
    r"^\W*(?:that |[“\"‘])*[\w’' -]{2,40} (?:has|have|had) never [a-z]+(?:ed|en|n|t)\b",
    re.IGNORECASE,
)
_CLAUSE_TAGS = frozenset({"VB", "VBP"})


def claim_act(grammar: Grammar, attribution: Attribution) -> tuple[Act, Why]:
    """Return the act of a claim and why: by its cue, else by the mood of quoted words."""
    by_cue, span = _by_cue(grammar, attribution)
    quoted = _by_quotation(grammar, attribution)
    if attribution.kind != "direct" and by_cue in (None, "states", "promises", "opines"):
        words = _BARE.sub("", attribution.content[0].text)
        insists = _insists(grammar, attribution) and _NEGATED.search(words) is not None
        if insists or any(p.search(words) for p in (_INDIRECT_DENIAL, _NEVER_ANY, _NOTHING_SUCH)):
            quoted = "denies"
            by_cue = None if by_cue in ("promises", "opines") else by_cue
        else:
            quoted = None
    if by_cue == "opines" and quoted in ("asks", "directs", "denies"):
        by_cue = None
    if by_cue in ("opines", "states") and _calls_untrue(grammar, attribution):
        return "denies", Why("act", "called untrue", 0.8, span)
    if by_cue not in (None, "states"):
        return by_cue, Why("act", "cue", 0.85, span)
    if quoted is not None:
        return quoted, Why("act", "mood of the quoted words", 0.8, attribution.content[:1])
    return "states", Why("act", "nothing says otherwise", 0.7, span)


def _by_cue(grammar: Grammar, attribution: Attribution) -> tuple[Act | None, tuple[Span, ...]]:
    """Return the act that a cue names; the last verb that names one decides."""
    found: Act | None = None
    for span in attribution.cue:
        tokens = [grammar.tokens[i] for i in grammar.tokens_of(span)]
        for k, token in enumerate(tokens):
            after = tokens[k + 1].text.lower() if k + 1 < len(tokens) else ""
            word = token.lemma if token.tag[0] == "V" else token.text.lower()
            act = _table().get(f"{word} {after}") or _table().get(word)
            if act is None and token.tag == "NNS" and len(tokens) == 1:
                act = _table().get(word.removesuffix("s"))
            if act is not None and (found is None or act != "states"):
                found = act
    if found in ("asks", "states") and _told_to(grammar, attribution, found):
        return "directs", attribution.cue
    if found in (None, "states", "opines") and _pleads(grammar, attribution):
        return "denies", attribution.cue
    if found == "denies" and _negated(grammar, attribution):
        return "states", attribution.cue
    if found == "directs" and _makes_known(grammar, attribution):
        return "states", attribution.cue
    return found, attribution.cue


@lru_cache(maxsize=1)
def _table() -> dict[str, Act]:
    known: dict[str, Act] = {
        "states": "states", "asks": "asks", "directs": "directs", "denies": "denies",
        "promises": "promises", "opines": "opines",
    }  # fmt: skip
    return {verb: known[act] for verb, act in acts().items()}


def _pleads(grammar: Grammar, attribution: Attribution) -> bool:
    """Whether somebody pleads not guilty."""
    lemmas = {grammar.tokens[i].lemma for s in attribution.cue for i in grammar.tokens_of(s)}
    return "plead" in lemmas and attribution.content[0].text.lower().startswith("not guilty")


def _told_to(grammar: Grammar, attribution: Attribution, act: str) -> bool:
    """Whether somebody is asked or told to do something: "asked visitors to stay away"."""
    verbs = [
        i for s in attribution.cue for i in grammar.tokens_of(s) if grammar.tokens[i].tag[0] == "V"
    ]
    for i in verbs:
        if grammar.tokens[i].lemma in {"ask", "tell", "warn"} and _infinitive(grammar, i):
            return True
    lemmas = {grammar.tokens[i].lemma for s in attribution.cue for i in grammar.tokens_of(s)}
    told = {"ask", "tell", "write", "signal", "warn", "caution", "remind", "text", "email", "call"}
    if attribution.kind == "direct" or not lemmas & told:
        return False
    words = attribution.content[0].text.lower().split()[:8]
    if len(attribution.content) > 1 and attribution.content[-1].text.lower().startswith("to "):
        return True
    if words[:2] == ["not", "to"]:
        return True
    if act == "states" or words[:1] == ["to"]:
        return words[:1] == ["to"] or (act == "asks" and "to" in words)
    if act == "asks" and "for" in words[1:] and words[0] not in {"about", "if", "whether"}:
        return True
    question = {"whether", "if", "why", "how", "what", "who", "when", "where", "which", "about"}
    return "to" in words and not question & set(words[:2])


def _infinitive(grammar: Grammar, verb: int) -> bool:
    return any(
        grammar.tokens[k].text.lower() == "to" and grammar.tokens[k].dep == "aux"
        for clause in grammar.children(verb, "xcomp", "ccomp")
        for k in grammar.below[clause]
    )


def _insists(grammar: Grammar, attribution: Attribution) -> bool:
    """Whether a cue answers what others say: "insists", "maintains"."""
    lemmas = {grammar.tokens[i].lemma for s in attribution.cue for i in grammar.tokens_of(s)}
    return not lemmas.isdisjoint(("insist", "maintain", "counter", "protest", "retort"))


def _calls_untrue(grammar: Grammar, attribution: Attribution) -> bool:
    """Whether a cue calls something, and what it calls it is a word for what is not true."""
    lemmas = {grammar.tokens[i].lemma for s in attribution.cue for i in grammar.tokens_of(s)}
    words = attribution.content[-1].text.rstrip("”\"'’.!, ")
    return bool(lemmas & _CALLING) and _CALLED_UNTRUE.search(words) is not None


def _makes_known(grammar: Grammar, attribution: Attribution) -> bool:
    """Whether somebody is advised of a fact ("advises that work stopped at six"), not to do it."""
    lemmas = {grammar.tokens[i].lemma for s in attribution.cue for i in grammar.tokens_of(s)}
    inside = [grammar.tokens[i] for i in grammar.tokens_of(attribution.content[0])]
    return (
        "advise" in lemmas
        and bool(inside)
        and inside[0].text.lower() == "that"
        and any(t.tag in ("VBD", "VBZ") for t in inside)
        and not any(t.text.lower() in ("should", "must", "ought") for t in inside)
    )


def _negated(grammar: Grammar, attribution: Attribution) -> bool:
    return any(
        grammar.tokens[i].text.lower() in {"not", "n't", "n’t", "never", "neither"}
        for s in attribution.cue
        for i in grammar.tokens_of(s)
    )


def _by_quotation(grammar: Grammar, attribution: Attribution) -> Act | None:
    """Return the act that wholly quoted words show by themselves, or None."""
    if attribution.kind != "direct":
        return None
    words = " ".join(s.text for s in attribution.content).strip("“”\"'‘’ ")
    sentences = [s.strip() for s in _SENTENCE.findall(words) if re.search(r"\w", s)]
    if not sentences:
        return None
    asked = [s for s in sentences if s.endswith("?")]
    if asked and (sentences[-1].endswith("?") or len(asked) * 2 > len(sentences)):
        return "asks"
    if _imperative(grammar, attribution.content[0]):
        return "directs"
    if _OPINION.search(sentences[0]):
        return "opines"
    if any(p.search(sentences[0]) for p in (_DENIAL, _BARE_DENIAL, _NOTHING_SUCH)):
        return "denies"
    return "promises" if _PROMISE.search(sentences[0]) else None


_CONDITION = re.compile(
    r"^\W*(?:if|when|once|unless|should)\b[^,.]{4,80}, (?:then |please )?(?=[a-z]+\b)",
    re.IGNORECASE,
)
_BEFORE_ORDERS = frozenset("please then so and but now just never always also".split())
_NO_ORDER = frozenset("thank thanks please let god welcome hello yes no well see look".split())


def _imperative(grammar: Grammar, content: Span) -> bool:
    """Whether quoted words begin with a bare verb that has no subject."""
    condition = _CONDITION.match(content.text)
    start = content.start + (condition.end() if condition else 0)
    inside = [i for i in grammar.tokens_of(content) if grammar.tokens[i].text[0].isalnum()]
    inside = [i for i in inside if grammar.tokens[i].start >= start]
    words = [grammar.tokens[i].text.lower() for i in inside]
    while words and words[0] in _BEFORE_ORDERS:
        inside, words = inside[1:], words[1:]
    if words[:1] == ["do"] and words[1:2] and words[1] in {"not", "n't", "n’t"}:
        inside = inside[2:]
    if not inside:
        return False
    first = grammar.tokens[inside[0]]
    if first.tag not in _CLAUSE_TAGS or first.text.lower() in _NO_ORDER - {"let", "look", "see"}:
        return False
    if first.dep in {"aux", "auxpass"} and first.text.lower() != "do":
        return False
    return not any(
        grammar.tokens[k].dep in {"nsubj", "nsubjpass", "aux", "expl"} and k > first.index - 1
        for k in _below(grammar, first.index)
    )


def _below(grammar: Grammar, index: int) -> Sequence[int]:
    return [k for k in grammar.below[index] if grammar.tokens[k].text.lower() not in {"do", "don"}]
