"""The reader: extracted lines in, ParsedDocument out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.extraction.extracted import ExtractedText
from documents.official import Issuer, OfficialDocument, ProvisionKind
from documents.parsed import Finding, FindingLevel, ParsedDocument, ParsedPresentation, ParsedTask
from documents.reading.agency_names import AgencyGrammar
from documents.reading.appendices import ReadAppendix, read_appendices
from documents.reading.blocks import group_blocks
from documents.reading.citations import is_basis_line, read_basis_line
from documents.reading.cleaning import SourceLine, clean_lines
from documents.reading.conference import read_conference
from documents.reading.deadlines import PlanYears
from documents.reading.ending import Ending, read_ending
from documents.reading.header import Header, plan_year, read_header
from documents.reading.index_names import indices_in, indices_of_plan
from documents.reading.letters import LETTER_CODE, Opening, read_opening
from documents.reading.measures import read_measures
from documents.reading.outline import Outline, build_outline, section_titles
from documents.reading.programme import agenda_of_lines, agenda_of_table, is_agenda_table, papers_of_table
from documents.reading.task_tables import tasks_of_table
from documents.reading.tasks import TaskReader
from documents.vietnamese import search_key

_PLACE_NAMED = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố)\s+((?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*)(?:[\s-]+[A-ZĐÀ-Ỹ][a-zà-ỹđ]*){0,3})|(?:TỈNH"
    r"|THÀNH PHỐ)\s+([A-ZĐÀ-Ỹ]+(?:[\s-]+[A-ZĐÀ-Ỹ]+){0,3})"
)


def read_plan(extracted: ExtractedText, *, known_agencies: Sequence[str] = ()) -> ParsedDocument:
    """Read a plan. Any text gives a ParsedDocument; what is missing or doubtful stands in its findings.

    `known_agencies` are names as they may be printed; without them agencies are told by how their names are built.
    """
    lines = clean_lines(extracted)
    header = read_header(lines)
    ending = read_ending(lines, header.body_starts)
    opening_lines = read_opening(lines[: ending.starts], header.body_starts, type_code=header.type_code)
    body = lines[opening_lines.stops : ending.starts]
    outline = build_outline(group_blocks(body, is_wrapped=extracted.is_wrapped))
    appendices = read_appendices(lines[ending.stops :], is_wrapped=extracted.is_wrapped)
    document = _document(header, opening_lines, outline, ending, appendices)
    parsed = ParsedDocument(document=document, source_lines=list(extracted.lines), findings=list(extracted.findings))
    parsed.province = _province(document, lines)
    if not document.issuer.name_lines:
        _guess_issuer(parsed)
    parsed.sections = section_titles(outline)
    opening = _opening(outline)
    parsed.indices = indices_of_plan(document.title, opening, [line.text for line in lines])
    grammar = AgencyGrammar(known_agencies)
    years = years_of(document)
    reading = TaskReader(outline, grammar, years, parsed.indices).read()
    parsed.tasks = [*reading.tasks, *_appendix_tasks(appendices, grammar, years, parsed)]
    parsed.measures = read_measures(outline, reading.unowned, parsed.tasks)
    parsed.conference = read_conference(outline, document.title, years)
    _read_programme(parsed, outline, appendices, body)
    parsed.findings.extend(_findings(parsed, header, ending))
    return parsed


def _document(
    header: Header, opening: Opening, outline: Outline, ending: Ending, appendices: Sequence[ReadAppendix]
) -> OfficialDocument:
    bases = {
        node.id: read_basis_line(node.text)
        for node in outline.provisions
        if node.parent is None
        and not node.marker
        and node.table is None
        and is_basis_line(node.text)
        and not _is_behind_marker(outline, node.id)
    }
    return OfficialDocument(
        type_code=header.type_code,
        type_name=header.type_name or "KẾ HOẠCH",
        title=header.title,
        issuer=Issuer(header.issuer_lines, header.parent_lines, _issuer_symbol(header)),
        number=header.number,
        symbol=header.symbol,
        place=header.place,
        issued_on=header.issued_on,
        date_written=header.date_written,
        addressees=opening.addressees,
        legal_bases=[*opening.grounds, *bases.values()],
        provisions=[node for node in outline.provisions if node.id not in bases],
        recipients=ending.recipients,
        signature=ending.signature,
        appendices=[read.appendix for read in appendices],
    )


def _issuer_symbol(header: Header) -> str:
    """ "UBND" of "KH-UBND"; a letter's symbol names the issuer first and then the drafting unit ("SNV-CCHC")."""
    first, _, rest = (header.symbol or "").partition("-")
    return first if header.type_code == LETTER_CODE else rest


def _is_behind_marker(outline: Outline, node_id: int) -> bool:
    return any(node.marker for node in outline.provisions[:node_id])


def _opening(outline: Outline) -> str:
    """Paragraphs before the first section and the aims in it."""
    texts = []
    sections = 0
    for node in outline.provisions:
        sections += node.kind == ProvisionKind.SECTION
        if sections > 1:
            break
        texts.append(node.text)
    return " ".join(texts[:40])


def years_of(document: OfficialDocument) -> PlanYears:
    """What gives the year to a deadline of this document that names none."""
    issued = document.issued_on
    year, month = (issued.year, issued.month) if issued else document.date_written
    return PlanYears(year, month or 0, issued.day if issued else 0, plan_year(document.title))


def _province(document: OfficialDocument, lines: Sequence[SourceLine]) -> str | None:
    """The province: named by the issuer, else the place; spelt as the text most often spells it ("Hung Yên" -> "Hưng Yên")."""
    spelt: dict[str, dict[str, int]] = {}
    for line in lines:
        for match in _PLACE_NAMED.finditer(" ".join(line.cells) if line.cells else line.text):
            name = (match[1] or match[2].title()).strip()
            counts = spelt.setdefault(search_key(name), {})
            counts[name] = counts.get(name, 0) + 1
    wanted = None
    for issuer_line in [*document.issuer.name_lines, *document.issuer.parent_lines]:
        if named := _PLACE_NAMED.search(issuer_line):
            wanted = (named[1] or named[2].title()).strip()
    wanted = wanted or document.place
    if wanted is None:
        return None
    wanted = re.sub(r"^(?:TP\.?|Thành phố|Tỉnh)\s+", "", wanted, flags=re.IGNORECASE)
    counts = spelt.get(search_key(wanted), {})
    proper = {name: count for name, count in counts.items() if not name.isupper()}
    return max(proper, key=lambda name: (proper[name], name != wanted), default=wanted)


def _guess_issuer(parsed: ParsedDocument) -> None:
    """The body behind "KH-UBND" and the province, for a text that lost its left-hand column."""
    document = parsed.document
    if (document.issuer.symbol or "").upper() != "UBND" or not parsed.province:
        return
    is_city = any(
        re.search(
            rf"UBND thành phố {re.escape(parsed.province)}|Ủy ban nhân dân thành phố {re.escape(parsed.province)}", line
        )
        for line in parsed.source_lines
    )
    document.issuer.name_lines = ["ỦY BAN NHÂN DÂN", f"{'THÀNH PHỐ' if is_city else 'TỈNH'} {parsed.province.upper()}"]
    parsed.findings.append(
        Finding(
            FindingLevel.NOTE,
            "issuer_guessed",
            f"Văn bản không in tên cơ quan ban hành; suy ra từ ký hiệu và địa danh: {' '.join(document.issuer.name_lines)}.",
        )
    )


def _appendix_tasks(
    appendices: Sequence[ReadAppendix], grammar: AgencyGrammar, years: PlanYears, parsed: ParsedDocument
) -> list[ParsedTask]:
    tasks: list[ParsedTask] = []
    for read in appendices:
        for table in read.tables:
            if is_agenda_table(table, f"{read.appendix.label} {read.appendix.title}") or papers_of_table(table):
                continue
            section = read.appendix.label
            for task in tasks_of_table(table, None, section, grammar, years):
                task.indices = indices_in(task.text) or (list(parsed.indices) if len(parsed.indices) == 1 else [])
                tasks.append(task)
    return tasks


def _read_programme(
    parsed: ParsedDocument, outline: Outline, appendices: Sequence[ReadAppendix], body: Sequence[SourceLine]
) -> None:
    papers: list[ParsedPresentation] = []
    titled = [(table, f"{read.appendix.label} {read.appendix.title}") for read in appendices for table in read.tables]
    titled += [
        (table, " ".join(node.text for node in outline.parents(outline.provisions[index])))
        for index, table in outline.tables.items()
    ]
    for table, title in titled:
        found = papers_of_table(table)
        papers.extend(found)
        if not found and is_agenda_table(table, title):
            parsed.agenda.extend(agenda_of_table(table))
    parsed.presentations = papers
    if not parsed.agenda:
        for read in appendices:
            parsed.agenda.extend(agenda_of_lines(read.lines))
    if not parsed.agenda and parsed.conference is not None:
        parsed.agenda = agenda_of_lines(body)


def _findings(parsed: ParsedDocument, header: Header, ending: Ending) -> list[Finding]:
    document = parsed.document
    checks = (
        (header.type_name is None, FindingLevel.WARNING, "no_type", "Không thấy dòng tên loại văn bản (KẾ HOẠCH)."),
        (not document.title, FindingLevel.WARNING, "no_title", "Không đọc được trích yếu của văn bản."),
        (header.has_bad_date, FindingLevel.WARNING, "bad_date", "Ngày ban hành không có trong lịch; hãy kiểm tra lại."),
        (document.number is None, FindingLevel.NOTE, "draft_number", "Văn bản chưa có số: có thể là dự thảo."),
        (
            document.issued_on is None and not header.has_bad_date,
            FindingLevel.NOTE,
            "draft_date",
            "Văn bản chưa ghi đủ ngày, tháng, năm ban hành.",
        ),
        (not document.recipients, FindingLevel.WARNING, "no_recipients", "Không thấy phần Nơi nhận."),
        (document.signature.name is None, FindingLevel.WARNING, "no_signer", "Không thấy họ tên người ký."),
        (not parsed.tasks, FindingLevel.WARNING, "no_tasks", "Không tìm thấy nhiệm vụ nào giao cho cơ quan, đơn vị."),
    )
    found = [Finding(level, code, message) for applies, level, code, message in checks if applies]
    if (
        document.place
        and parsed.province
        and document.place != parsed.province
        and search_key(document.place) == search_key(parsed.province)
    ):
        found.append(
            Finding(
                FindingLevel.WARNING,
                "place_spelling",
                f"Địa danh ghi “{document.place}”, có thể là “{parsed.province}”.",
            )
        )
    for task in parsed.tasks:
        for doubt in task.doubts:
            found.append(Finding(FindingLevel.NOTE, "task_doubt", doubt, task.lines[0]))
    return found
