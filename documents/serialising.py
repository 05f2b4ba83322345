"""A ParsedDocument as the JSON of docs/contracts.md ("Reading a plan") and back, without loss."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, time
from typing import Any

from documents.document_json import DocumentJsonError, document_from_json, document_to_json
from documents.official import OfficialDocument, Provision, SignatureBlock
from documents.parsed import (
    Deadline,
    DeadlineKind,
    Finding,
    FindingLevel,
    ParsedAgendaItem,
    ParsedConference,
    ParsedDelegates,
    ParsedDocument,
    ParsedMeasure,
    ParsedPresentation,
    ParsedTask,
)
from documents.reading.citations import cited_documents


def to_json(parsed: ParsedDocument) -> dict[str, Any]:
    """Return the contract's object; `document` and `source_lines` are added so that `from_json` loses nothing."""
    document = parsed.document
    has_printed_issuer = not any(finding.code == "issuer_guessed" for finding in parsed.findings)
    return {
        "number": document.number,
        "symbol": document.symbol,
        "date": document.issued_on.isoformat() if document.issued_on else None,
        "place": document.place,
        "province": parsed.province,
        "issuer": " ".join(document.issuer.name_lines) or None if has_printed_issuer else None,
        "doc_type": document.type_name,
        "title": document.title,
        "basis": _basis(document),
        "indices": list(parsed.indices),
        "sections": list(parsed.sections),
        "provisions": [_provision(node) for node in document.provisions],
        "tasks": [_task(task) for task in parsed.tasks],
        "measures": [{**asdict(measure), "lines": list(measure.lines)} for measure in parsed.measures],
        "conference": _conference(parsed.conference),
        "agenda": [_agenda_item(item) for item in parsed.agenda],
        "presentations": [
            {"agency": paper.agency, "topics": [{"text": text, "index": index} for text, index in paper.topics]}
            for paper in parsed.presentations
        ],
        "recipients": [recipient.text for recipient in document.recipients],
        "signer": _signer(document.signature),
        "appendices": [
            {
                "label": appendix.label,
                "title": appendix.title,
                "table": [*appendix.table.head, *appendix.table.rows] if appendix.table else [],
            }
            for appendix in document.appendices
        ],
        "findings": [{**asdict(finding), "level": finding.level.value} for finding in parsed.findings],
        "document": document_to_json(document),
        "source_lines": list(parsed.source_lines),
    }


def from_json(content: dict[str, Any]) -> ParsedDocument:
    """Return the ParsedDocument that `to_json` wrote. Raises DocumentJsonError when the JSON has another form."""
    try:
        return ParsedDocument(
            document=document_from_json(content["document"]),
            source_lines=list(content["source_lines"]),
            province=content["province"],
            indices=list(content["indices"]),
            sections=list(content["sections"]),
            tasks=[_read_task(task) for task in content["tasks"]],
            measures=[
                ParsedMeasure(**{**measure, "lines": _lines(measure["lines"])}) for measure in content["measures"]
            ],
            conference=_read_conference(content["conference"]),
            agenda=[
                ParsedAgendaItem(**{**item, "start": _time(item["start"]), "end": _time(item["end"])})
                for item in content["agenda"]
            ],
            presentations=[
                ParsedPresentation(paper["agency"], [(topic["text"], topic["index"]) for topic in paper["topics"]])
                for paper in content["presentations"]
            ],
            findings=[
                Finding(**{**finding, "level": FindingLevel(finding["level"])}) for finding in content["findings"]
            ],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentJsonError(f"Kết quả đọc văn bản lưu trữ không đọc được: {error!r}.") from error


def _basis(document: OfficialDocument) -> list[dict[str, Any]]:
    """The grounds, and the documents the opening paragraphs name as mandate ("Thực hiện Chỉ thị số …")."""
    bases = list(document.legal_bases)
    for node in document.provisions:
        if node.marker or node.table is not None:
            break
        bases.extend(cited_documents(node.text))
    return [
        {
            "type": basis.type,
            "number": basis.number,
            "date": basis.date.isoformat() if basis.date else None,
            "text": basis.text,
        }
        for basis in bases
    ]


def _signer(signature: SignatureBlock) -> dict[str, str | None] | None:
    """The signature as printed; the signer's other post is named only where the paper prints one."""
    written = asdict(signature)
    if not written["other_post"]:
        del written["other_post"]
    return written if any(written.values()) else None


def _provision(node: Provision) -> dict[str, Any]:
    return {
        "id": node.id,
        "parent": node.parent,
        "marker": node.marker,
        "text": node.text,
        "lines": list(node.lines),
        "kind": node.kind.value,
        "is_title": node.is_title,
    }


def _task(task: ParsedTask) -> dict[str, Any]:
    deadline = task.deadline
    return {
        **asdict(task),
        "lines": list(task.lines),
        "deadline": {
            "kind": deadline.kind.value,
            "value": deadline.value,
            "text": deadline.text,
            "due": deadline.due.isoformat() if deadline.due else None,
        },
    }


def _read_task(content: dict[str, Any]) -> ParsedTask:
    deadline = content["deadline"]
    return ParsedTask(
        **{
            **content,
            "lines": _lines(content["lines"]),
            "deadline": Deadline(
                DeadlineKind(deadline["kind"]), deadline["value"], deadline["text"], _date(deadline["due"])
            ),
        }
    )


def _conference(conference: ParsedConference | None) -> dict[str, Any] | None:
    if conference is None:
        return None
    return {
        **asdict(conference),
        "date": conference.date.isoformat() if conference.date else None,
        "time": _clock(conference.time),
    }


def _read_conference(content: dict[str, Any] | None) -> ParsedConference | None:
    if content is None:
        return None
    return ParsedConference(
        **{
            **content,
            "date": _date(content["date"]),
            "time": _time(content["time"]),
            "delegates": ParsedDelegates(**content["delegates"]),
        }
    )


def _agenda_item(item: ParsedAgendaItem) -> dict[str, Any]:
    return {**asdict(item), "start": _clock(item.start), "end": _clock(item.end)}


def _lines(pair: list[int]) -> tuple[int, int]:
    first, last = pair
    return first, last


def _clock(moment: time | None) -> str | None:
    return moment.strftime("%H:%M") if moment else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
