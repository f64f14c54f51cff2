"""The rules of the time tagger, in order: what time expressions look like and who reads them.

At a place in the text the longest match wins, and among equals the first rule. `before` and `after`
must hold, `unless_before` and `unless_after` must not, of the words next to the match. Fragments in
braces, blanks and ``~`` are explained in `time_lexicon`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of time expression: a regular expression and the name of its resolver."""

    resolver: str
    pattern: str
    before: str | None = None
    after: str | None = None
    unless_before: str | None = None
    unless_after: str | None = None


_IN_MONTH = (
    r"\b(?:in|since|from|of|by|until|till|during|through|throughout|between|late|early|mid|as of|"
    r"as early as|as late as|last|next|this|every|each|back to)~$"
)
_BY_MONTH = (
    r"\b(?:before|after|to|and|or|around|about|for|on|at|than|pre|post|the|that|over|end|into|a)~$"
)
_IN = (
    r"\b(?:in|since|from|of|by|until|till|before|after|during|between|through|early|late|mid|to|"
    r"and)~$"
)
_COUNTED = (
    r" (?:\w+ ){0,1}(?:people|men|women|children|soldiers|troops|civilians|police|officers|"
    r"refugees|"
    r"dead|deaths|killed|wounded|injured|percent|per cent|miles|kilomet|km|met(?:er|re)s|feet|"
    r"points|"
    r"shares|pounds|dollars|euros|tons|tonnes|homes|houses|workers|jobs|residents|members|fighters|"
    r"votes|students|cases|copies|words|pages|times|of (?:them|the|those|his|its))\b|%|\.\d|,\d{3}"
)
_FREE = (
    r"(?=\W{0,3}\n|[.,;:!?)\"”’—–…]| ?$| (?:and|or|to|at|in|on|for|when|after|before|that|but|"
    r"he|she|they|it|we|I|you|the|a|an|as|with|by|from|will|would|was|were|is|are|has|had|because|if|"
    r"while|of|through|until|said|about|over|which|who|so|his|her|their|this|not|there|here|no|nobody|"
    r"everyone|all|what|how|only|since|due|too|also|again|instead|unless|where|can|could|may|might|"
    r"must|should|did|do|does|my|our|your|its)\b)"
)

RULES: tuple[Rule, ...] = (
    # Dates in figures
    Rule(
        "iso",
        r"(?P<day>(?:1[4-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
        r"(?:(?:T| )(?P<clock>[0-2]\d:[0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)? ?"
        r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    ),
    Rule("iso", r"(?P<day>(?:1[4-9]|20)\d\d-(?:0[1-9]|1[0-2]))", unless_after=r"-?\d"),
    Rule(
        "figures",
        r"(?P<a>\d{1,2})(?P<sign>[/.])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d|\d\d)",
        unless_after=r"[./]?\d",
        unless_before=r"[$£€\d./]$",
    ),
    Rule("figures", r"(?P<year>(?:19|20)\d\d)/(?P<a>\d{1,2})/(?P<b>\d{1,2})"),
    # Dates in words
    Rule(
        "calendar",
        r"{on_weekday}{month} (?:the )?(?:(?P<nth>{nth})|(?P<day>{day})(?!\d|:\d|%))"
        r"(?:,? (?P<year>{year})(?![\d%]|,\d))?",
        unless_after=r" ?[ap]\.?m\b|\.\d",
    ),
    Rule(
        "calendar",
        r"{on_weekday}(?:(?:the )?(?P<nth>{nth})|(?P<day>{day}))(?: of |~){month}"
        r"(?:,? (?P<year>{dated_year}|{short_year}))?",
        unless_before=r"[$£€\d.,]$",
    ),
    Rule(
        "calendar", r"{on_weekday}(?:the )?(?P<nth>{nth_word}) of {month}(?:,? (?P<year>{year}))?"
    ),
    Rule("calendar", r"{on_weekday}{month} (?:the )?(?P<nth>{nth_word})(?:,? (?P<year>{year}))?"),
    Rule(
        "calendar",
        r"(?P<day>{day})(?:st|nd|rd|th)?(?=(?: ?{dash} ?| to | and | or )(?:{nth}|"
        r"{day}) (?:of )?(?P<month>{month})(?:,? (?P<year>{year}))?)",
        unless_before=r"[$£€\d.,]$",
    ),
    Rule(
        "range_end",
        r"(?P<day>{day})(?:st|nd|rd|th)?(?:,? (?P<year>{year}))?",
        unless_after=r"\d|[.,:]\d|%| ?[ap]\.?m\b",
        before=r"{month} \d{1,2}(?:st|nd|rd|th)?(?: ?{dash} ?| to | through | and | or |, )$",
    ),
    Rule("calendar_ref", r"{month} (?P<day>{nth}|{day}),? (?:of )?(?P<year>{year_ref})"),
    Rule(
        "month", r"{month}(?:,? (?:of )?| of )(?P<year>{year_ref}|{year_words})", unless_after=r"\d"
    ),
    Rule(
        "month",
        r"(?P<which>{this}) {month}(?: (?P<year>{year}))?",
        unless_after=r" (?:\d|said|told|and (?:his|her)\b)",
    ),
    Rule(
        "month",
        r"{month}",
        before=_IN_MONTH,
        unless_after=r" \d| (?-i:[A-Z])[a-z]+(?<!day) ?(?:,|said)"
        r"|['’]s (?:government|cabinet|party|deal)| (?:said|told|was|has|is|says) ",
    ),
    Rule(
        "month",
        r"{month}",
        before=_BY_MONTH,
        unless_after=r" \d| (?-i:[A-Z])[a-z]+| (?:said|told|was|has|is|says|on|for) ",
    ),
    Rule(
        "month",
        r"(?-i:January|February|April|June|July|August|September|October|November|December"
        r"|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)",
        unless_after=r" \d| (?-i:[A-Z])[a-z]+",
    ),
    Rule(
        "nth_weekday",
        r"(?:the )?(?P<nth>first|second|third|fourth|last) {weekday} (?:of|in) "
        r"(?:{month}(?:,? (?P<year>{year_ref}))?|(?P<every>(?:every|each|the) month))",
    ),
    Rule("weekday_date", r"{weekday},? (?:the )?(?P<day>{nth})"),
    Rule(
        "ordinal",
        r"(?P<weekday>(?:{weekday},? ))?(?:the )(?P<day>{nth})",
        after=_FREE,
        before=(
            r"\b(?:on|by|until|till|from|since|before|after|of|to|through|around|between|and|or|"
            r"starting|beginning|ending|spent|is|was|for|than|,) $"
        ),
    ),
    # In letters, as in speech that is written down; "the first" to "the fourth" mostly count.
    Rule(
        "ordinal",
        r"(?:the )(?P<day>(?!first|second|third|fourth)(?:{nth_word})(?! (?:floor|time|day|year)))",
        after=_FREE,
        before=r"\b(?:on|by|until|till|from|since) $",
    ),
    Rule(
        "ordinal",
        r"(?:the )(?P<day>{nth}) of (?P<which>(?:this|last|next|the (?:same|following|"
        r"previous)|that|each|every) month|the month)",
    ),
    # Clock times and parts of the day
    Rule(
        "clock",
        r"(?P<clock>{clock})(?:{to_zone}(?P<zone>{zone})\)?)?"
        r"(?:,? (?:in the (?P<part>morning|afternoon|evening)|at (?P<night>night)))?"
        r"(?:,? (?:(?:on|of) )?(?P<on>{date}(?: (?:morning|afternoon|evening|night))?|(?:this|"
        r"last|that|the (?:next|following|previous|same)) (?:morning|afternoon|evening|night)|"
        r"tonight))?(?=(?:(?: (?:and|to|until)| ?{dash}) ?{clock},? (?:on )?(?P<next>{date}))?)",
        unless_before=r"[$£€\d.,:]$",
        unless_after=r"[:.]\d|%",
    ),
    Rule(
        "clock",
        r"(?P<on>{date})(?:,? at |,? (?:around|about|by) |, |"
        r" )(?P<clock>{clock})(?:{to_zone}(?P<zone>{zone})\)?)?",
    ),
    Rule(
        "clock",
        r"(?P<clock>\d{1,2})(?:{to_zone}(?P<zone>GMT|UTC)\)?)(?:,? (?:on )?(?P<on>{date}))?",
        before=r"\b(?:at|by|around|about|from|until) $",
    ),
    Rule("part", r"(?P<on>{date}) (?P<part>{part})"),
    Rule(
        "part", r"(?:the )?(?-i:(?P<part>{part})) (?:of|on) (?P<on>the {nth}|(?:the )?{date}|{nth})"
    ),
    Rule(
        "part",
        r"(?P<which>this|last|that|the same|the previous|the following|the next|"
        r"tomorrow) (?P<part>{part})",
        unless_before=r"(?-i:CBS|ABC|BBC) $",
    ),
    Rule(
        "part",
        r"(?:mid|early|late)~(?P<part>afternoon|morning|evening)(?:,? (?:of |on )?(?P<on>{date}))?",
        before=r"\b(?:by|at|in|until|since|around|the|,) $|^$|\n\s*$",
    ),
    Rule("part", r"tonight|overnight", unless_before=r"\bThe $"),
    Rule(
        "part",
        r"(?:the )(?P<part>morning|afternoon|evening|night)",
        before=r"\b(?:in|during|through|into|of|that) $",
    ),
    Rule("part", r"the night before", unless_after=r" [a-z]+(?:ing|ed)?\b(?<!he)"),
    Rule(
        "part",
        r"(?P<part>dawn|dusk|evening|morning|nightfall|sunrise|sunset|lunchtime)",
        before=r"\b(?:at|before|after|by|around|until|since) $",
    ),
    # Weekdays
    Rule(
        "weekday",
        r"(?:(?P<which>(?!(?<=said\s)that|(?<=says\s)that|(?<=added\s)that|(?<=warned\s)that"
        r"|(?<=announced\s)that|(?<=confirmed\s)that|(?<=insisted\s)that){this}) )?{weekday}",
        unless_after=(
            r"['’]?s?(?-i: (?:Times|Telegraph|Mirror|Express|Mail|Post|Independent|Herald|"
            r"Night Live|Agreement))"
        ),
        unless_before=(
            r"(?-i:\b(?:Black|Bloody|Super|Cyber|Sheffield|"
            r"Mail on|Casual|News|Network) )$"
        ),
    ),
    Rule("weekday", r"{weekday} (?P<which>last|next|this|of last|of next|of this) (?P<week>week)?"),
    Rule("weekday", r"{weekday} (?:of )?(?P<which>last|next|this) (?P<week>week)"),
    # Days seen from the report, or from the date named before
    Rule(
        "day_word",
        r"(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow)",
        unless_before=r"(?-i:USA|Russia|Tribune|Edition|VOA) $",
    ),
    Rule(
        "named_day",
        r"(?:the|that) (?P<which>same|next|previous|following|preceding) (?P<unit>day|week|"
        r"month|quarter|year|decade|weekend)",
        unless_after=r" (?:several|few|\d|two|three)",
    ),
    Rule(
        "named_day",
        r"(?:the|a) (?P<unit>day|week|month|year|decade) (?P<which>earlier|later|previous|"
        r"previously|prior)",
    ),
    Rule(
        "named_day",
        r"(?:the|a) (?P<unit>day|week|month|year|decade) (?P<which>before|after|following)",
        after=r"(?=\W*$|[.,;:!?)\"”’—–]| (?:and|but|in|at|on|when)\b)",
    ),
    Rule(
        "named_day",
        r"(?P<which>that|the same) (?P<unit>week|month|quarter|year|decade|weekend|day)",
    ),
    Rule(
        "named_day",
        r"(?P<which>the) (?P<unit>day)",
        unless_before=r"\bby $",
        unless_after=(
            r" (?:of|to|that|when|after|before|he|she|they|we|I|"
            r"it|(?-i:[A-Z]))|['’]s|~to~day"
        ),
    ),
    Rule(
        "end_of",
        r"(?:the )?(?:end|beginning|start|middle|close) of (?:the|this|last|"
        r"next) (?P<unit>day|week|month|quarter|year|decade|century)",
    ),
    Rule("end_of", r"(?P<unit>year)(?:['’]s)?~end"),
    # Weeks, months, years and so on, seen from the report
    Rule(
        "unit",
        r"(?P<which>this|last|next|this past|this coming|the coming|the past|the last|"
        r"the next|the current|the upcoming|the present) "
        r"(?:(?:fiscal|calendar|full|financial|business|school|academic) )?(?P<unit>(?:second|"
        r"minute|hour|day|(?-i:week)|month|quarter|year|decade|century))",
    ),
    Rule("weekend", r"(?P<which>the|this|last|next|that|the past|this past|this coming) weekend"),
    Rule(
        "unit_bare",
        r"(?P<which>the) (?:(?:fiscal|full|calendar|financial) )?(?P<unit>quarter|week|year)",
    ),
    Rule("season", r"(?:the )?{season}(?: of |,? )(?P<year>{year_ref}|{year_words})", before=None),
    Rule(
        "season",
        r"(?P<which>this|last|next|this past|this coming|the past|that|the coming|"
        r"the following|the previous) {season}",
    ),
    Rule(
        "season",
        r"(?:the )?{season}",
        before=(
            r"\b(?:in|during|by|until|since|through|before|after|over|of|early|late|"
            r"mid) (?:the )?$|\b(?:early|late|mid)~?$"
        ),
        unless_after=(
            r" (?:of|in|for|from|to|season|water|(?-i:[A-Z]))|ing|"
            r"~?(?:board|off|out|apart|back)"
        ),
    ),
    # Quarters, halves and fiscal years
    Rule(
        "quarter",
        r"(?:(?P<which>the(?= (?:\w+~)?\w+ quarter)|this year['’]s|last year['’]s|"
        r"next year['’]s|(?:the )?(?P<front>{year})|(?:the )?(?P<ago>year~(?:ago|"
        r"earlier)))(?: comparable)? )?"
        r"(?:(?:fiscal|flat|financial)~)?(?P<nth>first|second|third|fourth|last|"
        r"final)~quarters?(?:,? (?:of )?(?P<year>(?:fiscal )?{year}|{year_ref}))?",
    ),
    Rule("quarter", r"(?-i:Q)(?P<nth>[1-4])(?:,? (?:of )?(?P<year>{year}|{short_year}))?"),
    Rule("quarter", r"(?-i:(?P<year>{year}) ?Q)(?P<nth>[1-4])"),
    Rule(
        "half",
        r"(?:(?:the|its) )?(?P<nth>first|second|last|latter|1st|"
        r"2nd)~half of (?:the )?(?P<year>(?:fiscal )?{year}|{year_ref}|year)",
    ),
    Rule(
        "half",
        r"(?:(?:the|its) )?(?P<nth>first|second)~half",
        after=r" (?:results?|profits?|earnings|net|sales|revenue|loss)",
    ),
    Rule(
        "half_decade",
        r"the (?:first|second|last|latter) half of (?P<decade>the ['’‘]?(?:(?:1[4-9]|20)\d0|\d0)s)",
    ),
    Rule(
        "year",
        r"(?:FY ?|(?:fiscal(?: year)?|financial year|calendar(?: year)?|"
        r"the year) )(?P<year>{year}|{short_year}|\d\d\b)(?:[/-](?P<to>\d\d))?",
    ),
    Rule("year", r"(?:fiscal(?: year)?|the year) (?P<year>{year_words})"),
    Rule(
        "year_ago",
        r"(?:the |its )?(?:comparable |corresponding )?(?P<ago>year\s?{hyphen}\s?(?:ago|"
        r"earlier))(?: (?P<unit>quarter|period|month|half))?",
    ),
    Rule("year_ago", r"last year['’]s (?:first |second |third |fourth )?(?:quarter|period)"),
    Rule(
        "year_ago",
        r"the (?:same |comparable |corresponding )?(?:quarter|period) (?:a year (?:ago|"
        r"earlier)|last year)",
    ),
    Rule(
        "year_ago",
        r"(?:the )(?:comparable |corresponding |same )(?:period|"
        r"quarter)(?: (?:of )?(?:last year|a year (?:ago|earlier)|the (?:previous|"
        r"prior) year))?",
    ),
    Rule("latest", r"(?:the )(?:latest|most recent) (?:(?:fiscal) )?(?P<unit>quarter|period|year)"),
    Rule("front_year", r"the (?P<year>{year}) (?:period|quarter|season)"),
    # Years, decades, centuries
    Rule(
        "season_years",
        r"(?P<year>{year})[-‐‑–/](?P<to>\d\d|{year})",
        unless_before=r"[$£€#\d.,-]$",
        unless_after=r"[-/\d]|\.\d|,\d",
    ),
    Rule(
        "year",
        r"(?P<year>(?:19|20)\d\d)",
        unless_before=(
            r"(?:[$£€#.,:+/=*]|\d[-–]|\d |\b(?-i:No\.?|[Ff]light|[Rr]oom|[Rr]oute|[Hh]ighway|"
            r"[Pp]age|[Nn]umber|[Uu]nit|[Mm]odel|Boeing|Airbus|Orion|Windows|Office|Expo) )$"
        ),
        unless_after=_COUNTED + r"|(?:st|nd|rd|th)\b|[/:]\d| (?:GMT|UTC|hours|hrs|local)|[a-z]|°",
    ),
    Rule(
        "year",
        r"(?P<year>(?:1[4-8]\d\d|20[4-9]\d))",
        before=_IN,
        unless_after=_COUNTED + r"|[/:]\d| (?:GMT|UTC|hours|hrs|local|[a-z]+s\b)|[a-z]",
    ),
    Rule(
        "year",
        r"(?P<year>{short_year})",
        before=r"\b(?:in|of|since|by|class of|from|summer|spring|fall|winter|until) $",
        unless_after=r"s",
    ),
    Rule(
        "year",
        r"(?P<year>{year_words})",
        unless_after=r"~(?:hundred|thousand|people|years|days|miles|percent)",
    ),
    Rule("ancient", r"(?P<year>\d{1,4}) (?P<era>BC|B\.C\.|BCE|AD|A\.D\.|CE)"),
    Rule("ancient", r"(?P<era>AD|A\.D\.) (?P<year>\d{1,4})"),
    Rule(
        "decade",
        r"(?:the )?(?:(?:early|late|mid|middle|mid to late)~)?(?P<decade>(?:1[4-9]|20)\d0)['’]?s",
    ),
    Rule(
        "decade", r"(?:the )?(?:(?:early|late|mid|middle|mid to late)~)?(?P<decade>['’‘]\d0)['’]?s"
    ),
    Rule(
        "decade",
        r"the (?:(?:early|late|mid|middle)~)?(?:nineteen )?(?P<word>twenties|thirties|forties|"
        r"fifties|sixties|seventies|eighties|nineties)",
        unless_before=r"\bin (?:his|her|their) $",
    ),
    Rule(
        "century",
        r"(?:the )?(?:(?:early|late|mid)~)?(?:(?P<nth>\d{1,2})(?:st|nd|rd|th)|"
        r"(?P<word>{nth_word}))~century(?P<era> (?:BC|B\.C\.|BCE))?",
    ),
    Rule("century", r"(?:the )?(?P<which>this|last|next|previous) century"),
    # Holidays
    Rule(
        "holiday",
        r"(?:(?P<which>last|this|next|this past|"
        r"this coming) )?(?-i:(?P<name>{holiday}))(?:(?:,? | in | of )(?P<year>{year_ref}))?",
        unless_after=r"(?-i: (?:Island|Carol|Accord|Act|Hall|Gown))",
    ),
    Rule("feast", r"(?-i:(?:the )?{feast})(?:,? (?P<year>{year}))?"),
    # So long ago, so much later
    Rule(
        "ago",
        r"(?P<quantity>{quantity}|an?|half an?) (?:(?:and a half|or so|or more|full|whole|"
        r"short|long) )?(?P<unit>{unit})(?: or (?:so|more))? (?P<side>ago(?P<today> today)?|"
        r"from now|hence|back\b(?= [,.]))",
    ),
    Rule(
        "ago",
        r"(?:(?:one|two|three|four) or (?:two|three|four|five)|an? (?:\w+ )or (?:two|"
        r"so)) (?P<unit>{unit}) (?P<side>ago)",
    ),
    Rule("ago", r"(?P<unit>{plural}) (?P<side>ago)"),
    Rule(
        "ago",
        r"(?P<quantity>{quantity}) (?P<unit>{unit}) and (?:{quantity}) (?:{unit}) (?P<side>ago)",
    ),
    Rule("ago", r"(?P<long>long|not (?:so|too|that) long) (?P<side>ago)"),
    Rule(
        "offset",
        r"(?P<quantity>{quantity}|an?|one) (?P<unit>{unit}) (?P<side>earlier|previously|prior|"
        r"later|afterwards?)",
    ),
    Rule(
        "offset",
        r"(?P<quantity>{quantity}|an?|one) (?P<unit>{unit}) (?P<side>before|after)",
        unless_after=(
            r" (?:[a-z']+(?:ing)|the|a|an|he|she|they|it|we|his|her|"
            r"their|its|(?-i:[A-Z])[a-z]+) ?"
        ),
    ),
    Rule("few_units", r"(?P<unit>{plural}) (?:later|earlier)"),
    # Sets
    Rule(
        "set_each",
        r"(?:every|each)(?: (?P<other>other|single|second|third|few|couple of|\d{1,3}|"
        r"{spelled}))? (?:(?P<weekday>{weekday})|{month}|(?P<season>{season})|"
        r"(?P<unit>{unit})|(?P<part>{part}))(?: (?P<daypart>{part}))?",
        unless_after=r"~(?:old|long)",
    ),
    Rule(
        "set_adverb",
        r"(?P<word>daily|nightly|hourly|weekly|biweekly|fortnightly|monthly|yearly|annually|"
        r"semiannually|biannually)",
        unless_before=r"(?-i:[A-Z][a-z]+) $",
        unless_after=r"(?-i: [A-Z])| newspaper",
    ),
    Rule(
        "set_rate",
        r"(?:once|twice|thrice|{quantity} times|several times) (?:an?|per|each|"
        r"every) (?P<unit>{singular})",
    ),
    Rule(
        "set_rate",
        r"per (?P<unit>hour|day|night|week|month|year)",
        before=r"\d|million|billion|thousand|times $",
    ),
    Rule(
        "set_weekdays",
        r"(?:(?P<part>mornings|afternoons|evenings|nights)|(?P<weekend>weekends)|weekdays|"
        r"{weekday}(?:s|~(?P<daypart>mornings|afternoons|evenings|nights)))",
        before=r"\b(?:on|at|during|and|most|,|in the) $|\b$",
    ),
    Rule(
        "set_daily",
        r"day (?:after|by|in and) day(?: out)?|night after night|around the clock|day and night",
    ),
    # Durations
    Rule(
        "sum",
        r"(?P<quantity>{quantity}|an?|one)~(?P<unit>{unit})(?: and (?P<half>a half)|"
        r"(?:,? and |, | )(?P<more>{numeral}|{spelled})~(?P<smaller>{unit}))",
    ),
    Rule(
        "span",
        r"(?:(?:the|this|in|within|over|during|these) )?(?P<which>past|last|next|coming|"
        r"previous|following|first|final|preceding|latest|another|remaining|recent|early|"
        r"opening|future) "
        r"(?P<quantity>{quantity}|couple of|few)(?: (?:or so|consecutive|full|straight|"
        r"trading|fiscal|business|calendar))?~(?P<unit>{unit})(?: or so)?",
        unless_before=r"\b(?:to|will|would|could|can|may|might|must|should|not)[ ]$|['’]ll[ ]$",
        unless_after=r"~(?:old)\b",
    ),
    Rule(
        "within",
        r"(?P<quantity>{quantity}|an?|one) (?:business |working )?(?P<unit>{unit})",
        before=r"\bwithin $",
        unless_after=r"~(?:old)\b",
    ),
    Rule(
        "from_to",
        r"(?:the (?:next|past|last|coming) )?(?P<quantity>{numeral}|{spelled})(?: to | or |"
        r"~to~|{dash})(?P<to>{numeral}|{spelled})~(?P<unit>{unit})",
        unless_before=r"[$£€\d.,]$",
        unless_after=r"~old\b",
    ),
    Rule(
        "duration",
        r"(?:(?:the|these|those|all|a full|a good|"
        r"a total of)(?= [\w.,]+ ) )?(?P<quantity>{quantity})(?: (?:or (?:so|more)|full|more|"
        r"additional|consecutive|straight|long|trading|business|working|whole|extra|solid|"
        r"further|fewer))?"
        r"~(?P<unit>{unit})(?: or (?:so|more|less))?",
        unless_before=r"[$£€\d.,/]$",
        unless_after=(
            r"~(?:olds?|of age)\b|['’] (?-i:War)| (?:of|short) (?:a|"
            r"the)? ?(?:million|way)|~(?:pounder|seater)"
        ),
    ),
    Rule(
        "duration",
        unless_before=(
            r"(?:\d|[mb]illion|flights|people|seats|shares|times|dollars|barrels|hours|days|cents|"
            r"thousand|hundred|once|twice) $"
        ),
        pattern=(
            r"(?P<one>an?|one|the better part of a|more than a|a full|another|a whole|"
            r"an additional|an extra|a single|an entire)~(?P<unit>hour|day|week|fortnight|month|"
            r"year|decade|century|minute|night|weekend|quarter|quarter~century)"
        ),
        unless_after=(
            r"~(?:old|of (?:age|the|violence|work)|pass|trip|off\b|care|job|for\b|ago)|~mile|"
            r"['’]s (?:journey|walk|drive)? ?(?:work)?$"
        ),
    ),
    Rule(
        "half_unit",
        r"(?:half~(?:an? )?|an? half )(?P<unit>hour|day|decade|century|year|dozen years)",
    ),
    Rule(
        "few_units",
        r"(?:(?:the|these) )?(?P<which>recent|past|coming|last|next|previous|subsequent|"
        r"following|early|future|first|intervening) (?P<unit>{plural}|"
        r"quarters)(?: and (?:{plural}))?",
    ),
    Rule("few_units", r"(?:the )?(?P<unit>{plural}) (?P<which>ahead|to come)"),
    Rule(
        "few_units",
        r"(?P<unit>{plural})(?: (?:and|or) (?:{plural}))?",
        before=(
            r"\b(?:for|in|over|after|within|of|take|takes|took|last|lasted|lasting|spent|spend|"
            r"spending|through|throughout|despite|many|or|the) $"
        ),
        unless_after=r" (?:of the|when|that|following|gone|before|since|old)|['’]",
    ),
    Rule(
        "while",
        r"(?:a|quite a|a short|a little|a long) (?:while|time)|some time",
        before=r"\b(?:for|after|in|quite|been|take|takes|took) $",
    ),
    # Vague references
    Rule(
        "reference",
        r"(?P<PRESENT_REF>(?:right )?now|nowadays|currently|presently|at present|"
        r"at the moment|at this (?:time|point|stage|moment)|these days|the present|"
        r"this (?:crucial |critical )?moment|the current (?:moment|time))",
        unless_after=r"~(?:famous|defunct|infamous)",
    ),
    Rule("reference", r"(?P<PRESENT_REF>current)", unless_after=r" (?:affairs|account)"),
    Rule(
        "reference",
        r"(?P<PAST_REF>(?:more |most |until |as )?recently|recent|lately|of late|formerly|"
        r"at the time|at that time|in those days|once upon a time|the (?:recent |"
        r"distant )?past|ancient times)",
        unless_after=r" (?:as (?:last|this|\d|(?-i:[A-Z]))|{quantity} |{unit}\b)",
    ),
    Rule(
        "reference",
        r"(?P<PAST_REF>once)",
        before=r"\b(?:was|were|had|who|which|that|is|has|an?) $",
        unless_after=(
            r" (?:again|more|every|it|he|she|they|we|in|before|and|"
            r"per|of|(?:an?|the) {unit})\b"
        ),
    ),
    Rule(
        "reference",
        r"(?P<FUTURE_REF>(?:the )?(?:near|foreseeable|immediate|not~too~distant|"
        r"distant) (?:future|term)|the (?:short|near|medium|long|longer) term|the (?:coming|"
        r"next) (?:days|weeks|months|years)|(?:the|in) future|one day|some ?day)",
        unless_before=r"\bof the $",
        unless_after=r" (?:of|to|earnings|price|contract)",
    ),
    Rule(
        "reference",
        r"(?P<FUTURE_REF>(?:very )?soon|as soon as possible|shortly|sooner or later|"
        r"a later date|in due course)",
        unless_after=r" (?:after|as|before|afterward|thereafter)",
        unless_before=r"\b(?:as|too|how|so) $",
    ),
)
