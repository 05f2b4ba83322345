"""The symbol in a document's number, from the configured abbreviations of type, issuer and drafting unit (rules F24, F26)."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from agencies.models import Agency
from documents.vietnamese import fold_spaces
from registry.models import DocumentType

LETTER = "CV"
LONGEST = 60


class SymbolMissing(ValidationError):
    """An abbreviation the symbol needs is not configured or not given."""


class SymbolMalformed(ValidationError):
    """The symbol breaks the form "KH-UBND", or of a letter "SNV-CCHC"."""


def symbol_for(kind: DocumentType, issuer: Agency, *, unit: str = "") -> str:
    """Return "KH-UBND"; of an official letter issuer and drafting unit or field, "SNV-CCHC".

    Raises SymbolMissing, SymbolMalformed.
    """
    own = fold_spaces(issuer.symbol).upper().replace(" ", "")
    unit = fold_spaces(unit).upper().replace(" ", "")
    if not own:
        raise SymbolMissing(f"{issuer} chưa có chữ viết tắt trong ký hiệu. Hãy nhờ quản trị ghi chữ viết tắt trước.")
    if kind.code == LETTER and not unit:
        raise SymbolMissing("Hãy ghi đơn vị soạn thảo hoặc lĩnh vực của công văn, ví dụ CCHC để có ký hiệu SNV-CCHC.")
    symbol = f"{own}-{unit}" if kind.code == LETTER else f"{kind.code}-{own}"
    require_well_formed(symbol, kind)
    return symbol


def require_well_formed(symbol: str, kind: DocumentType) -> None:
    """Raises SymbolMalformed unless the symbol has the form that its type asks for."""
    if len(symbol) > LONGEST:
        raise SymbolMalformed(
            f"Ký hiệu “{symbol[:LONGEST]}…” dài quá {LONGEST} chữ. Hãy ghi chữ viết tắt của đơn vị soạn thảo."
        )
    groups = symbol.split("-")
    if len(groups) < 2 or not all(_is_group(group) for group in groups):
        raise SymbolMalformed(
            f"Ký hiệu “{symbol}” chưa đúng: gồm các nhóm chữ in hoa nối bằng gạch nối, không có dấu cách, ví dụ KH-UBND."
        )
    if kind.code == LETTER and groups[0] == LETTER:
        raise SymbolMalformed(
            "Ký hiệu công văn bắt đầu bằng tên viết tắt của cơ quan, không ghi chữ CV: ví dụ SNV-CCHC."
        )
    if kind.code != LETTER and groups[0] != kind.code:
        raise SymbolMalformed(f"Ký hiệu của {kind.name.lower()} bắt đầu bằng {kind.code}, ví dụ {kind.code}-UBND.")


def unit_of(symbol: str, kind: DocumentType) -> str:
    """Return the drafting unit of a letter's symbol: "CCHC" of "SNV-CCHC"; empty for other types."""
    return symbol.partition("-")[2] if kind.code == LETTER else ""


def _is_group(group: str) -> bool:
    """An upper-case letter, then letters, digits and "&"; TTr, CTr and QyĐ carry a small letter."""
    return bool(group) and group[0].isupper() and all(letter.isalnum() or letter == "&" for letter in group)
