"""Write the golden papers anew after a wanted change of wording or print.

.venv/bin/python -m tests.documents.golden.renew              all of them
.venv/bin/python -m tests.documents.golden.renew invitation   only those named
.venv/bin/python -m tests.documents.golden.renew --look DIR   write nothing here; every page at readable size goes to DIR
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pypdfium2

from documents.document_json import document_to_json
from documents.page_images import page_as_png
from documents.rendering import render_pdf
from documents.rendering.name_plates import render_name_plates_pdf
from tests.documents.golden.papers import GOLDEN, NAME_PLATES, name_plates
from tests.documents.golden.pictures import FOLDER, as_png, page_texts, picture

READABLE_DOTS_PER_INCH = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join([*GOLDEN, *NAME_PLATES]))
    parser.add_argument("--look", type=Path, metavar="DIR")
    chosen = parser.parse_args()
    for name in chosen.names or [*GOLDEN, *NAME_PLATES]:
        pdf = pdf_of(name)
        if chosen.look:
            look(name, pdf, chosen.look)
            continue
        if name in GOLDEN:
            content = json.dumps(document_to_json(GOLDEN[name]()), ensure_ascii=False, indent=1)
            (FOLDER / f"{name}.json").write_text(f"{content}\n", encoding="utf-8")
            (FOLDER / f"{name}.txt").write_text(page_texts(pdf), encoding="utf-8")
        (FOLDER / f"{name}.png").write_bytes(as_png(picture(pdf)))
        sys.stdout.write(f"{name}\n")


def pdf_of(name: str) -> bytes:
    """The paper, or the sheets of the name plates, as the composer and the printer make them now."""
    if name in NAME_PLATES:
        return render_name_plates_pdf(name_plates(), form=NAME_PLATES[name])
    return render_pdf(GOLDEN[name]()).data


def look(name: str, pdf: bytes, folder: Path) -> None:
    """Write every page at a size at which it can be read."""
    folder.mkdir(parents=True, exist_ok=True)
    with pypdfium2.PdfDocument(pdf) as file:
        pages = len(file)
    for page in range(1, pages + 1):
        target = folder / f"{name}-{page}.png"
        target.write_bytes(page_as_png(pdf, page=page, dots_per_inch=READABLE_DOTS_PER_INCH))
        sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
