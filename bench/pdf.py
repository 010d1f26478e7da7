"""What reading PDFs costs of the processor, against PDFium's own extraction of their text. Example: python -m bench.pdf --repeats 7"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

import loaders
from loaders.document import Document
from tests.written import pdf
from tests.written.parts import parts

_DOCUMENTS = Path(__file__).resolve().parent.parent / "tests/documents"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", help="PDFs; without any, those that tests/documents are printed as")
    parser.add_argument("--repeats", type=int, default=7)
    chosen = parser.parse_args()
    documents = [Document(path.name, str(path), "application/pdf", path.read_bytes()) for path in chosen.files] or _printed()
    pages = sum(len(pdfium.PdfDocument(document.content)) for document in documents)
    theirs = _median(lambda: [_text(document.content) for document in documents], chosen.repeats)
    ours = _median(lambda: [loaders.read(document) for document in documents], chosen.repeats)
    print(f"{len(documents)} documents, {pages} pages, median of {chosen.repeats}")
    print(f"PDFium, get_text_range of each page: {pages / theirs:.0f} pages a second of processor time")
    print(f"loaders.read, to blocks with places: {pages / ours:.0f} pages a second of processor time, {100 * theirs / ours:.0f} % of that speed")


def _printed() -> list[Document]:
    sources = sorted(path for path in _DOCUMENTS.glob("*/*") if path.suffix in (".txt", ".md"))
    layouts = (pdf.OFFICE, pdf.BOOK)
    made = [(path, layout, pdf.file(parts(path), layout)) for path in sources for layout in layouts]
    return [Document(f"{path.stem}-{layout.font}.pdf", "", "application/pdf", content) for path, layout, content in made]


def _text(content: bytes) -> str:
    document = pdfium.PdfDocument(content)
    try:
        return "\f".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _median(work: Callable[[], object], repeats: int) -> float:
    seconds = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
