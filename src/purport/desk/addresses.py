"""What the address of a list asks for, and the address of the same list from another place on."""

from __future__ import annotations

from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict


class AskedPage(BaseModel):
    """What the address of a list asks for; an empty field asks for nothing."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, str_max_length=500)

    def address(self, path: str, after: str | int | None) -> str | None:
        """Return the address that asks for the same, from another place on; None for None."""
        return None if after is None else self._with(path, {"after": after})

    def here(self, path: str) -> str:
        """Return the address that asks for this itself."""
        return self._with(path, {})

    def _with(self, path: str, more: dict[str, str | int]) -> str:
        asked = self.model_dump(exclude_defaults=True, exclude_none=True) | more
        return f"{path}?{urlencode(asked)}"
