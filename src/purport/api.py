"""The ledger as a Python program has it: one object with the verbs of the command line.

It only joins what the rooms of the house do; each method names the function that does the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from purport.model.decision import Decision, Verb
from purport.model.group import Group
from purport.model.reading import Reading

if TYPE_CHECKING:  # SQLAlchemy and what it brings take a second to load
    from purport.intake.jobs import Outcome
    from purport.ledger.claim_listing import ClaimRow
    from purport.ledger.search import Shown
    from purport.ledger.store import Ledger as Store
    from purport.ledger.verification import Finding


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger of reports, claims and decisions; `purport.open_ledger` opens one.

    Example:
        >>> import tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> article = Path(folder.name, "gate.txt")
        >>> _ = article.write_text("The gate was locked on Monday, the guard said.")
        >>> with open_ledger(Path(folder.name, "case.db")) as ledger:
        ...     added = [outcome.added.match for outcome in ledger.add(article, workers=1)]
        ...     found = [claim.speaker for claim in ledger.claims("locked")]
        >>> added, found
        (['first'], ['the guard'])
    """

    store: Store

    def add(
        self,
        *paths: str | Path,
        published: str | None = None,
        publisher: str | None = None,
        workers: int | None = None,
    ) -> Iterator[Outcome]:
        """Add the reports of files, folders, patterns or addresses; yield what becomes of each.

        Args:
            paths: as for `purport add`.
            published: the day of publication of all of them, where they do not say.
            publisher: who put them out.
            workers: processes that read; None takes the setting, which is one a core.
        """
        from dataclasses import replace  # noqa: PLC0415 - with the others

        from purport.ingest.candidate import Overrides  # noqa: PLC0415 - keeps imports quick
        from purport.intake.adding import add_paths  # noqa: PLC0415 - likewise
        from purport.settings import load_settings  # noqa: PLC0415 - likewise

        settings = load_settings()
        if workers is not None:
            settings = replace(settings, workers=workers)
        said = Overrides(published=published, publisher=publisher)
        yield from add_paths(self.store, [str(p) for p in paths], said, settings)

    def claims(self, words: str | None = None, **filters: Any) -> Iterator[ClaimRow]:
        """Yield the claims that hold some words and are as filters ask, the newest report's first.

        Args:
            words: as for `purport claims`.
            filters: any other field of `purport.ledger.filters.Filters`, such as `status="planned"`
                or `published=(date(2022, 5, 1), None)`.
        """
        from purport.ledger.filters import Filters  # noqa: PLC0415 - keeps imports quick
        from purport.ledger.search import each_claim  # noqa: PLC0415 - likewise

        yield from each_claim(self.store, Filters(words=words, **filters))

    def claim(self, name: str) -> Shown:
        """Return a claim by its id, the id's beginning, or "report-id/c3"."""
        from purport.ledger.search import show_claim  # noqa: PLC0415 - keeps imports quick

        return show_claim(self.store, name)

    def reading(self, report: str) -> Reading:
        """Return the newest reading of a report."""
        from purport.ledger.search import report_reading  # noqa: PLC0415 - keeps imports quick

        return report_reading(self.store, report)

    def roots(self, *, at_least: int = 1) -> Iterator[Group]:
        """Yield the groups of the same claim with their roots counted, the largest first.

        Args:
            at_least: how many reports a group has to have.
        """
        from purport.corroboration.counted import counted_groups  # noqa: PLC0415 - as above
        from purport.corroboration.updating import update_groups  # noqa: PLC0415 - likewise
        from purport.ledger.group_counts import group_ids  # noqa: PLC0415 - likewise

        update_groups(self.store)
        yield from counted_groups(self.store, group_ids(self.store, least_reports=at_least))

    def decide(self, who: str, verb: Verb, *on: str, value: Any = None) -> Decision:
        """Add a person's decision on claims, groups, reports, roots, voices or publishers."""
        from purport.ledger.decisions import decide  # noqa: PLC0415 - keeps imports quick

        return decide(self.store, who, verb, on, value)

    def undo(self, who: str, number: int) -> Decision:
        """Take a decision back, by its number."""
        from purport.ledger.decisions import undo  # noqa: PLC0415 - keeps imports quick

        return undo(self.store, who, number)

    def verify(self) -> Iterator[Finding]:
        """Yield what is not as it was written; nothing where the ledger is sound."""
        from purport.ledger.verification import verify  # noqa: PLC0415 - keeps imports quick

        yield from verify(self.store)

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_ledger(path: str | Path | None = None, *, create: bool = True) -> Ledger:
    """Return the ledger at a path; None is the one that the commands take.

    Args:
        path: the file.
        create: whether to make one where there is none.

    Raises:
        PurportError: it cannot be opened; the message says why and what to do.
    """
    from purport.ledger.store import open_ledger as open_store  # noqa: PLC0415 - as above
    from purport.settings import chosen_ledger, load_settings  # noqa: PLC0415 - likewise

    chosen = chosen_ledger(load_settings()) if path is None else path
    return Ledger(open_store(chosen, create=create))
