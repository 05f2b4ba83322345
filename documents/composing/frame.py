"""What every paper carries around its text, and the one step that makes an OfficialDocument of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents import wording
from documents.numerals import appendix_labels
from documents.official import (
    Appendix,
    Issuer,
    LegalBasis,
    OfficialDocument,
    Provision,
    Recipient,
    SignatureBlock,
)

LETTER = "CV"
# Codes and names of Phụ lục III for the types the portal composes; a letter has neither on paper.
TYPE_NAMES = {
    LETTER: "CÔNG VĂN",
    "BC": "BÁO CÁO",
    "CTr": "CHƯƠNG TRÌNH",
    "GM": "GIẤY MỜI",
    "KH": "KẾ HOẠCH",
    "QĐ": "QUYẾT ĐỊNH",
    "TB": "THÔNG BÁO",
    "TTr": "TỜ TRÌNH",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFrame:
    """Who issues a paper, where and when, who signs and who receives it: ô 2-4, 7-13 of Phụ lục I.

    `number` and `issued_on` stay None in a draft, which then prints year and month of `drafted_in`.
    """

    issuer: Issuer
    place: str
    signature: SignatureBlock
    recipients: tuple[Recipient, ...] = ()
    number: str | None = None
    issued_on: date | None = None
    drafted_in: date | None = None
    urgency: str = ""
    circulation: str = ""
    contact: str = ""
    drafter: str = ""
    copies: int | None = None
    is_electronic_original: bool = False

    @property
    def issuer_name(self) -> str:
        """The issuer inside a sentence: "Ủy ban nhân dân tỉnh Hưng Yên"."""
        return wording.issuer_in_sentence(self.issuer)


def compose(
    frame: PaperFrame,
    type_code: str,
    *,
    title: str,
    provisions: list[Provision],
    unit: str = "",
    addressees: Sequence[str] = (),
    legal_bases: Sequence[LegalBasis] = (),
    appendices: Sequence[Appendix] = (),
    attached: Sequence[OfficialDocument] = (),
) -> OfficialDocument:
    """Return the document of a type of Phụ lục III. `unit` is the drafting unit or field in the symbol of a letter.

    Several appendices labelled "Phụ lục" get their Roman numbers in order (F59).
    """
    dated = frame.issued_on or frame.drafted_in
    labels = appendix_labels([appendix.label for appendix in appendices])
    return OfficialDocument(
        type_code=type_code,
        type_name=TYPE_NAMES[type_code],
        title=title,
        issuer=frame.issuer,
        number=frame.number,
        symbol=symbol(type_code, frame.issuer, unit=unit),
        place=frame.place,
        issued_on=frame.issued_on,
        date_written=(dated.year, dated.month) if dated else (None, None),
        addressees=list(addressees),
        legal_bases=list(legal_bases),
        provisions=provisions,
        recipients=list(frame.recipients),
        signature=frame.signature,
        appendices=[replace(appendix, label=label) for appendix, label in zip(appendices, labels, strict=True)],
        attached=list(attached),
        urgency=frame.urgency,
        circulation=frame.circulation,
        contact=frame.contact,
        drafter=frame.drafter,
        copies=frame.copies,
        is_electronic_original=frame.is_electronic_original,
    )


def symbol(type_code: str, issuer: Issuer, *, unit: str = "") -> str:
    """Return the symbol of ô 3: "KH-UBND"; of a letter issuer and unit, "SNV-CCHC", without "CV" (F24, F26)."""
    groups = [issuer.symbol, unit] if type_code == LETTER else [type_code, issuer.symbol]
    return "-".join(group for group in groups if group)


def file_copy(unit: str = "", *, initials: str = "") -> Recipient:
    """Return the last line of Nơi nhận: "Lưu: VT, SNV" with the raised initials of the drafter (F56)."""
    return Recipient(f"{wording.FILED}: VT, {unit}" if unit else f"{wording.FILED}: VT", initials)


def recipients(*names: str, unit: str = "", initials: str = "") -> tuple[Recipient, ...]:
    """Return the lines of Nơi nhận with the file copy as the last."""
    return (*(Recipient(name) for name in names), file_copy(unit, initials=initials))


def legal_basis(text: str) -> LegalBasis:
    """Return a căn cứ by its words alone, as a decision prints it: "Căn cứ Luật Tổ chức chính quyền địa phương …"."""
    return LegalBasis(type="", number="", date=None, text=text)
