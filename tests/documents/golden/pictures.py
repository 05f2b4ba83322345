"""What is kept of a golden paper beside its content: the text of its pages and one low picture of them all."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

FOLDER = Path(__file__).parent
# A line of text is three pixels high at this resolution: enough to see that something moved or changed its weight.
DOTS_PER_INCH = 42
GREY_LEVELS = 16
GAP_PIXELS = 4
# Two prints are alike when hardly a pixel differs by more than a third of the scale: a rule 3 mm longer is five pixels.
CLEAR_DIFFERENCE = 85
MOST_CHANGED_PIXELS = 4


def page_texts(pdf: bytes) -> str:
    """Return the text of all pages, each under its number."""
    with pypdfium2.PdfDocument(pdf) as file:
        texts = [page.get_textpage().get_text_range().replace("\r\n", "\n").strip() for page in file]
    return "".join(f"===== {number} =====\n{text}\n" for number, text in enumerate(texts, start=1))


def picture(pdf: bytes) -> Image.Image:
    """Return the pages side by side in sixteen greys."""
    with pypdfium2.PdfDocument(pdf) as file:
        pages = [page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L") for page in file]
    width = sum(page.width for page in pages) + GAP_PIXELS * (len(pages) - 1)
    sheet = Image.new("L", (width, max(page.height for page in pages)), 128)
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width + GAP_PIXELS
    return sheet.quantize(GREY_LEVELS, dither=Image.Dither.NONE)


def as_png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def changed_pixels(first: Image.Image, second: Image.Image) -> int:
    """Return how many pixels differ clearly; all of them when the pages have another size or number."""
    if first.size != second.size:
        return max(first.width * first.height, second.width * second.height)
    counts = ImageChops.difference(first.convert("L"), second.convert("L")).histogram()
    return sum(counts[CLEAR_DIFFERENCE + 1 :])
