"""How a refusal is said: a problem document, or a page for who prefers one (browsers)."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from api import pages
from api.answers import problem
from api.errors import Problem
from api.media import Media, negotiate

_PROBLEMS: Final = (Media("application/problem+json", "json"), Media("application/json", "json"), Media("text/html", "html"))


def say(request: Request, found: Problem) -> Response:
    media = negotiate(request.headers.get("accept"), _PROBLEMS)
    answer = pages.problem_page(request, found) if media and media.name == "html" else problem(found)
    answer.headers.setdefault("Vary", "Accept")
    return answer
