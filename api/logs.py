"""Log lines: one JSON object each, or plain text for a terminal. Control characters never reach a line as they are."""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import Final, Literal

_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """What is given as `extra` becomes a member of the object."""

    def format(self, record: logging.LogRecord) -> str:
        content: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        content |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            content["trace"] = self.formatException(record.exc_info)
        return json.dumps(content, ensure_ascii=False, default=str)


class Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = " ".join(f"{name}={value!r}" for name, value in vars(record).items() if name not in _STANDARD)
        line = f"{record.levelname} {record.name}: {record.getMessage()!r} {told}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def configure(form: Literal["json", "text"], level: int = logging.INFO) -> None:
    """Our lines and the server's own, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else Text())
    for name in ("klyngegraf", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level if name == "klyngegraf" else logging.WARNING)
