"""The words of a printed PDF and of its Word file, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass

from tests.documents.independent_measure import Page, measure_pdf
from tests.documents.independent_word_check import W, WordFile


@dataclass(frozen=True, slots=True)
class WordStream:
    """Words joined without spaces, and where a word ends for sure (`hard`) or perhaps, at the end of a line (`soft`)."""

    letters: str
    hard: frozenset[int]
    soft: frozenset[int]


def stream_of(lines: list[str]) -> WordStream:
    """The stream of lines of text; the end of a line may stand inside a word."""
    letters, hard, soft = "", set(), set()
    for line in lines:
        for word in line.split():
            letters += word
            hard.add(len(letters))
        if letters:
            hard.discard(len(letters))
            soft.add(len(letters))
    return WordStream(letters, frozenset(hard), frozenset(soft))


def marginal_lines(file: WordFile) -> list[str]:
    """What stands in the margins of the first page of a Word file: the mark of circulation and the address."""
    paragraphs = [file.paragraph(each, None) for part in file.margins.values() for each in part.iter(f"{W}p")]
    return [line.text for line in paragraphs if line.text.strip() and not line.text.isdigit()]


def word_lines(data: bytes) -> list[str]:
    """The paragraphs of a Word file, cells row by row."""
    return paragraphs_of(WordFile(data))


def paragraphs_of(file: WordFile) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs if paragraph.text.strip()]


def pdf_lines(pages: list[Page], word: WordFile) -> list[str]:
    """The lines of a PDF without page numbers and marginal lines, and without the heads that a table repeats on its next page."""
    heads, marginal = table_heads(word), {"".join(line.split()) for line in marginal_lines(word)}
    found: list[str] = []
    for page in pages:
        repeated = _repeated_head(page, heads) if page.number > 1 else 0
        found += [line.text for line in page.content[repeated:]]
    for text in marginal:
        found = _without(found, text)
    return found


def _without(lines: list[str], text: str) -> list[str]:
    """The lines without those that together make up the text. Raises AssertionError when the text is not there."""
    for start in range(len(lines)):
        letters = ""
        for end in range(start, len(lines)):
            letters += "".join(lines[end].split())
            if letters == text:
                return lines[:start] + lines[end + 1 :]
            if not text.startswith(letters):
                break
    raise AssertionError(f"The PDF lacks in its margins: {text}")


def _repeated_head(page: Page, heads: list[str]) -> int:
    """How many lines at the top of the page repeat the head of a table that began before."""
    if not page.content or not page.content[0].in_table:
        return 0
    letters, repeated = "", 0
    for count, line in enumerate(page.content, start=1):
        letters += "".join(line.text.split())
        if letters in heads:
            repeated = count
        if not any(head.startswith(letters) for head in heads):
            break
    return repeated


def table_heads(file: WordFile) -> list[str]:
    """The letters of each table's head in a Word file."""
    heads: dict[int, str] = {}
    for paragraph in file.paragraphs:
        if paragraph.in_head and paragraph.cell is not None:
            table = paragraph.cell[0]
            heads[table] = heads.get(table, "") + "".join(paragraph.text.split())
    return list(heads.values())


def assert_same_words(pdf: bytes, word: bytes) -> None:
    """The PDF and the Word file carry the same words in the same order."""
    assert_pages_say(measure_pdf(pdf), WordFile(word))


def assert_pages_say(pages: list[Page], file: WordFile) -> None:
    """The measured pages carry the words of the opened Word file in their order."""
    first, second = stream_of(pdf_lines(pages, file)), stream_of(paragraphs_of(file))
    assert first.letters == second.letters
    assert first.hard - second.hard - second.soft == frozenset()
    assert second.hard - first.hard - first.soft == frozenset()
