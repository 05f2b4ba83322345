"""The pages of a draft as they would be printed now, kept for a while by content: pictures, findings, the whole file."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage

from accounts.models import User
from documents.checking import Level, RuleFinding, check_document
from documents.document_json import content_hash
from documents.layout import LAYOUT_VERSION
from documents.official import OfficialDocument, Table
from documents.page_images import one_pdfium_at_a_time, page_as_png
from documents.rendering import render_pdf
from documents.vietnamese import to_nfc
from registry.models import IssuedDocument
from registry.services.outline_acts import size_of
from registry.services.outline_parts import BASES, parts_of, provisions_of, tidied

logger = logging.getLogger(__name__)

KEPT_SECONDS = 30 * 60
# Characters; about 25 pages, a second's work. What is longer is printed by a worker.
LONGEST_AT_ONCE = 75_000
PICTURE_DPI = 110
_NOT_LETTERS = re.compile(r"[^\w]+")
# So many letters of a provision tell it from others on the page.
_NEEDLE = 60


class PreviewIsLong(Exception):
    """The draft is so long that a worker prints it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A printed draft: its file, the size of each page in points, and the page on which each provision begins ("part:id")."""

    version: str
    data: bytes
    sizes: list[tuple[int, int]]
    places: dict[str, int]


def preview_version(document: OfficialDocument) -> str:
    """Names the pages of this content under this layout."""
    return f"{content_hash(tidied(document))[:20]}-{LAYOUT_VERSION[:6]}"


def preview_of(entered: IssuedDocument, document: OfficialDocument, user: User) -> Preview:
    """Print the draft, or return what was printed for the person a moment ago.

    Raises FontsMissing, and PreviewIsLong where a worker has to print it first (registry.services.long_previews).
    """
    version = preview_version(document)
    kept = kept_preview(entered, user, version)
    if kept is not None:
        return kept
    if size_of(document) > LONGEST_AT_ONCE:
        data = worker_file(entered, user, version)
        if data is None:
            raise PreviewIsLong
    else:
        data = render_pdf(tidied(document), fonts=settings.DOCUMENT_FONT_DIR).data
    preview = Preview(version, data, *_measured(data, document))
    cache.set(_cache_key(entered, user, version), preview, KEPT_SECONDS)
    return preview


def kept_preview(entered: IssuedDocument, user: User, version: str) -> Preview | None:
    """What was printed of one version for the person a moment ago."""
    kept = cache.get(_cache_key(entered, user, version))
    return kept if isinstance(kept, Preview) else None


def worker_file(entered: IssuedDocument, user: User, version: str, suffix: str = "pdf") -> bytes | None:
    """The file a worker printed, or the findings of its check ("json"); None before it is there."""
    name = f"{worker_folder(entered, user)}/{version}.{suffix}"
    try:
        with default_storage.open(name) as file:
            return file.read()
    except FileNotFoundError:
        return None


def worker_folder(entered: IssuedDocument, user: User) -> str:
    """Where a worker leaves the person's pages of a long draft: the newest only."""
    return f"previews/{entered.pk}-{user.pk}"


def picture_of(preview: Preview, page: int) -> bytes:
    """One page, counted from 1, as PNG. Raises PageMissing."""
    return page_as_png(preview.data, page=page, dots_per_inch=PICTURE_DPI)


def findings_of(entered: IssuedDocument, document: OfficialDocument, user: User) -> list[RuleFinding] | None:
    """What the printed draft breaks of the official format; number and date may be blank.

    None while a worker still checks a long draft. Raises what `preview_of` raises.
    """
    preview = preview_of(entered, document, user)
    key = f"{_cache_key(entered, user, preview.version)}:findings"
    kept = cache.get(key)
    if kept is None:
        if size_of(document) > LONGEST_AT_ONCE:
            written = worker_file(entered, user, preview.version, "json")
            if written is None:
                return None
            kept = [RuleFinding(**{**each, "level": Level(each["level"])}) for each in json.loads(written)]
        else:
            kept = checked(preview.data, document)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def checked(data: bytes, document: OfficialDocument) -> list[RuleFinding]:
    """Check a print of a draft. Where the check itself fails, that is the finding."""
    try:
        return check_document(data, type_code=document.type_code, is_draft=True)
    except Exception:
        logger.exception("the pages of a draft could not be checked")
        return [RuleFinding("F00", Level.ERROR, "Chưa kiểm tra được thể thức của các trang này; hãy xem kỹ trang in.")]


def _cache_key(entered: IssuedDocument, user: User, version: str) -> str:
    # A person's unfinished edit is nobody else's: the key names document and person.
    return f"preview:{entered.pk}:{user.pk}:{version}"


def _measured(data: bytes, document: OfficialDocument) -> tuple[list[tuple[int, int]], dict[str, int]]:
    with one_pdfium_at_a_time, pypdfium2.PdfDocument(BytesIO(data)) as file:
        pages = [file[number] for number in range(len(file))]
        sizes = [(round(page.get_width()), round(page.get_height())) for page in pages]
        texts = [_letters(page.get_textpage().get_text_range()) for page in pages]
    return sizes, _places(texts, document)


def _places(texts: list[str], document: OfficialDocument) -> dict[str, int]:
    """Find each provision on the pages, in the order they are printed; one not found stands where the one before does."""
    whole = "".join(texts)
    ends = [sum(map(len, texts[: number + 1])) for number in range(len(texts))]
    places: dict[str, int] = {}
    position = 0
    parts = [part.key for part in parts_of(document)]
    # Grounds are printed before the text.
    for part in [BASES, *(key for key in parts if key != BASES)]:
        for item in provisions_of(document, part):
            needle = _letters(f"{item.marker} {item.text or _first_row(item.table)}")[:_NEEDLE]
            found = whole.find(needle, position) if needle else -1
            if found >= 0:
                position = found
            page = next((number for number, end in enumerate(ends) if position < end), len(texts) - 1)
            places[f"{part}:{item.id}"] = page + 1
    return places


def _first_row(table: Table | None) -> str:
    lines = [*table.head, *table.rows] if table is not None else []
    return " ".join(lines[0]) if lines else ""


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", to_nfc(text)).lower()
