"""`purport decide`: what a person rules on claims, roots and links; and takes back."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from purport.cli.answering import LedgerOption
from purport.cli.outcome import COULD_NOT, DONE
from purport.errors import PurportError, UsageError, one_line

if TYPE_CHECKING:
    from purport.ledger.store import Ledger
    from purport.model.decision import Decision, Verb

_RATING = re.compile(r"(?P<letter>[A-F])?(?P<digit>[1-6])?", re.IGNORECASE)
_PROPOSED = 10
_LOOKED_AT = 300  # groups, the largest first; set by hand: some seconds the first time


class Answer(StrEnum):
    """What a person says to a question."""

    yes = "yes"
    no = "no"
    unsure = "unsure"


class LinkType(StrEnum):
    """How one report goes back to another."""

    wire_copy = "wire-copy"
    press_release = "press-release"
    source_to_source = "source-to-source"
    common_source = "common-source"
    same_utterance = "same-utterance"


class Authenticity(StrEnum):
    """What a person established of a piece of evidence."""

    not_established = "not established"
    confirmed = "confirmed"
    disputed = "disputed"
    refuted = "refuted"


decide = typer.Typer(
    name="decide",
    no_args_is_help=True,
    help="Rule on claims, roots and links. The count follows at once; nothing is ever overwritten.",
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Claim = typer.Argument(metavar="CLAIM", help="A claim or group; the id's beginning will do.")
_Root = typer.Argument(metavar="ROOT", help="A root (root:…), or a claim or report that names it.")
_Report = typer.Argument(metavar="REPORT", help="A report.")
_End = typer.Argument(metavar="TO", help="The report or root (root:…) that it goes back to.")


@decide.command(name="same-claim")
def same_claim(
    first: Annotated[str, _Claim],
    second: Annotated[str, _Claim],
    answer: Annotated[Answer, typer.Argument(help="Do they assert the same?")],
    *,
    ledger: LedgerOption = None,
) -> None:
    """Rule whether two claims assert the same.

    [bold]Example[/bold]

    purport decide same-claim 3f2a 81bc yes
    """

    def rule(held: Ledger) -> Decision:
        pair = [_named(held, first), _named(held, second)]
        if answer is Answer.yes:
            _warn_of_earlier(held, pair)
        return _ruled(held, "same-claim", pair, answer.value)

    _carry_out(ledger, rule)


@decide.command(name="same-root")
def same_root(
    first: Annotated[str, _Root],
    second: Annotated[str, _Root],
    answer: Annotated[Answer, typer.Argument(help="Are they one origin?")],
    *,
    ledger: LedgerOption = None,
) -> None:
    """Rule whether two roots are one; "no" makes them two in the minimum as well.

    [bold]Example[/bold]

    purport decide same-root root:3f2a49c1d0aa root:81bc73f25e10 no
    """
    _carry_out(ledger, lambda held: _ruled(held, "same-root", [first, second], answer.value))


@decide.command(name="link")
def link(
    report: Annotated[str, _Report],
    end: Annotated[str, _End],
    link_type: Annotated[
        LinkType, typer.Option("--type", help="How.", show_default=True)
    ] = LinkType.source_to_source,
    *,
    ledger: LedgerOption = None,
) -> None:
    """Rule that a report has it from another.

    [bold]Example[/bold]

    purport decide link herald-17 wire-4 --type wire-copy
    """
    value = {"type": link_type.value}
    _carry_out(ledger, lambda held: _ruled(held, "make-link", [report, end], value))


@decide.command(name="unlink")
def unlink(
    report: Annotated[str, _Report],
    end: Annotated[str, _End],
    *,
    ledger: LedgerOption = None,
) -> None:
    """Rule that a report does not have it from another report or root.

    [bold]Example[/bold]

    purport decide unlink herald-17 wire-4
    """
    _carry_out(ledger, lambda held: _ruled(held, "break-link", [report, end], None))


@decide.command(name="rate")
def rate(
    thing: Annotated[
        str, typer.Argument(metavar="ID", help="A group, claim, voice: or publisher:.")
    ],
    code: Annotated[str, typer.Argument(metavar="CODE", help="A–F, 1–6, or both: B2.")],
    *,
    ledger: LedgerOption = None,
) -> None:
    """Set a rating in the Admiralty code.

    [bold]Examples[/bold]

    purport decide rate g3f2a B2

    purport decide rate "publisher:Sava Post" C
    """

    def rule(held: Ledger) -> Decision:
        return _ruled(held, "rate", [_named(held, thing)], rating_value(code))

    _carry_out(ledger, rule)


@decide.command(name="authenticity")
def authenticity(
    evidence: Annotated[str, typer.Argument(metavar="EVIDENCE", help="evidence:REPORT/e1")],
    answer: Annotated[Authenticity, typer.Argument(help="What is established of it.")],
    *,
    ledger: LedgerOption = None,
) -> None:
    """Rule on a piece of evidence.

    [bold]Example[/bold]

    purport decide authenticity evidence:herald-17/e1 disputed
    """
    _carry_out(ledger, lambda held: _ruled(held, "authenticity", [evidence], answer.value))


@decide.command(name="undo")
def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The decision's number.")],
    *,
    ledger: LedgerOption = None,
) -> None:
    """Take a decision back; taking back an undo puts the decision in force again.

    [bold]Example[/bold]

    purport decide undo 12
    """

    def rule(held: Ledger) -> Decision:
        from purport.ledger.decisions import undo as take_back  # noqa: PLC0415 - SQLAlchemy

        return take_back(held, _person(), number)

    _carry_out(ledger, rule)


@decide.command(name="list")
def list_decisions(
    thing: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only those on this thing.")
    ] = None,
    *,
    ledger: LedgerOption = None,
) -> None:
    """Show who decided what and when, as JSON Lines.

    [bold]Example[/bold]

    purport decide list
    """

    def show(held: Ledger) -> None:
        from purport.ledger.decisions import decisions  # noqa: PLC0415 - SQLAlchemy

        for decision in decisions(held, thing):
            sys.stdout.write(json.dumps(_plain(decision), ensure_ascii=True) + "\n")

    _with_ledger(ledger, show)


@decide.command(name="next")
def next_questions(
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many.")] = _PROPOSED,
    *,
    ledger: LedgerOption = None,
) -> None:
    """Show the questions whose answers would move a count most; none is asked twice.

    [bold]Example[/bold]

    purport decide next
    """
    from purport.cli.corroborated import corroborated  # noqa: PLC0415 - engines

    try:
        with corroborated(ledger) as held:
            from purport.corroboration.counted import have_counted  # noqa: PLC0415 - engines
            from purport.corroboration.proposals import proposals  # noqa: PLC0415 - likewise
            from purport.ledger.group_counts import group_ids  # noqa: PLC0415 - likewise

            have_counted(held, group_ids(held, least_reports=2, limit=_LOOKED_AT))
            for p in proposals(held, limit):
                command = "link" if p.verb == "make-link" else p.verb
                said = f"{p.question} ({p.why}, {p.group})"
                sys.stdout.write(
                    one_line(said) + f"\n  purport decide {command} {' '.join(p.on)}\n"
                )
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        raise typer.Exit(COULD_NOT) from None


def rating_value(code: str) -> dict[str, Any]:
    """Return a rating of letter, digit or both as the parts that a decision takes.

    Raises:
        UsageError: it is none.

    Example:
        >>> rating_value("b2"), rating_value("6")
        ({'reliability': 'B', 'credibility': 2}, {'credibility': 6})
    """
    found = _RATING.fullmatch(code.strip())
    if not code.strip() or found is None:
        what = f"{code!r} is no rating in the Admiralty code"
        raise UsageError(what, "CODE", "Give a letter from A to F, a digit from 1 to 6, or both.")
    value: dict[str, Any] = {}
    if found["letter"]:
        value["reliability"] = found["letter"].upper()
    if found["digit"]:
        value["credibility"] = int(found["digit"])
    return value


def _carry_out(path: Path | None, rule: Callable[[Ledger], Decision]) -> None:
    """Make a decision and tell its number, by which it can be taken back."""

    def tell(held: Ledger) -> None:
        made = rule(held)
        what = one_line(f"{made.verb} {' '.join(made.on)}")
        sys.stdout.write(f"decision {made.n}: {what} (purport decide undo {made.n})\n")

    _with_ledger(path, tell)


def _with_ledger(path: Path | None, do: Callable[[Ledger], None]) -> None:
    from purport.ledger.store import open_ledger  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.settings import chosen_ledger, load_settings  # noqa: PLC0415

    try:
        with open_ledger(path or chosen_ledger(load_settings())) as ledger:
            do(ledger)
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        raise typer.Exit(COULD_NOT) from None
    raise typer.Exit(DONE)


def _ruled(ledger: Ledger, verb: Verb, on: Sequence[str], value: Any) -> Decision:
    from purport.ledger.decisions import decide as add_decision  # noqa: PLC0415 - SQLAlchemy

    return add_decision(ledger, _person(), verb, on, value)


def _person() -> str:
    from purport.settings import chosen_person, load_settings  # noqa: PLC0415

    return chosen_person(load_settings())


def _named(ledger: Ledger, name: str) -> str:
    """Return the whole id of a claim or group that is named by its beginning."""
    from purport.errors import UnknownId  # noqa: PLC0415
    from purport.ledger.group_store import group  # noqa: PLC0415 - SQLAlchemy
    from purport.ledger.search import show_claim  # noqa: PLC0415

    if ":" in name:
        return name
    try:
        return group(ledger, name).id
    except UnknownId:
        return show_claim(ledger, name).id


def _warn_of_earlier(ledger: Ledger, pair: Sequence[str]) -> None:
    """Say that claims that are to be the same were ruled different before."""
    from purport.corroboration.earlier_rulings import ruled_different  # noqa: PLC0415 - engines

    for decision in ruled_different(ledger, pair[0], pair[1]):
        said = (
            f"warning: {decision.who} ruled on {decision.at[:10]} that {decision.on[0]} and "
            f"{decision.on[1]} differ (decision {decision.n}); both rulings stay in the log"
        )
        sys.stderr.write(f"purport: {one_line(said)}\n")


def _plain(decision: Decision) -> dict[str, Any]:
    return {
        "n": decision.n,
        "at": decision.at,
        "who": decision.who,
        "verb": decision.verb,
        "on": list(decision.on),
        "value": decision.value,
        "undoes": decision.undoes,
    }
