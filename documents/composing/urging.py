"""Công văn đôn đốc (form 1.5): which agency owes what since when, and by when it has to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from documents.composing.frame import PaperFrame
from documents.composing.letter import Letter, compose_letter
from documents.composing.moments import short_date
from documents.composing.passages import Content
from documents.official import Appendix, OfficialDocument, Table

MOST_ROWS_IN_TEXT = 8
MOST_NAMED_ADDRESSEES = 10
_SHARES_OF_ONE = [0.08, 0.56, 0.18, 0.18]


class NobodyIsLate(ValueError):
    """There is no overdue duty to urge."""


@dataclass(frozen=True, slots=True)
class OverdueDuty:
    """A duty as its agency owes it, and its last day."""

    task: str
    due_on: date

    def days_late(self, on: date) -> int:
        """Calendar days past the due date."""
        return (on - self.due_on).days


@dataclass(frozen=True, slots=True)
class LateAgency:
    name: str
    duties: tuple[OverdueDuty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgingLetter:
    """The facts of a Công văn đôn đốc.

    `mandate` is the paper that ordered the duties: "Kế hoạch số 129/KH-UBND ngày 14/7/2022 của Ủy ban nhân dân tỉnh về …";
    `counted_on` the day up to which delay is counted, `act_by` the last day to do it, `report_to` who takes the results.
    """

    frame: PaperFrame
    unit: str
    mandate: str
    agencies: tuple[LateAgency, ...]
    counted_on: date
    act_by: date
    report_to: str = ""
    subject: str = "đôn đốc thực hiện nhiệm vụ quá hạn"

    @property
    def late(self) -> tuple[LateAgency, ...]:
        return tuple(agency for agency in self.agencies if agency.duties)


def compose_urging_letter(urging: UrgingLetter) -> OfficialDocument:
    """Return the letter, to one agency or to several.

    The duties stand in a table in the text, grouped by agency where there are several; a long table becomes a Phụ lục. Raises
    NobodyIsLate.
    """
    late = urging.late
    if not late:
        raise NobodyIsLate("Không có nhiệm vụ quá hạn: không cần công văn đôn đốc.")
    table = _table(late, urging.counted_on)
    is_apart = len(table.rows) > MOST_ROWS_IN_TEXT
    where = " (Phụ lục kèm theo)." if is_apart else ", gồm:"
    contents: list[Content] = [f"Thực hiện {urging.mandate}; {_delay(urging, late)}{where}"]
    if not is_apart:
        contents.append(table)
    contents.append(_what_to_do(urging, late))
    return compose_letter(
        Letter(
            frame=urging.frame,
            unit=urging.unit,
            subject=urging.subject,
            addressees=_addressees(late),
            body=tuple(contents),
            appendices=(Appendix("Phụ lục", "Danh mục nhiệm vụ quá hạn", table=table),) if is_apart else (),
        )
    )


def _addressees(late: tuple[LateAgency, ...]) -> tuple[str, ...]:
    if len(late) > MOST_NAMED_ADDRESSEES:
        return ("Các cơ quan, đơn vị có tên tại Phụ lục",)
    return tuple(agency.name for agency in late)


def _asked(late: tuple[LateAgency, ...]) -> str:
    return late[0].name if len(late) == 1 else "các cơ quan, đơn vị"


def _delay(urging: UrgingLetter, late: tuple[LateAgency, ...]) -> str:
    count = f"{sum(len(agency.duties) for agency in late):02d} nhiệm vụ"
    who = late[0].name if len(late) == 1 else f"{len(late):02d} cơ quan, đơn vị"
    return f"đến ngày {short_date(urging.counted_on)}, {who} còn {count} quá hạn chưa hoàn thành"


def _what_to_do(urging: UrgingLetter, late: tuple[LateAgency, ...]) -> str:
    to_whom = f" về {urging.report_to}" if urging.report_to else ""
    return (
        f"{urging.frame.issuer_name} đề nghị {_asked(late)} khẩn trương hoàn thành các nhiệm vụ nêu trên và gửi kết quả{to_whom} "
        f"chậm nhất ngày {short_date(urging.act_by)}; nhiệm vụ chưa thể hoàn thành thì nêu rõ nguyên nhân, đề xuất thời hạn."
    )


def _table(late: tuple[LateAgency, ...], on: date) -> Table:
    """Duties by agency, the longest delay first; a group row names the agency where there are several."""
    rows: list[list[str]] = []
    number = 0
    for agency in late:
        if len(late) > 1:
            rows.append([agency.name])
        for duty in sorted(agency.duties, key=lambda duty: duty.due_on):
            number += 1
            rows.append([str(number), duty.task, short_date(duty.due_on), f"{duty.days_late(on)} ngày"])
    return Table([["STT", "Nhiệm vụ", "Thời hạn", "Quá hạn"]], rows, _SHARES_OF_ONE)
