"""Opening a DOCX package without trusting it: sizes are checked as declared and as they come out, before anything is parsed."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from documents.extraction.errors import ArchiveBomb, BrokenDocx, NotADocx

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PART_BYTES = 40 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FREE_BYTES = 2 * 1024 * 1024
_CHUNK = 256 * 1024


class DocxPackage:
    """The parts of a DOCX or DOCM. Raises BrokenDocx, NotADocx, ArchiveBomb. Macros and other parts are never looked at."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise BrokenDocx from error
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ArchiveBomb
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise ArchiveBomb
        if any(
            entry.file_size > _RATIO_FREE_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
            for entry in entries
        ):
            raise ArchiveBomb
        self._names = set(self._archive.namelist())
        if "[Content_Types].xml" not in self._names or "word/document.xml" not in self._names:
            raise NotADocx

    def part(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, None where the package has no such part."""
        if name not in self._names:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(self._read(name), parser)
        except etree.XMLSyntaxError as error:
            raise BrokenDocx from error

    def _read(self, name: str) -> bytes:
        """The bytes of a part, stopped at the limit whatever size the package declares."""
        content = bytearray()
        try:
            entry = self._archive.getinfo(name)
            if entry.flag_bits & 0x1:
                raise BrokenDocx
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    content += chunk
                    if len(content) > MAX_PART_BYTES:
                        raise ArchiveBomb
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise BrokenDocx from error
        return bytes(content)
