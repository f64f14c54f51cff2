"""Claims as grouping sees them, made by hand."""

from datetime import date

from purport.corroboration.assertions import Assertion


def claim(name, text, day="2024-03-04", when=None, **more):
    """Return a claim "report/claim" of a report of its own or of the one that the name gives."""
    number = date.fromisoformat(day).toordinal()
    about = () if when is None else ((date.fromisoformat(when).toordinal(),) * 2,)
    background = more.pop("about", "")
    return Assertion(
        id=name,
        report=name.split("/")[0],
        text=text,
        published=number,
        times=about,
        background=f"{background}\n{text}",
        **more,
    )


# An accident told four ways, its denial, a plan, the plan carried out, another accident.
QUAY = "Crane falls at Varn quay"
CRANE = [
    claim(
        "post/c1",
        "a crane fell on the quay of Varn on Monday and killed two dockers",
        "2024-03-05",
        "2024-03-04",
        status="happened",
        speaker="the port authority",
        about=QUAY,
    ),
    claim(
        "mail/c1",
        "A crane fell on the quay of Varn on Monday and killed two dockers.",
        "2024-03-05",
        "2024-03-04",
        status="happened",
        kind="narrator",
        about=QUAY,
    ),
    claim(
        "star/c1",
        "two dockers died when a crane came down on the quay in Varn",
        "2024-03-05",
        "2024-03-04",
        status="happened",
        speaker="police",
        about=QUAY,
    ),
    claim(
        "echo/c1",
        "three dockers were killed by a falling crane at the quay of Varn",
        "2024-03-06",
        "2024-03-04",
        status="happened",
        speaker="the hospital",
        about=QUAY,
    ),
]
DENIED = claim(
    "echo/c2",
    "that no crane had fallen on the quay of Varn on Monday",
    "2024-03-06",
    "2024-03-04",
    act="denies",
    denied=True,
    speaker="the owner",
    about=QUAY,
)
PLANNED = [
    claim(
        "post/c2",
        "the quay of Varn will be closed on Friday",
        "2024-03-05",
        "2024-03-08",
        status="planned",
        speaker="the port authority",
        about=QUAY,
    ),
    claim(
        "star/c2",
        "the Varn quay is to be closed on Friday",
        "2024-03-05",
        "2024-03-08",
        status="planned",
        speaker="police",
        about=QUAY,
    ),
]
DONE = claim(
    "dawn/c1",
    "the quay of Varn was closed on Friday",
    "2024-03-09",
    "2024-03-08",
    status="happened",
    speaker="the port authority",
    about=QUAY,
)
ELSEWHERE = claim(
    "gull/c1",
    "a crane fell on the quay of Orlin on Thursday and killed two dockers",
    "2024-03-22",
    "2024-03-21",
    status="happened",
    speaker="police",
    about="Orlin harbour",
)
ALL = [*CRANE, DENIED, *PLANNED, DONE, ELSEWHERE]
