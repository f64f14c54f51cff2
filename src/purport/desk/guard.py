"""Who may ask, and what an answer may do in a browser: before anything else sees a request.

The rules are those of the OWASP cheat sheets on CSRF (origin check and a token that another site
cannot read), on content security policy and on DNS rebinding (the name in `Host` is checked).
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_COOKIE = "purport-token"  # noqa: S105 - the name of a cookie
KEPT_FOR_GOOD = "public, max-age=31536000, immutable"  # for what changes its address with it
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FROM_HERE = frozenset({"same-origin", "none"})
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """An application that answers only those who may ask.

    Args:
        app: what answers the others.
        hosts: the values of `Host` that are answered; None is any.
        token: what has to be shown (`Authorization: Bearer`, a cookie, or once as `?token=`);
            None where everybody on this machine may ask.
        max_body_bytes: the largest request.
        max_upload_bytes: the largest that brings files, to one of the paths of `uploads`.
        uploads: where files may be sent.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: frozenset[str] | None,
        token: str | None,
        max_body_bytes: int,
        max_upload_bytes: int,
        uploads: frozenset[str],
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._token = token
        self._max_body_bytes = max_body_bytes
        self._max_upload_bytes = max_upload_bytes
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or hand on one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, _with_headers(send, scope))
            return
        await self._app(
            scope, _bounded(receive, self._limit_bytes(scope)), _with_headers(send, scope)
        )

    def _limit_bytes(self, scope: Scope) -> int:
        upload = scope["path"] in self._uploads
        return self._max_upload_bytes if upload else self._max_body_bytes

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self._hosts is not None and headers.get("host", "") not in self._hosts:
            return _refuse(scope, 421, "this address is not that of the desk")
        if self._token is not None and not self._shows_token(headers):
            return self._at_the_door(scope)
        if scope["method"] not in _SAFE_METHODS and not _is_from_here(headers):
            return _refuse(scope, 403, "this came from another site")
        length, limit_bytes = headers.get("content-length", "0"), self._limit_bytes(scope)
        if not length.isdecimal() or int(length) > limit_bytes:
            return _refuse(scope, 413, _too_large(limit_bytes))
        return None

    def _shows_token(self, headers: Headers) -> bool:
        shown = headers.get("authorization", "").removeprefix("Bearer ")
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(TOKEN_COOKIE)
        except CookieError:
            cookie = None
        wanted = (self._token or "").encode()
        given = (shown, cookie.value if cookie else "")
        return any(hmac.compare_digest(one.encode(), wanted) for one in given)

    def _at_the_door(self, scope: Scope) -> Response:
        """Take a token from the address into a cookie, or say that one is needed."""
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not hmac.compare_digest(asked.encode(), (self._token or "").encode()):
            return _refuse(scope, 401, "give the token that purport desk printed, as ?token=…")
        answer = RedirectResponse(scope["path"], status_code=303)
        answer.set_cookie(TOKEN_COOKIE, asked, httponly=True, samesite="strict")
        return answer


def _is_from_here(headers: Headers) -> bool:
    """Whether a request that changes something was made by our own page, or by no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _FROM_HERE:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _refuse(scope: Scope, status: int, why: str) -> Response:
    if scope["path"].startswith("/api/"):
        problem = {"type": "about:blank", "title": why, "status": status}
        return JSONResponse(problem, status, media_type="application/problem+json")
    return PlainTextResponse(f"purport: {why}\n", status)


def _bounded(receive: Receive, limit_bytes: int) -> Receive:
    """Hand on a request's body until it is over the limit."""
    seen_bytes = 0

    async def next_part() -> Message:
        nonlocal seen_bytes
        message = await receive()
        seen_bytes += len(message.get("body", b""))
        if seen_bytes > limit_bytes:
            raise HTTPException(413, _too_large(limit_bytes))
        return message

    return next_part


def _too_large(limit_bytes: int) -> str:
    return f"this is more than {limit_bytes} bytes; give it in parts, or with purport add"


def _with_headers(send: Send, scope: Scope) -> Send:
    kept = scope["path"].startswith("/static/") and scope["query_string"].startswith(b"v=")

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", KEPT_FOR_GOOD if kept else "no-store")
        await send(message)

    return answer
