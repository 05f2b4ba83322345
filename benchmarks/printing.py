"""What printing costs, as ratios to bare WeasyPrint on the same markup, and what several processes gain.

    .venv/bin/python benchmarks/printing.py [letter plan report batch service kept memory libreoffice] [--rounds 15]

Baseline `bare WeasyPrint`: the same HTML, one style sheet and font configuration for the whole process, no PDF variant. Both
sides run alternately in one process; ratios are taken pair by pair and their median reported, of wall time and of processor
time (with that of helping processes): on a busy machine only the latter says what a change costs. Prints a table and JSON.
"""

import argparse
import atexit
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

from documents.extraction import extract  # noqa: E402
from documents.official import Appendix, OfficialDocument, Provision, ProvisionKind, Table  # noqa: E402
from documents.reading import read_plan  # noqa: E402
from documents.rendering import render_docx, render_pdf  # noqa: E402
from documents.rendering.composition import print_ready  # noqa: E402
from documents.rendering.engine import _style  # noqa: E402
from documents.rendering.fonts import font_directory, fonts_from  # noqa: E402
from documents.rendering.markup import TEMPLATES, document_markup  # noqa: E402
from tests.documents.papers import clause, letter, plan  # noqa: E402

SEED = next((ROOT / "tests" / "documents" / "samples").glob("001*.txt"))
COPIES = 200


def papi_plan() -> OfficialDocument:
    """The plan of seed 001, 11 pages."""
    return read_plan(extract(SEED.read_bytes())).document


def long_report() -> OfficialDocument:
    """65 pages: a text and eight appendices, each a table of 62 rows and 6 columns."""
    head = [["TT", "Cơ quan", "Nhiệm vụ", "Sản phẩm", "Thời hạn", "Kết quả"]]
    appendices = [
        Appendix(
            f"Phụ lục {number}",
            f"Kết quả thực hiện nhiệm vụ nhóm {number}",
            table=Table(head, [_row(number, row) for row in range(1, 63)]),
        )
        for number in range(1, 9)
    ]
    provisions = [Provision(0, "I.", "Kết quả thực hiện", ProvisionKind.SECTION), *(clause(n) for n in range(1, 92))]
    return plan(type_code="BC", type_name="BÁO CÁO", provisions=provisions, appendices=appendices)


def _row(group: int, row: int) -> list[str]:
    return [
        str(row),
        f"Sở Nội vụ chủ trì nhiệm vụ số {group}.{row} của kế hoạch này",
        "Rà soát, hoàn thiện quy trình tiếp nhận và giải quyết thủ tục hành chính cho người dân, tổ chức",
        "Báo cáo kết quả",
        "30/6/2026",
        "Đang thực hiện",
    ]


def bare(markup: str) -> bytes:
    """WeasyPrint as its manual shows it, with the fonts and style sheet of the process."""
    from weasyprint import HTML

    stylesheet, configuration, fetcher = _style(font_directory())
    html = HTML(string=markup, url_fetcher=fetcher, base_url=TEMPLATES.as_uri() + "/")
    return html.render(stylesheets=[stylesheet], font_config=configuration).write_pdf()


def compare(ours: Callable[[], object], baseline: Callable[[], object], rounds: int) -> dict:
    """Medians of both sides and of their ratios, pair by pair, after one unmeasured pair."""
    ours(), baseline()
    pairs = [(_timed(ours), _timed(baseline)) for _ in range(rounds)]
    return {
        "ours_ms": round(1000 * statistics.median(a[0] for a, _ in pairs)),
        "baseline_ms": round(1000 * statistics.median(b[0] for _, b in pairs)),
        "ratio": round(statistics.median(a[0] / b[0] for a, b in pairs), 2),
        "processor_ratio": round(statistics.median(a[1] / b[1] for a, b in pairs), 2),
        "rounds": rounds,
    }


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), _processor_seconds()
    act()
    return time.perf_counter() - wall, _processor_seconds() - processor


def _processor_seconds() -> float:
    usage = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in usage)


def against_bare(document: OfficialDocument, rounds: int) -> dict:
    """The whole path from data to file against the same markup in bare WeasyPrint."""
    with fonts_from(None):
        markup = document_markup(print_ready(document))
    printed = render_pdf(document)
    facts = {"pages": printed.pages, "kilobytes": round(len(printed.data) / 1024)}
    return facts | compare(lambda: render_pdf(document), lambda: bare(markup), rounds)


def of_report(rounds: int) -> dict:
    """The long report with as many processes as there are processors, and with one."""
    document = long_report()
    with fonts_from(None):
        markup = document_markup(print_ready(document))
    alone, shared = render_pdf(document, processes=1), render_pdf(document)
    one = compare(lambda: render_pdf(document, processes=1), lambda: bare(markup), rounds)
    many = compare(lambda: render_pdf(document), lambda: bare(markup), rounds)
    return {"pages": alone.pages, "same_bytes": alone == shared, "one_process": one, "side_by_side": many}


def of_batch(rounds: int) -> dict:
    """200 letters by one process and by two, each process warm before the clock starts."""
    walls = {1: [], 2: []}
    for _ in range(rounds):
        for count in walls:
            walls[count].append(_letters_by(count))
    gains = [one / two for one, two in zip(walls[1], walls[2], strict=True)]
    return {
        "letters": COPIES,
        "one_s": round(statistics.median(walls[1]), 1),
        "two_s": round(statistics.median(walls[2]), 1),
        "gain": round(statistics.median(gains), 2),
        "gains": [round(gain, 2) for gain in gains],
    }


def _letters_by(count: int) -> float:
    command = [sys.executable, __file__, "--print-letters", str(COPIES // count)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    for worker in workers:
        worker.stdout.readline()
    began = time.perf_counter()
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.stdout.readline()
    took = time.perf_counter() - began
    for worker in workers:
        worker.communicate()
    return took


def print_letters(count: int) -> None:
    """The work of one process of `of_batch`: says when it is warm, waits for a line, prints, says when it is done."""
    render_pdf(letter())
    print("warm", flush=True)
    sys.stdin.readline()
    for number in range(count):
        render_pdf(letter(number=str(number + 1)))
    print("done", flush=True)


def of_memory() -> dict:
    """Resident memory of one process over 1,000 letters, in MB."""
    answer = subprocess.run([sys.executable, __file__, "--memory"], capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def print_memory() -> None:
    """The work of `of_memory`."""
    sizes = {}
    for number in range(1, 1001):
        render_pdf(letter(number=str(number)))
        if number in {1, 100, 250, 500, 750, 1000}:
            sizes[number] = round(_resident_megabytes(), 1)
    print(json.dumps({"resident_mb": sizes, "growth_mb_from_100": round(sizes[1000] - sizes[100], 1)}))


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


def of_libreoffice(rounds: int) -> dict:
    """Our whole path in a fresh process against LibreOffice headless converting our Word file of the same plan."""
    if shutil.which("soffice") is None:
        return {"skipped": "soffice is not installed"}
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "plan.docx"
        word.write_bytes(render_docx(papi_plan()))
        convert = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        printing = [sys.executable, __file__, "--print-plan"]

        def office() -> None:
            subprocess.run([*convert, "--outdir", folder, word], check=True, capture_output=True)

        return compare(lambda: subprocess.run(printing, check=True), office, rounds)


def of_kept() -> dict:
    """A rendition that exists, against printing it."""
    document_id = portal()
    from django.utils import timezone

    from registry.enums import FileFormat
    from registry.models import IssuedDocument
    from registry.services.rendition import printed_file

    document = IssuedDocument.objects.get(pk=document_id).official

    def kept() -> None:
        with printed_file(document=document, file_format=FileFormat.PDF, at=timezone.now()).file.open("rb") as file:
            file.read()

    return compare(kept, lambda: render_pdf(document), 15)


def of_service(rounds: int) -> dict:
    """200 invitations of the register by one worker and by two: rows, files, checks and joining included."""
    walls = {1: [], 2: []}
    for _ in range(rounds):
        for count in walls:
            walls[count].append(_batch_by(count, portal()))
    gains = [one / two for one, two in zip(walls[1], walls[2], strict=True)]
    return {
        "invitations": COPIES,
        "one_s": round(statistics.median(walls[1]), 1),
        "two_s": round(statistics.median(walls[2]), 1),
        "gain": round(statistics.median(gains), 2),
        "gains": [round(gain, 2) for gain in gains],
    }


def _batch_by(count: int, document_id: int) -> float:
    from django.utils import timezone

    from documents.composing.invitation import Invitee
    from registry.models import Batch, IssuedDocument
    from registry.services.batches import progress_of, start_batch

    people = [Invitee("Ông", f"Nguyễn Văn {number}A", "Giám đốc", f"Sở số {number}") for number in range(COPIES)]
    by = IssuedDocument.objects.get(pk=document_id).created_by
    batch = start_batch(document_id=document_id, invitees=people, by=by, at=timezone.now())
    workers = [
        subprocess.Popen([sys.executable, __file__, "--work"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    for worker in workers:
        worker.stdout.readline()
    began = time.perf_counter()
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate()
    took = time.perf_counter() - began
    if progress_of(batch).done != COPIES or not Batch.objects.get(pk=batch.pk).joined_file:
        raise RuntimeError("the batch was not printed to its end")
    return took


def work() -> None:
    """A worker of `of_service`: does jobs until none is left."""
    import django

    django.setup()
    from django.utils import timezone

    from jobs.services import unfinished_ids
    from jobs.tasks import run_job

    render_pdf(letter())
    print("warm", flush=True)
    sys.stdin.readline()
    while waiting := unfinished_ids(at=timezone.now()):
        run_job(job_id=waiting[os.getpid() % len(waiting)])


@cache
def portal() -> int:
    """Set up a portal for this process with an invitation in its register, and return the id of that document.

    BENCHMARK_DATABASE_URL names another database than a file of its own; it is emptied.
    """
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # Workers are processes of their own and find the same portal.
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": os.environ.get("BENCHMARK_DATABASE_URL") or f"sqlite:///{folder}/portal.sqlite3",
        "DATA_DIR": folder,
        "MEDIA_ROOT": f"{folder}/media",
        "SECRET_KEY": "only-for-benchmarks",
        "LOG_LEVEL": "ERROR",
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    import jobs.services
    from accounts.roles import Role
    from registry.services.documents import draft_document
    from registry.services.loading import load_document_types
    from tests import factories
    from tests.registry.test_batches import invitation

    # The workers look for jobs themselves; no broker stands between.
    jobs.services._dispatch = lambda job_id: None
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    load_document_types()
    province = factories.make_province()
    home_affairs = factories.make_agency(province, "SNV", "Sở Nội vụ")
    coordinator = factories.make_person(Role.COORDINATOR, province)
    return draft_document(document=invitation(), issuer=home_affairs, by=coordinator, at=timezone.now()).pk


MEASURES = {
    "letter": lambda rounds: against_bare(letter(), 3 * rounds),
    "plan": lambda rounds: against_bare(papi_plan(), rounds),
    "report": lambda rounds: of_report(max(1, rounds // 4)),
    "batch": lambda rounds: of_batch(max(1, rounds // 4)),
    "memory": lambda rounds: of_memory(),
    "libreoffice": lambda rounds: of_libreoffice(max(1, rounds // 4)),
    "kept": lambda rounds: of_kept(),
    "service": lambda rounds: of_service(max(1, rounds // 4)),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measures", nargs="*", metavar="|".join(MEASURES))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--print-letters", type=int, help=argparse.SUPPRESS)
    for hidden in ("--print-plan", "--memory", "--work"):
        parser.add_argument(hidden, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.print_letters:
        return print_letters(options.print_letters)
    if options.print_plan:
        return io.BytesIO(render_pdf(papi_plan()).data).close()
    if options.memory:
        return print_memory()
    if options.work:
        return work()
    results = {"processors": len(os.sched_getaffinity(0)), "load_before": os.getloadavg()}
    for name in options.measures or MEASURES:
        results[name] = MEASURES[name](options.rounds)
        print(f"{name:12} {json.dumps(results[name], ensure_ascii=False)}", flush=True)
    results["load_after"] = os.getloadavg()
    print(json.dumps(results, indent=2, ensure_ascii=False))
    return None


if __name__ == "__main__":
    main()
