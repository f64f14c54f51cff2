"""The words of time in English: names of months, days and units, numbers, and regex fragments.

A fragment is a piece of a regular expression that rules name in braces. In fragments and rules a
blank stands for a gap between words (line breaks too) and ``~`` for a gap or a hyphen. All
repetitions are bounded, so that the cost of a rule at a place is bounded as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

from purport.extraction.time_calendar import Unit

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS: dict[str, tuple[Unit, int]] = {
    "second": ("second", 1), "minute": ("minute", 1), "hour": ("hour", 1), "day": ("day", 1),
    "night": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "month": ("month", 1),
    "quarter": ("quarter", 1), "year": ("year", 1), "decade": ("year", 10),
    "century": ("year", 100), "weekend": ("weekend", 1),
}  # fmt: skip
DURATION_FORMS = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W",
    "month": "P{}M", "quarter": "P{}Q", "year": "P{}Y", "weekend": "P{}WE",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
PARTS_OF_DAY = {
    "morning": "MO", "dawn": "MO", "sunrise": "MO", "daybreak": "MO", "noon": "MI", "midday": "MI",
    "lunchtime": "MI", "afternoon": "AF", "evening": "EV", "dusk": "EV", "sunset": "EV",
    "nightfall": "EV", "night": "NI", "daytime": "DT",
}  # fmt: skip
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: i for i, word in enumerate(_SMALL)} | {
    word: 20 + 10 * i for i, word in enumerate(_TENS)
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS = {word: i for i, word in enumerate(_ORDINALS, 1)} | {
    word[:-1] + "ieth": 20 + 10 * i for i, word in enumerate(_TENS)
}
ZONES = {
    "gmt": "+00:00", "utc": "+00:00", "z": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00",
    "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
    "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00",
    "msk": "+03:00",
}  # fmt: skip

_number = "|".join((*_SMALL, *_TENS, "hundred", "thousand", "dozen"))
_ordinal_unit = "|".join(_ORDINALS[:9])
_tens = "|".join(_TENS)
# Abbreviations need their dot, or a number behind them, and capitals: "Mar", "Dec", "sat", "may".
_short_month = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_long_month = "|".join(m.capitalize() for m in MONTHS)
_upper_month = "|".join(m.upper() for m in MONTHS)
_short_day = "Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun"

FRAGMENTS = {
    "hyphen": "[-‐‑–]",
    "dash": "[-‐‑–—]",
    "month": rf"(?-i:{_long_month}|{_upper_month}|(?:{_short_month})(?:\.|(?= ?['’‘]?\d)))",
    "month_name": rf"(?-i:{_long_month}|(?:{_short_month})\.)",
    "weekday": rf"(?-i:{'|'.join(d.capitalize() for d in WEEKDAYS)}"
    rf"|{'|'.join(d.upper() for d in WEEKDAYS)}|(?:{_short_day})(?:\.|(?=,? (?:{_short_month}|"
    rf"\d))))",
    "on_weekday": r"(?:(?:(?:this|last|next)(?: coming| past)? )?{weekday},? )?",
    "day": r"(?:3[01]|[12]\d|0?[1-9])",
    "nth": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)",
    "nth_word": rf"(?:(?:{_tens})~(?:{_ordinal_unit})|{'|'.join(ORDINALS)})",
    "year": r"(?:1[4-9]|20)\d\d",
    "dated_year": r"(?:{year}|(?:last|this|next) year)",
    "short_year": r"['’‘]\d\d",
    "year_words": rf"(?:(?:nineteen|eighteen) (?:oh~)?(?:{_tens}|{'|'.join(_SMALL[1:])})"
    rf"|twenty (?:twenty|thirty|{'|'.join(_SMALL[10:])}))(?:~(?:{'|'.join(_SMALL[1:10])}))?|"
    rf"two thousand(?: and)?(?: (?:{'|'.join(_SMALL[1:])}))?",
    "numeral": r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,5}(?:\.\d{1,3})?(?: ?\d/\d|½| and a half)?)",
    "spelled": rf"(?:an? (?=hundred|thousand|dozen)|half a (?=dozen))?(?:{_number})"
    rf"(?:(?:~| and )(?:{_number})){{0,5}}(?:~and~a~half)?",
    "vague": r"(?:a (?:good |great )?(?:few|couple)(?: of)?|the couple of|several|many|"
    r"a number of|(?:dozens|scores|hundreds|thousands|tens) of|few|couple of|countless)",
    "unit": r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|"
    r"years?|decades?|century|centuries|weekends?)",
    "singular": r"(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|"
    r"century|weekend)",
    "plural": r"(?:minutes|hours|days|nights|weeks|months|years|decades|centuries|weekends)",
    "season": r"(?:spring|summer|fall|autumn|winter)",
    "part": r"(?:morning|afternoon|evening|night|lunchtime|dawn|dusk|sunrise|sunset|nightfall)",
    "digital": r"(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?",
    "meridiem": r"(?:[ap]\. ?m\.|[ap]m\b)",
    "zone": r"(?-i:GMT|UTC|E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|BST|CES?T|EES?T|MSK|IST|JST|AEST)\b"
    r"|local time|(?-i:[A-Z][a-z]+)(?: (?:standard|daylight|summer))? time",
    "to_zone": r"(?: ?\(| |(?<=\d))",
    "this": r"(?:this|last|next|this past|this coming|the coming|coming|the past|past|the previous|"
    r"previous|the following|following|the next|the last|that|the same|the current|the preceding|"
    r"the prior|the ensuing|the upcoming|upcoming)",
    "year_ref": r"(?:(?:1[4-9]|20)\d\d|['’‘]\d\d\b|(?:this|last|next|the (?:previous|following|"
    r"same|past|current|next|last)|that) year|a year (?:ago|earlier))",
    "holiday": r"(?:(?:Western |Orthodox )?(?:Christmas Eve|Christmas Day|Christmas)|Boxing Day|"
    r"New Year(?:['’]s|s)? (?:Eve|Day)|New Year['’]s|Thanksgiving(?: Day)?|Halloween|"
    r"Good Friday|Palm Sunday|Ash Wednesday|Maundy Thursday|Easter (?:Sunday|Monday|Saturday)|"
    r"Easter|Whit Monday|Pentecost|Ascension Day|Independence Day|Labou?r Day|May Day|"
    r"Memorial Day|Veterans['’]? Day|Armistice Day|Remembrance (?:Day|Sunday)|Columbus Day|"
    r"Presidents?['’]?s? Day|Martin Luther King(?:,? Jr\.?)? Day|Juneteenth|"
    r"Valentine['’]?s Day|St\.? Patrick['’]?s Day|Victory Day|Bastille Day|Guy Fawkes Night|"
    r"All Saints['’]? Day|All Souls['’]? Day|April Fools?['’]?s? Day|Earth Day|"
    r"International Women['’]s Day|Mother['’]s Day|Father['’]s Day|Epiphany|"
    r"(?:the )?Fourth of July)",
    "feast": r"(?:Ramadan|Eid(?:~al~(?:Fitr|Adha))?|Yom Kippur|Rosh Hashanah?|Passover|"
    r"Hanukkah|Chanukah|Diwali|Nowruz|Lunar New Year|Chinese New Year|Lent|Ashura|Vesak)",
}
FRAGMENTS["date"] = (
    r"(?:(?:{weekday},? )?(?:the )?(?:{month} (?:{nth}|{day}(?!\d))(?:,? {dated_year})?"
    r"|(?:{nth}|{day}) (?:of )?{month}(?:,? {dated_year})?)"
    r"|(?:(?:this|last|next|the previous|the following|this coming|this past) )?{weekday}"
    r"|today|yesterday|tomorrow|(?:the|that) (?:same|next|previous|following) day|that day"
    r"|(?:1[4-9]|20)\d\d-\d\d-\d\d|{holiday})"
)
FRAGMENTS["clock"] = (
    r"(?:(?:{digital}|\d{1,2}) ?{meridiem}|(?:[01]?\d|"
    r"2[0-4]):[0-5]\d(?::[0-5]\d)?(?: (?:hours|hrs))?"
    r"|(?:[01]\d|2[0-4])[0-5]\d(?= ?(?:GMT|UTC|hours|hrs|local time))(?: (?:hours|hrs))?"
    r"|(?:\d{1,2}|" + "|".join(_SMALL[1:13]) + r") o['’]clock|noon|midnight|midday)"
)
FRAGMENTS["quantity"] = r"(?:{numeral}|{spelled}|{vague})"
# The words with which a rule may begin, so that the tagger need not try the others. A test holds
# the list against the rules.
FIRST_WORDS = frozenset(
    """
    a ad afternoon afternoons all an ancient annually another apr april armistice around as
    ascension ash ashura at aug august autumn bastille beginning biannually biweekly boxing
    calendar centuries chanukah chinese christmas close columbus coming comparable corresponding
    countless couple current currently daily dawn day days dec decades december distant diwali
    dozen dozens during dusk each early earth easter eid eight eighteen eighteenth eighth
    eightieth eighty eleven eleventh end epiphany evening evenings every fall father feb february
    few fifteen fifteenth fifth fiftieth fifty final financial first fiscal five flat following
    foreseeable formerly fortieth fortnightly forty four fourteen fourteenth fourth fri friday
    fridays future fy good guy half halloween hanukkah hourly hours hundred hundreds immediate in
    independence international intervening its jan january jul july jun june juneteenth labor
    labour last late lately latest latter lent long lunar lunchtime many mar march martin maundy
    may memorial mid midday middle midnight minutes mon monday mondays monthly months more morning
    mornings most mother near new next night nightfall nightly nights nine nineteen nineteenth
    ninetieth ninety ninth noon not nov november now nowadays nowruz oct october of once one
    opening orthodox over overnight palm passover past pentecost per preceding presently president
    presidents previous q quite ramadan recent recently remaining remembrance right rosh sat
    saturday saturdays scores second semiannually sep sept september seven seventeen seventeenth
    seventh seventieth seventy several shortly six sixteen sixteenth sixth sixtieth sixty some
    someday soon sooner spring st start subsequent summer sun sunday sundays sunrise sunset ten
    tens tenth thanksgiving that the these third thirteen thirteenth thirtieth thirty this those
    thousand thousands three thrice thu thur thurs thursday thursdays today tomorrow tonight tue
    tues tuesday tuesdays twelfth twelve twentieth twenty twice two until upcoming valentine
    valentines very vesak veterans victory wed wednesday wednesdays weekdays weekends weekly weeks
    western whit winter within year yearly years yesterday yom zero
    """.split()
)

# Those of them that mostly begin no time, and what one of the next words must be if they do: any
# other first word, a figure, or one of these. A test holds the lists against reports.
FUNCTION_WORDS = frozenset("the a an that in of at not as its this those these all some".split())
LATER_WORDS = (
    (FIRST_WORDS - FUNCTION_WORDS)
    | set(NUMBERS)
    | set(ORDINALS)
    | set(PARTS_OF_DAY)
    | set(SEASONS)
    | {word + s for word in (*UNITS, *MONTHS, *WEEKDAYS) for s in ("", "s")}
    | set(
        """
        anniversary course cycle date decades eighties era fifties forties future hundred later
        long moment nineties period point present seventies short sixties stage term thirties time
        times twenties while
        """.split()
    )
)
LATER_WITHIN = 6


@lru_cache(maxsize=512)
def expand(pattern: str) -> str:
    """Return a rule's pattern with its fragments, blanks and ``~`` written out.

    Example:
        >>> expand("{hyphen}day")
        '(?:[-‐‑–])day'
    """
    while (grown := re.sub(r"\{([a-z_]+)\}", _fragment, pattern)) != pattern:
        pattern = grown
    pattern = re.sub(r" (?=\?)", r"(?:\\s{1,8})", pattern).replace(" ", r"\s{1,8}")
    return pattern.replace("~", r"(?:\s{1,8}|\s?[-‐‑–]\s?)")


def _fragment(match: re.Match[str]) -> str:
    return f"(?:{FRAGMENTS[match[1]]})"
