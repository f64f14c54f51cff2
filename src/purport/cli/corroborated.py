"""A ledger whose groups are up to date, for the commands that count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from purport.ledger.store import Ledger


@contextmanager
def corroborated(path: Path | None) -> Iterator[Ledger]:
    """Give the ledger with its groups up to date.

    Raises:
        LedgerError: it cannot be opened, or the groups cannot be written.
        SettingError: a setting has a value that it cannot have.
    """
    # SQLAlchemy, ONNX Runtime and rich take a second to load
    from purport.cli.grouping_progress import grouping_progress  # noqa: PLC0415
    from purport.corroboration.updating import update_groups  # noqa: PLC0415
    from purport.ledger.store import open_ledger  # noqa: PLC0415
    from purport.settings import chosen_ledger, load_settings  # noqa: PLC0415

    with open_ledger(path or chosen_ledger(load_settings())) as ledger:
        with grouping_progress() as progress:
            update_groups(ledger, progress=progress)
        yield ledger
