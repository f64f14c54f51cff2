"""A list of values in a statement, however long: SQLite takes only so many one by one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select


def listed(values: Sequence[int] | Sequence[str]) -> Select[Any]:
    """Return a list as a question that yields its values, for `column.in_(…)`."""
    return select(func.json_each(json.dumps(list(values))).table_valued("value").c.value)
