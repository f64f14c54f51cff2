"""The words by which reports announce what a word means, as patterns.

`join` is where the term ends, `term` and `meaning` are given where they stand inside the pattern,
`end` is where a meaning ends that stands before its term.
"""

from __future__ import annotations

import re
from typing import Final

KIND: Final = (
    r"(?:term|word|slang|jargon|expression|phrase|euphemism|shorthand|code ?(?:word|name)?|argot|"
    r"nickname|abbreviation|acronym|name|lingo|parlance|colloquialism|synonym|designation|label|"
    r"byword|metaphor|moniker|cipher)"
)
LANGUAGE: Final = (
    r"(?:Arabic|Hebrew|Latin|Greek|Farsi|Hindi|Urdu|Pashto|Swahili|Nahuatl|Quechua|Maori|Yiddish|"
    r"Mandarin|Tagalog|Basque|Inuit|Zulu|Gaelic|Dutch|French|Czech|Thai|Welsh|"
    r"[A-Z][a-z]+(?:ese|ian|ish|an))(?=\sfor\s)"
)
PLAIN: Final = (
    r"(?:(?!(?:as|to|of|in|on|by|with|for|and|or|that|who|is|was|which|no|not)\s)[\w’'-]+\s)"
)
SAYS: Final = (
    r"(?:[\w’' -]{1,40}? (?:says?|said|adds?|added|writes?|wrote|explains?|explained|"
    r"tells? [\w’' -]{1,30}?|told [\w’' -]{1,30}?),?\s(?:apparently\s)?)"
)
QUOTED: Final = r"(?:''|[“\"‘'])(?P<term>[^“”\"\n]{2,40}?)[,.]?(?:''|[”\"’'])"
AFTER_FOR = re.compile(
    rf"(?P<join>[,(]|\s[—–-]|,[”\"’']{{1,2}})\s*{SAYS}?"
    rf"(?:(?:which is|that is)\s)?"
    rf"(?P<label>(?:(?:from\s)?(?:an?|the|their|his|her)\s)?{PLAIN}{{0,4}}?(?:{KIND}s?|{LANGUAGE}))\s"
    rf"(?:in\s(?:[\w’'-]+\s){{1,3}}?(?:slang|jargon|code|argot|parlance|dialect|language)\s)?"
    rf"(?:for|meaning|that means|which means|that refers to|referring to|denoting|"
    rf"(?:(?:that|which)\s)?(?:[\w’'-]+\s){{0,3}}?(?:used?|uses|given|give|gives)\s"
    rf"(?:by\s(?:[\w’'-]+\s){{1,3}}?)?"
    rf"(?:for|to(?: describe| mean| refer to)?))\s"
)
USING = re.compile(
    rf"\busing (?:what [\w’' -]{{2,40}}? (?:is|are|was|were) )?"
    rf"(?:an?|the|their|his|her)?\s?(?:[\w’'-]+\s){{0,4}}?{KIND}s? "
    rf"(?:for|meaning|that means|which means|that refers to|referring to|denoting)\s"
)
WORD_THAT = re.compile(
    r"\busing (?:the|a|an|their|his|her) (?:[\w’-]+ ){0,2}?(?:word|term|expression|phrase|name) "
    r"(?:that )?(?:(?:the|their|his|her) )?[\w’-]+(?: [\w’-]+){0,2} "
    r"(?:have|has|use|uses|give|gives|had|used) for (?=[\w“\"‘])"
)
SAID_MEANING = re.compile(
    rf"(?P<join>,[”\"’'])\s{SAYS}(?:(?:apparently|presumably|evidently|seemingly)\s)?"
    r"(?:meaning|by which (?:s?he|they) (?:meant|means?))\s(?!that\b)"
)
MEANING = re.compile(
    r"(?P<join>[,(]|\s[—–-]|,?[”\"’'])\s*(?:literally|meaning|literally meaning|short for|i\.e\.,?|"
    r"that is to say,|that is,|which means|which literally means|which refers to|which stands for|"
    r"roughly translated as|which translates (?:as|to)|translated as)\s"
    r"(?:(?<=[”\"’'], meaning )that\s|(?!that\b))(?!(?:he|she|it|they|we|you|I|there)\b)"
)
REFERRING = re.compile(
    r"(?P<join>,[”\"’']|[”\"’'],)\s(?:referring to|a reference to|in reference to)\s"
)
IS_FOR = re.compile(
    rf"(?P<join>[”\"’'])\s(?:in\s(?:[\w’'-]+\s){{1,3}}?)?"
    rf"(?P<verb>is|was|are|were|means|refers to|stands for)\s"
    rf"(?P<kind>(?:(?:an?|the)\s)?(?:[\w’'-]+\s){{0,3}}?{KIND}\s(?:for|meaning)\s)?(?=[\w“\"‘])"
)
AS_CALLED = re.compile(
    r"(?P<join>,[”\"’']|[”\"’'],)\sas\s(?:[\w’'-]+\s){1,5}?"
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?:call|calls|called|know|knows)\s"
)
WOVEN = re.compile(
    r"(?P<join>(?:,[”\"’']|[”\"’'],)(?=\s(?:an?|in which|whereby|[a-z]+ing|"
    r"the (?:[\w-]+ )?(?:practice|process|act|art|habit|custom|method|technique|system|ritual|"
    r"tactic|trick|name|strip|area|place|part) (?:of|by|that|in|where|for|between))\s)|[”\"’']"
    r"(?=\s[—–-]\s(?:an?|the|[a-z]+ing)\s)|"
    r"[”\"’'](?=\s\([a-z]))(?:\s[—–-]\s|\s\((?=[a-z])|\s(?![—–(-]))"
    r"(?!(?:an?|the)\s(?:[“\"‘']|''|(?:(?!for)[\w-]+\s){0,2}?(?:word|phrase|claim|charge|line|nod|"
    r"blow|move|step|sign|view|comment|message|play|swipe|jab|insult|slur|boast|warning|statement|"
    r"position|dig|term|expression)\b))"
)
INSERTED = re.compile(
    r"(?<=[\w’'])(?P<join> )\[(?P<meaning>(?:(?:an?|the) )?[a-z][\w’' -]{2,50})\]"
)
CALLED = re.compile(
    rf"(?P<end>[\w)]),?\s(?:(?:also|better|commonly|widely|locally|often|otherwise|colloquially|"
    rf"euphemistically|which is|which are|a process|a practice)\s)?(?:known|referred to)"
    rf"(?:\s\w+ly)?(?:\s(?:in|to|among|by)\s(?:[\w’'-]+\s){{0,4}}?[\w’'-]+)?"
    rf"\sas\s(?:an?\s|the\s)?{QUOTED}"
    r"(?P<after>\s(?:in which|whereby|where)\s)?"
)
DUBBED = re.compile(
    rf"(?P<end>[\w)])\s(?:called|dubbed|termed)\s(?:an?\s|the\s)?{QUOTED}"
    r"(?P<after>\s(?:in which|whereby|where)\s)?"
)
WHAT_CALLED = re.compile(
    rf"(?P<end>[\w)]),\s(?:in )?(?:what|which)\s(?!s?he\s)[^,.;“”\"\n]{{2,40}}?\s"
    rf"(?:call|calls|called|describe as|"
    rf"describes as|refer to as|refers to as)\s(?:an?\s|the\s)?{QUOTED}"
)
IN_SLANG = re.compile(
    rf"(?P<end>[\w)])(?:,\s(?:or\s)?|\s\(|\s[—–-]\s){QUOTED}"
    rf"(?:,)?\sin\s(?:[\w’'-]+\s){{0,4}}?{KIND}"
)
TERM_FOR_IS = re.compile(
    rf"{KIND} (?:for|used for|given to) (?P<meaning>[^,.;:“”\"\n]{{3,60}}?) (?:is|was) {QUOTED}"
)
REFER_TO_AS = re.compile(
    rf"\b(?:refer(?:s|red)? to|know(?:s|n)?) (?P<meaning>(?:the|an?|this|their|such) "
    rf"[^,.;:“”\"\n]{{2,40}}?) as (?:an?\s|the\s)?{QUOTED}"
)
COLON = re.compile(r"(?<=[”\"’'])(?P<join>:) (?=(?:an? |[a-z]+ing )(?![“\"‘]))")
NAMED = re.compile(
    r"\b(?P<meaning>[Aa]n? [a-z][\w’' -]{2,50}?) known (?:only )?as (?:the )?"
    r"(?P<term>[A-Z][\w’'-]+(?: (?:(?:of|al|the|de|la) |al-)?[A-Z][\w’'-]+){0,3})"
)
PERSONS = re.compile(
    r"\b(?:man|woman|person|hacker|rapper|singer|boy|girl|suspect|activist|soldier|fighter|leader|"
    r"commander|official|officer|blogger|user|victim|player|driver|doctor|artist|author|\w+ist)$"
)
STAGE = re.compile(
    r"\b(?:sic|applause|laughter|laughs|cheers|crosstalk|inaudible|pause|emphasis)\b"
)
OR_CLOSED = re.compile(
    r"(?P<join>,) or (?=(?!at |even|rather|so |more |less |not |the |his |her |their |its |maybe |"
    r"perhaps |just |possibly |both |any |some |about |else)[a-z][^,.;:“”\"\n]{8,80}, "
    r"(?:is|are|was|were|has|have|had|may|might|can|could|will|would|rose|fell|occurs?|happens?)\b)"
)
OR_PLAIN = re.compile(r"(?P<join>,) or (?=an? )")
BODY = re.compile(
    r"\b(?:[Ss]ervice|[Aa]gency|[Pp]arty|[Uu]nion|[Bb]ureau|[Ff]orces?|[Aa]rmy|[Gg]roup)\b"
)
LEARNED = re.compile(
    r"(?:itis|osis|emia|thmia|pathy|ectomy|plasia|penia|algia|phobia|cardia|oma|tomy|lysis|esia|"
    r"trophy|plegia|uria|cracy|morphism|genesis)$"
)
END = re.compile(
    r"[,;:!?)\n]|(?<![A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)\.(?=[\s”\"’'\])]|$)|\s[—–-]\s|"
    r"[”\"]|\s\("
)
QUOTE_END = re.compile(r"[,.]?(?:[”\"]|''|[’'](?!\w))")

TAIL: Final = (
    r"(?P<join>,|\s[—–-]|\s?\((?=[a-z]))\s?(?:or\s|which (?:is|are)\s)?(?:(?<= is )|(?<= are )|"
    r"(?=(?:an?|in which|whereby)\s)|(?=the (?:[\w-]+ ){1,2}(?:of|by|in|between|at|to|from|"
    r"that|when|for)\s)|(?=(?:[a-z-]+ ){1,3}(?:of|that|which|used|made|for|from|with|before|after|"
    r"without)\s))"
)
APPOSED = re.compile(rf"(?<=\w){TAIL}")
HERALDED = re.compile(
    r"\b(?:what (?:[\w’'-]+ ){1,4}?(?:calls?|called|terms?|termed|dub|dubbed|"
    r"(?:refers?|referred) to as|knows?(?: as)?|described? as|describes as)|"
    r"so-called|known (?:\w+ )?as|"
    r"(?P<weak>called|termed|dubbed|named|suffer(?:s|ed|ing)? from|diagnosed with))\s"
    r"(?:an?\s|the\s)?(?:[“\"‘'](?P<quoted>[^“”\"\n]{2,40}?),?[”\"’']|"
    r"(?P<bare>[a-z][\w’-]*(?: [a-z][\w’-]*){0,3}))"
    r"(?P<join>,|\s[—–-]|\s\(|(?<=,[”\"’'])|(?<=[”\"’'])(?=\sin\swhich))\s?(?:or\s)?"
    r"(?=(?:an?|in which|whereby|where|when|the|[a-z]+ing|[a-z]+s?)\s)"
)
BRACKETED = re.compile(
    r"(?<=[a-z])(?P<join> )\((?P<mark>[“\"‘'])?(?P<inside>[a-z][a-z’' -]{2,60}?)[”\"’']?\)"
)
ASIDE = re.compile(
    r"^(?:and|or|but|including|excluding|see|left|right|above|below|like|about|not|if|who|which|"
    r"pictured|formerly|then|now|also|both|all|mostly|mainly|plus|minus)\b"
)
ALTERNATIVE = re.compile(
    r"(?<=[a-z])(?P<join>,) or (?P<second>(?:an? )?[a-z][\w’-]*(?: [a-z][\w’-]*){0,4})(?=[,.;)])"
)
KNOWN_AS = re.compile(
    r"(?<=[\w’'])(?P<join>,?) (?:which is |which are )?(?:(?:also|better|commonly|widely|"
    r"locally|often|otherwise|colloquially|sometimes|popularly|medically|formally|technically) )?"
    r"(?:known|referred to|called|dubbed|termed)(?: \w+ly| in [\w’' -]{3,30}?)?(?: as)? "
    r"(?:an? |the )?(?P<term>[a-z][\w’-]*(?: [a-z][\w’-]*){0,3})"
)
STANDS_FOR = re.compile(
    rf"\b(?P<named>(?:[Tt]he |[Aa] )(?:term|word|phrase|acronym|abbreviation|expression|slang|"
    rf"initials|letters) )?(?P<term>(?:[A-Z][\w’&-]*|(?<=(?<!\w)[\"“])[a-z]+|(?<= )[a-z][\w’-]+)) "
    rf"(?:in (?:[\w’'-]+ ){{1,3}}?)?(?:stands for|stood for|standing for|"
    rf"refers to|is short for|"
    rf"is shorthand for|(?P<kind>(?:is|was|are) (?:an?|the) (?:[\w’'-]+ ){{0,3}}?{KIND} "
    rf"(?:for|meaning)))\s(?=[\w“\"‘])"
)
AS_KNOWN = re.compile(
    r"(?P<join>(?:,[”\"’'])|(?<=[”\"’'a-zA-Z]),)\sas\s(?!(?:it|they|he|she|this|that|these|those)\s)"
    r"(?P<meaning>[^,.;“”\"\n]{3,80}?)\s(?:is|are|was|were)\s(?:\w+ly\s|also\s|often\s)?"
    r"(?:known|called|termed|dubbed|nicknamed)\b"
)
DEFINED = re.compile(r"(?i)\b(?:the|this|that|these|those|his|her|its|their|my|our)\s(?:\w+\s)?\Z")
