"""Where a claim's chain ends, as its own report tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from purport.corroboration.access import Case, Standing, is_party
from purport.corroboration.members import Member, content_span
from purport.corroboration.profiles import Profile, name_profile
from purport.model.evidence import Evidence
from purport.model.group import Access, Reason

OriginKind = Literal["voice", "thing", "outlet", "unknown"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim's chain ends, as its own report tells it.

    `who` is the first speaker (of a "thing": the words that tell the document or recording; of an
    "outlet": the outlet beyond which the report says nothing). `gatekeeper` is who released what
    it is heard in. An "unknown" origin names nobody; a "weak" one is only named near the claim.
    """

    member: Member
    kind: OriginKind
    name: str
    who: Profile
    voice: str | None = None  # its id in the report
    thing: Evidence | None = None
    gatekeeper: Profile | None = None
    access: Access = "unknown"
    first_hand: bool = False
    party: bool = False
    why: tuple[Reason, ...] = ()
    weak: bool = False

    @property
    def named(self) -> bool:
        """Whether the report says where it has the claim from."""
        return self.kind != "unknown"


def origin_of(
    kind: OriginKind, case: Case, standing: Standing, gatekeeper: Profile | None = None
) -> Origin:
    """Return the origin that a case is about, with how it knows."""
    voice = case.voice.id if case.voice is not None else None
    party = is_party(gatekeeper or case.who)
    return Origin(
        case.member, kind, case.who.name, case.who, voice, case.thing, gatekeeper,
        standing.access, standing.first_hand, party, (standing.why,),
    )  # fmt: skip


def outlet_origin(member: Member, name: str, why: Reason) -> Origin:
    """Return the origin of a claim that is traced to an outlet and no further."""
    return Origin(member, "outlet", name, replace(name_profile(name), name=name), why=(why,))


def unknown_origin(member: Member) -> Origin:
    """Return the origin of a claim whose report names none."""
    says = "the report does not say where it has this from"
    why = Reason("no origin named", says, member.words(content_span(member.claim)))
    return Origin(member, "unknown", "unknown", Profile("unknown"), why=(why,))
