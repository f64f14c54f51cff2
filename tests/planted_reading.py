"""A reading made by hand, with all that makes marking hard in four paragraphs.

Claims nest (3 in 2's video, 6 in 5), cross (8 ends outside 7), and come in two pieces (5); the text
holds letters outside the basic plane, quotation marks, HTML, a formula and a change of direction.
"""

from purport.model.claim import Attribution, Certainty, Claim, Hop
from purport.model.evidence import Evidence
from purport.model.gloss import Gloss
from purport.model.place import Place
from purport.model.reading import Reading
from purport.model.report import Credit, Report
from purport.model.span import Hedge, Span
from purport.model.time import TimeExpression
from purport.model.voice import Voice
from purport.model.why import Why

TEXT = (
    "ZAGREB – The dam above Orlec is apparently days from failing.\n\n"
    "The River Agency published a video on Thursday 🌊 that is said to show water coming through "
    "“the wall”, as the dam is known in the valley, in which an engineer is heard warning that "
    "“the left side moves, <script>alert('dam')</script> and they know it.”\n\n"
    "“We were told,” said Ana Kovač, the mayor, “that nobody would open the gates before the 20th "
    "& that 𝟛 of them work.”\n\n"
    '=HYPERLINK("x") of movement “is nothing,” the ministry’s spokesman \u202ewrote\u202c on '
    "Friday, and people in Orlec believe him.\n"
)


def at(words: str, after: str = "") -> Span:
    """The only place of some words in the text (after some others, where they come twice)."""
    begin = TEXT.index(after) + len(after) if after else 0
    start = TEXT.index(words, begin)
    return Span.of(TEXT, start, start + len(words))


REPORT = Report(
    id="sava/17",
    sha256="5f" * 32,
    text=TEXT,
    title="Dam at Orlec “will hold”, minister insists <b>",
    publisher="Sava Post",
    published="2024-03-16",
    published_from="header",
    url="https://sava.example/dam?a=1&b=2",
    credits=(Credit("creditText", "Sava Post / River Agency"),),
)

SAID_TO = Hedge(at("is said to"), "evidence")
APPARENTLY = Hedge(at("apparently"), "content")

VOICES = (
    Voice("v1", "River Agency", "organisation", (at("The River Agency"),), aliases=("Riječna",)),
    Voice("v2", "engineer", "unnamed", (at("an engineer"),), described="an engineer"),
    Voice("v3", "Ana Kovač", "person", (at("Ana Kovač, the mayor"),), described="the mayor"),
    Voice("v4", "spokesman", "unnamed", (at("spokesman"), at("him")), part_of="v5"),
    Voice("v5", "the ministry", "organisation", (at("the ministry"),)),
    Voice("v6", "people in Orlec", "group", (at("people in Orlec"),)),
)

EVIDENCE = (
    Evidence(
        "e1", "video", at("a video"), released_by="v1", released="2024-03-14", hedges=(SAID_TO,)
    ),
)

THURSDAY = TimeExpression(
    at("Thursday"), "DATE", "2024-03-14", ("2024-03-14", "2024-03-14"), "day", "2024-03-16",
    "2024-03-14",
)  # fmt: skip
THE_20TH = TimeExpression(
    at("the 20th"), "DATE", "2024-03-20", ("2024-03-20", "2024-03-20"), "day", "2024-03-16"
)
FRIDAY = TimeExpression(at("Friday"), "DATE", "XXXX-WXX-5")
ZAGREB = Place(at("ZAGREB"), "Zagreb", "HR", 45.81, 15.98, "town")
ORLEC = Place(at("Orlec"), "Orlec")

RELEASED = Hop("v1", "releases", "e1", at("a video"), (SAID_TO,))

CLAIMS = (
    Claim(
        "c1",
        Attribution((at("The dam above Orlec is apparently days from failing"),),
                    kind="narrator", reporting=False, confidence=0.61),
        certainty=Certainty("probable", 1.5, (APPARENTLY,)),
        status="planned",
        places=(ORLEC,),
        why=(Why("certainty", "hedge in the clause", 0.8, (at("apparently"),)),),
    ),
    Claim(
        "c2",
        Attribution((at("water coming through “the wall”"),), (at("is said to show"),),
                    (at("a video"),), confidence=0.88),
        voice="v1",
        chain=(RELEASED,),
        certainty=Certainty("possible", 0.5, (SAID_TO,)),
        times=(THURSDAY,),
    ),
    Claim(
        "c3",
        Attribution((at("“the left side moves, <script>alert('dam')</script> and they know it.”"),),
                    (at("warning that"),), (at("an engineer"),), "direct", confidence=0.93,
                    why=(Why("attribution", "tagger", 0.93, (at("warning that"),)),)),
        voice="v2",
        chain=(RELEASED, Hop("v2", "speaks", "e1", at("an engineer"))),
        certainty=Certainty("certain", 2.75),
        status="ongoing",
        why=(Why("voice", "nearest noun before the cue", None, (at("an engineer"),)),),
    ),
    Claim(
        "c4",
        Attribution((at("the left side moves"),), (at("know", after="they "),),
                    (at("they"),), reporting=False,
                    confidence=0.4),
        chain=(RELEASED, Hop("v2", "speaks", "e1"), Hop(None, "speaks")),
        parent="c3",
    ),
    Claim(
        "c5",
        Attribution((at("“We were told,”"), at("“that nobody would open the gates before the 20th "
                                               "& that 𝟛 of them work.”")),
                    (at("said", after="told,” "),), (at("Ana Kovač, the mayor"),), "direct",
                    confidence=0.97),
        voice="v3",
        chain=(Hop("v3", "speaks"),),
        certainty=Certainty("certain", 3.0),
    ),
    Claim(
        "c6",
        Attribution((at("that nobody would open the gates before the 20th"),), (at("were told"),),
                    confidence=0.7),
        chain=(Hop("v3", "quotes"),),
        parent="c5",
        addressee="v3",
        certainty=Certainty("denied", -3.0),
        status="hypothetical",
        times=(THE_20TH,),
    ),
    Claim(
        "c7",
        Attribution((at('=HYPERLINK("x") of movement “is nothing,”'),), (at("wrote"),),
                    (at("the ministry’s spokesman"),), "mixed", confidence=0.9),
        act="denies",
        voice="v4",
        chain=(Hop("v5", "releases"), Hop("v4", "speaks")),
        status="happened",
        times=(FRIDAY,),
    ),
    Claim(
        "c8",
        Attribution((at("“is nothing,” the ministry’s spokesman"),), (at("believe"),),
                    (at("people in Orlec"),), reporting=False, confidence=0.5),
        act="opines",
        voice="v6",
        chain=(Hop("v6", "speaks"),),
    ),
)  # fmt: skip

READING = Reading(
    report=REPORT,
    claims=CLAIMS,
    voices=VOICES,
    evidence=EVIDENCE,
    times=(THURSDAY, THE_20TH, FRIDAY),
    places=(ZAGREB, ORLEC),
    glosses=(Gloss(at("the wall"), "the wall", "the dam"),),
    warnings=("a picture of the page was not read & left out",),
)
