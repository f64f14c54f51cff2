"""Reports with planted claims, made without the models: who says what, in a few words."""

from dataclasses import dataclass

from purport.corroboration.members import Member
from purport.model.claim import Attribution, Claim, Hop
from purport.model.evidence import Evidence
from purport.model.reading import Reading
from purport.model.report import Credit, Report
from purport.model.span import Span
from purport.model.voice import Voice


@dataclass
class Planted:
    """A report in the making; every helper returns what it adds."""

    id: str
    text: str
    publisher: str | None = None
    day: str | None = "2024-03-05"
    url: str | None = None
    credits: tuple[Credit, ...] = ()

    def __post_init__(self):
        self.voices: list[Voice] = []
        self.things: list[Evidence] = []
        self.claims: list[Claim] = []

    def at(self, words):
        start = self.text.index(words)
        return Span.of(self.text, start, start + len(words))

    def voice(self, words, kind="organisation", *, name=None, part_of=None, aliases=()):
        number = f"v{len(self.voices) + 1}"
        span = self.at(words)
        bare = name or words
        described = words if kind == "unnamed" else None
        self.voices.append(
            Voice(
                number, bare, kind, (span,), described=described, part_of=part_of, aliases=aliases
            )
        )
        return number

    def thing(self, words, medium, released_by=None):
        number = f"e{len(self.things) + 1}"
        self.things.append(Evidence(number, medium, self.at(words), released_by=released_by))
        return number

    def claim(self, words, *hops, kind="indirect", status="happened", **more):
        number = f"c{len(self.claims) + 1}"
        chain = tuple(hop if isinstance(hop, Hop) else Hop(hop, "speaks") for hop in hops)
        voice = chain[-1].voice if chain else None
        if not chain:
            kind = "narrator"
        attribution = Attribution((self.at(words),), kind=kind)
        self.claims.append(
            Claim(number, attribution, voice=voice, chain=chain, status=status, **more)
        )
        return number

    def reading(self):
        report = Report(
            self.id, "0" * 64, self.text, publisher=self.publisher, published=self.day,
            url=self.url, credits=self.credits,
        )  # fmt: skip
        return Reading(report, tuple(self.claims), tuple(self.voices), tuple(self.things))

    def members(self, *numbers):
        reading = self.reading()
        wanted = numbers or ("c1",)
        return [Member(f"{self.id}/{c.id}", c, reading) for c in reading.claims if c.id in wanted]


def said(report, publisher, sentence, source, kind="organisation", day="2024-03-05", **more):
    """One report whose one sentence is said by somebody: "A mill burned, police said."."""
    planted = Planted(report, f"{sentence}, {source} said.", publisher, day, **more)
    planted.claim(sentence, planted.voice(source, kind))
    return planted.members()


def told(report, publisher, text, day="2024-03-05", **more):
    """One report that says something in its own voice."""
    planted = Planted(report, text, publisher, day, **more)
    planted.claim(text.split(". ")[0].rstrip("."))
    return planted.members()
