"""An outline that numbers itself: sections I, II; articles Điều 1; clauses 1, 2; points a, b, c, d, đ; then - and +."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from documents.composing.passages import Content, dash
from documents.numerals import roman
from documents.official import Provision, ProvisionKind, Table

# Letters of điểm (F47): Vietnamese order without f, j, w, z; letters with a mark other than đ are skipped by convention.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LEVELS = (
    {ProvisionKind.PART},
    {ProvisionKind.SECTION, ProvisionKind.ARTICLE},
    {ProvisionKind.CLAUSE},
    {ProvisionKind.POINT, ProvisionKind.PARAGRAPH},
    {ProvisionKind.DASH},
    {ProvisionKind.PLUS},
)
_LEVEL = {kind: level for level, kinds in enumerate(_LEVELS) for kind in kinds}
# Which numbers begin again under a new provision; articles count through the whole document.
_BEGIN_AGAIN = {
    ProvisionKind.PART: (ProvisionKind.SECTION, ProvisionKind.CLAUSE, ProvisionKind.POINT),
    ProvisionKind.SECTION: (ProvisionKind.CLAUSE, ProvisionKind.POINT),
    ProvisionKind.ARTICLE: (ProvisionKind.CLAUSE, ProvisionKind.POINT),
    ProvisionKind.CLAUSE: (ProvisionKind.POINT,),
}


class TooManyPoints(ValueError):
    """A clause has more điểm than the alphabet has letters."""


class Outline:
    """Provisions in document order, numbered as they are added, each below the last one of a higher level."""

    def __init__(self) -> None:
        self.provisions: list[Provision] = []
        self._open: list[Provision] = []
        self._counts: Counter[ProvisionKind] = Counter()

    def add(self, *contents: Content) -> None:
        """Add passages with all that stands below them. Raises TooManyPoints after "y)"."""
        for content in contents:
            if isinstance(content, str):
                self.paragraph(content)
            elif isinstance(content, Table):
                self.table(content)
            else:
                self._add(self._marker(content.kind), content.text, content.kind, is_title=content.is_title)
                self.add(*content.below)

    def paragraph(self, text: str) -> Provision:
        """Add running text without a marker, below the clause, article or section that is open."""
        return self._add("", text, ProvisionKind.PARAGRAPH)

    def listed(self, introduction: str, items: Sequence[str]) -> Provision:
        """Add a paragraph with its items as dashes below it; a single item stands on the same line, none leaves a blank."""
        if not items:
            return self.paragraph(f"{introduction} …")
        if len(items) == 1:
            return self.paragraph(f"{introduction} {ended(items[0])}")
        opening = self.paragraph(introduction)
        self.add(*(dash(ended(item, "." if position == len(items) else ";")) for position, item in enumerate(items, 1)))
        return opening

    def table(self, table: Table) -> Provision:
        """Add a table in the text."""
        added = self.paragraph("")
        added.table = table
        return added

    def _marker(self, kind: ProvisionKind) -> str:
        for lower in _BEGIN_AGAIN.get(kind, ()):
            del self._counts[lower]
        self._counts[kind] += 1
        number = self._counts[kind]
        if kind is ProvisionKind.POINT:
            if number > len(POINT_LETTERS):
                raise TooManyPoints("Một khoản có quá nhiều điểm: tách thành nhiều khoản.")
            return f"{POINT_LETTERS[number - 1]})"
        return {
            ProvisionKind.PART: f"Phần {roman(number)}",
            ProvisionKind.SECTION: f"{roman(number)}.",
            ProvisionKind.ARTICLE: f"Điều {number}.",
            ProvisionKind.CLAUSE: f"{number}.",
            ProvisionKind.DASH: "-",
            ProvisionKind.PLUS: "+",
        }.get(kind, "")

    def _add(self, marker: str, text: str, kind: ProvisionKind, *, is_title: bool = False) -> Provision:
        while self._open and _LEVEL[self._open[-1].kind] >= _LEVEL[kind]:
            self._open.pop()
        above = self._open[-1].id if self._open else None
        added = Provision(len(self.provisions) + 1, marker, text, kind, parent=above, is_title=is_title)
        self.provisions.append(added)
        self._open.append(added)
        return added


def ended(text: str, mark: str = ".") -> str:
    """Return the sentence or item with the one mark it ends with."""
    return text.rstrip(" .;,") + mark
