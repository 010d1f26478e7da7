"""Files as they come: archives, encodings, formats that no reader takes, files too large, files with the wrong ending."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest

from klyngegraf.outcome import Refused, Taken
from klyngegraf.sources import expand
from klyngegraf.stage import work
from loaders.document import SIZE_SETTING, open_document
from loaders.errors import UnreadableDocument
from tests.meeting_in_formats import assert_says_the_same, facts, markdown, reading, text
from tests.minutes import minutes


def packed(folder: Path, name: str = "moeder.zip", **members: bytes) -> Path:
    """An archive; a double underscore in a member's name is a slash, a single one the full stop before its ending."""
    archive = folder / name
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as held:
        for member, content in members.items():
            held.writestr(member.replace("__", "/").replace("_", "."), content)
    return archive


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as raised:
        open_document(path)
    assert raised.value.remedy
    return raised.value.reason


class TestArchives:
    def test_each_member_is_a_document_of_its_own(self, tmp_path: Path) -> None:
        archive = packed(tmp_path, a__referat_md=minutes().encode(), b_txt=minutes("horsens").encode(), c_png=b"x", README_md=b"x")
        with zipfile.ZipFile(archive, "a") as held:
            held.writestr("__MACOSX/._b.txt", b"x")
        files = expand([archive])
        assert [file.name for file in files] == ["moeder.zip/a/referat.md", "moeder.zip/b.txt"]
        document = open_document(files[0].path)
        assert (document.name, document.sha256, document.content) == ("moeder.zip/a/referat.md", files[0].sha256, minutes().encode())
        assert isinstance(work(files[0].source), Taken)

    def test_an_archive_in_a_folder_is_found(self, tmp_path: Path) -> None:
        packed(tmp_path, a_md=minutes().encode())
        assert [file.name for file in expand([tmp_path])] == ["moeder.zip/a.md"]

    def test_an_archive_within_an_archive_is_not_opened(self, tmp_path: Path) -> None:
        inner = packed(tmp_path, "inner.zip", a_md=minutes().encode()).read_bytes()
        outer = packed(tmp_path, "outer.zip", inner_zip=inner, b_md=minutes().encode())
        assert [file.name for file in expand([outer])] == ["outer.zip/b.md", "outer.zip/inner.zip"]
        assert "within an archive" in refusal(outer / "inner.zip")

    @pytest.mark.parametrize("name", ["../ude.md", "/etc/ude.md", "a/../../ude.md", "C:\\ude.md"])
    def test_a_name_that_leads_out_is_refused(self, tmp_path: Path, name: str) -> None:
        archive = tmp_path / "ud.zip"
        with zipfile.ZipFile(archive, "w") as held:
            held.writestr(name, minutes())
        assert [file.name for file in expand([archive])] == ["ud.zip"]
        assert "leads out of it" in refusal(archive)

    def test_a_bomb_is_refused_before_it_is_unpacked(self, tmp_path: Path) -> None:
        archive = packed(tmp_path, a_txt=b" " * 40_000_000)
        assert "would unpack to 40 MB" in refusal(expand([archive])[0].path)

    def test_a_member_that_lies_about_its_size_is_cut_off(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(SIZE_SETTING, "1")
        archive = packed(tmp_path, a_txt=bytes(range(32, 127)) * 20_000)
        content = bytearray(archive.read_bytes())
        at = content.index(b"PK\x01\x02")
        content[at + 24 : at + 28] = struct.pack("<I", 10)  # the size that the archive's list claims
        archive.write_bytes(bytes(content))
        outcome = work(str(archive / "a.txt"))
        assert isinstance(outcome, Refused)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then nothing", b"no archive"])
    def test_a_broken_archive_is_refused(self, tmp_path: Path, content: bytes) -> None:
        archive = tmp_path / "x.zip"
        archive.write_bytes(content)
        assert "no zip archive, or a broken one" in refusal(expand([archive])[0].path)

    def test_an_archive_without_documents_says_so(self, tmp_path: Path) -> None:
        assert "holds no document" in refusal(expand([packed(tmp_path, a_png=b"x")])[0].path)


@pytest.mark.parametrize("ending", [".doc", ".docm", ".odt", ".rtf", ".pptx", ".xlsx", ".csv", ".msg", ".png", ".JPG", ".xyz", ""])
def test_other_formats_are_refused_with_what_to_do(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"referat{ending}"
    file.write_bytes(b"x")
    assert refusal(file)


def test_a_folder_tells_of_documents_that_no_reader_takes(tmp_path: Path) -> None:
    for name in ("a.doc", "b.odt", "c.png", "d.md"):
        (tmp_path / name).write_bytes(b"x")
    assert [file.name for file in expand([tmp_path])] == ["a.doc", "b.odt", "d.md"]


def test_a_pdf_by_another_name_is_read_as_one(tmp_path: Path) -> None:
    file = tmp_path / "referat.txt"
    file.write_bytes(b"%PDF-1.7 and so on")
    assert open_document(file).media_type == "application/pdf"


def test_an_error_page_saved_as_pdf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "referat.pdf"
    file.write_bytes(b"<!doctype html><title>404</title>")
    assert "web page" in refusal(file)


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "stor.txt"
    with file.open("wb") as huge:
        huge.truncate(200_000_000)
    assert "more than 50 MB" in refusal(file)
    file.write_bytes(b"x" * 2_000_001)
    monkeypatch.setenv(SIZE_SETTING, "2")
    assert "more than 2 MB" in refusal(file)


def spelled(change: str) -> bytes:
    said = markdown().decode()
    return {
        "utf-8 with a mark": said.encode("utf-8-sig"),
        "latin-1": said.encode("latin-1", "replace"),
        "windows-1252": said.encode("cp1252"),
        "utf-16": said.encode("utf-16"),
        "utf-16 without a mark": said.encode("utf-16-le"),
        "old mac line ends": said.replace("\n", "\r").encode(),
        "dos line ends": said.replace("\n", "\r\n").encode(),
        "hard spaces": said.replace(" kl. ", " kl.\u00a0").replace(", ", ",\u00a0").encode(),
        "letters in two": unicodedata.normalize("NFD", said).encode(),
        "soft hyphens": said.replace("regionsråds", "regions\u00adråds").replace("Kommune", "Kom\u00admune").encode(),
    }[change]


CHANGES = ("utf-8 with a mark", "latin-1", "windows-1252", "utf-16", "utf-16 without a mark", "old mac line ends", "dos line ends", "hard spaces", "letters in two", "soft hyphens")  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_text_says_the_same_in_every_spelling(change: str) -> None:
    assert_says_the_same("referat.md", spelled(change))


def test_plain_text_with_tabs() -> None:
    tabbed = minutes().replace("#", "").replace("**", "").replace("Mødedato ", "Mødedato:\t").replace("Mødested ", "Mødested\t")
    assert facts(reading("referat.txt", tabbed.encode()))["attendance"] == facts(reading("referat.md", minutes().encode()))["attendance"]


@pytest.mark.parametrize("name", ["side.html", "referat.docx"])
def test_letters_in_two_are_whole_in_the_text_as_read(name: str) -> None:
    said = unicodedata.normalize("NFD", "Åse på Ærø")
    if name.endswith(".html"):
        content = f"<html><body><p>{said}</p></body></html>".encode()
    else:
        import docx

        word, held = docx.Document(), io.BytesIO()
        word.add_paragraph(said)
        word.save(held)
        content = held.getvalue()
    assert text(name, content).text == "Åse på Ærø"
