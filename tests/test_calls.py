"""What is read from the record of a traced program."""

from __future__ import annotations

from tests.calls import Call, _calls


def hexed(path: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in path.encode())


def test_a_number_that_is_closed_is_free_before_the_closing_call_has_ended() -> None:
    one, other = hexed("/data/one"), hexed("/data/other")
    record = (
        f"7 close(13<{one}> <unfinished ...>\n"
        f'8 openat(AT_FDCWD<{hexed("/")}>, "{other}", O_RDWR) = 13<{other}>\n'
        "7 <... close resumed>) = 0\n"
        f'8 write(13<{other}>, "\\x61", 1 <unfinished ...>\n'
        f"7 fsync(12<{one}>) = 0\n"
        "8 <... write resumed>) = 1\n"
    )
    calls = list(_calls(record, hexed("/data")))
    assert [(call.name, call.result) for call in calls] == [("close", 0), ("openat", 13), ("fsync", 0), ("write", 1)]
    assert calls[0] == Call("close", (f"13<{one}>",), 0)
