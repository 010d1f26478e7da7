"""Exit codes, and the one table from exceptions to them."""

from __future__ import annotations

from enum import IntEnum

from klyngegraf.errors import CannotWrite, NoData, NotDecidable, NothingMatches, NotThere, UnknownThing
from queries.errors import AmbiguousEntity, BadHeader, BadValue, UnknownEntity, UnknownParameter, UnknownQuery
from store.errors import (
    DataBusy,
    DataCorrupt,
    NotSupported,
    QueryFailed,
    QuerySyntax,
    ServiceRefused,
    StoreUnreachable,
    WriteFailed,
)


class Exit(IntEnum):
    """What the shell sees. 1 is no failure: the command did its work, and there is something to look at."""

    OK = 0
    LOOK = 1
    USAGE = 2
    NO_DATA = 3
    NOT_FOUND = 4
    DATA_FOLDER = 5
    QUERY_FAILED = 6
    OUTPUT = 7
    INTERRUPTED = 130
    BROKEN_PIPE = 141


CODES: dict[type[Exception], Exit] = {
    NoData: Exit.NO_DATA,
    NothingMatches: Exit.NOT_FOUND,
    NotThere: Exit.NOT_FOUND,
    UnknownThing: Exit.NOT_FOUND,
    NotDecidable: Exit.USAGE,
    UnknownEntity: Exit.NOT_FOUND,
    AmbiguousEntity: Exit.NOT_FOUND,
    UnknownQuery: Exit.USAGE,
    UnknownParameter: Exit.USAGE,
    BadValue: Exit.USAGE,
    QuerySyntax: Exit.USAGE,
    ServiceRefused: Exit.USAGE,
    NotSupported: Exit.USAGE,
    QueryFailed: Exit.QUERY_FAILED,
    DataBusy: Exit.DATA_FOLDER,
    DataCorrupt: Exit.DATA_FOLDER,
    StoreUnreachable: Exit.DATA_FOLDER,
    WriteFailed: Exit.DATA_FOLDER,
    BadHeader: Exit.DATA_FOLDER,
    CannotWrite: Exit.OUTPUT,
    OSError: Exit.DATA_FOLDER,  # what the system refuses and no stage has a word for
}


def code_of(error: Exception) -> Exit:
    """The exit code of an error that a person can act on: that of its class, or of the nearest above it."""
    return next(CODES[kind] for kind in type(error).__mro__ if kind in CODES)
