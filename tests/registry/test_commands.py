"""Papers printed and checked from the command line."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from documents.document_json import document_to_json
from documents.rendering import render_pdf
from tests.documents.papers import plan as paper

SAMPLE = Path(__file__).parent.parent / "documents" / "samples" / "003_b152130177d1810b.txt"


def run(*arguments: object) -> str:
    output = StringIO()
    call_command(*map(str, arguments), stdout=output)
    return output.getvalue()


def test_a_plan_read_from_a_file_is_printed_without_a_database(tmp_path):
    target = tmp_path / "ke-hoach.pdf"

    report = json.loads(run("render_document", "--from-file", SAMPLE, "--format", "pdf", "--output", target))

    assert report["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (report["file"], report["pages"], report["findings"]) == (str(target), 5, [])


def test_a_word_file_is_printed_as_well(tmp_path):
    report = json.loads(
        run("render_document", "--from-file", SAMPLE, "--format", "docx", "--output", tmp_path / "a.docx")
    )

    assert (report["pages"], report["findings"]) == (None, [])


@pytest.mark.django_db
def test_a_stored_plan_is_printed_by_its_id(plan, tmp_path):
    plan.document = document_to_json(paper())
    plan.save()

    report = json.loads(run("render_document", plan.pk, "--output", tmp_path / "a.pdf"))

    assert report["pages"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["999", "document:999", "plan:999"])
def test_an_unknown_id_is_said_in_one_sentence(name, tmp_path):
    with pytest.raises(CommandError, match="Không có kế hoạch hoặc văn bản số 999"):
        run("render_document", name, "--output", tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("arguments", "returncode"),
    [([], 2), (["1", "--from-file", "x.txt"], 2), (["abc"], 2), (["--from-file", "/khong/co.txt"], 1)],
)
def test_wrong_use_and_missing_files_end_with_their_codes(arguments, returncode, tmp_path):
    with pytest.raises(CommandError) as refused:
        run("render_document", *arguments, "--output", tmp_path / "a.pdf")

    assert refused.value.returncode == returncode


def test_a_check_lists_findings_by_rule(tmp_path):
    file = tmp_path / "du-thao.pdf"
    file.write_bytes(render_pdf(paper(number=None, issued_on=None)).data)

    report = json.loads(run("check_document", file, "--type", "KH", "--json"))

    assert [finding["rule"] for finding in report["findings"]] == ["F24", "F29"]
    assert run("check_document", file, "--type", "KH", "--draft") == "0 lỗi thể thức.\n"


def test_a_check_refuses_what_is_no_document(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(b"xin chao")

    with pytest.raises(CommandError, match="không phải là PDF"):
        run("check_document", file, "--type", "KH")
