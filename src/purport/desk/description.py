"""The description of the REST interface (OpenAPI)."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

PROBLEM = "application/problem+json"
_FIRST_ERROR = "4"
_ABOUT = (
    "The verbs of the ledger. `X-Purport-Person` names who decides; on another address than this "
    "machine's own, `Authorization: Bearer` has to show the token that `purport desk` printed."
)


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description of an application, made once; errors are problems."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title="purport", version=version("purport"), description=_ABOUT, routes=app.routes
        )
        for path in schema["paths"].values():
            for operation in path.values():
                _say_problems(operation["responses"])
        app.openapi_schema = schema
    return app.openapi_schema


def _say_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        content = response.get("content", {})
        if status >= _FIRST_ERROR and "application/json" in content:
            response["content"] = {PROBLEM: content["application/json"]}
