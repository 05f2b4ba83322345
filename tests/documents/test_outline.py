"""A document's outline under the pencil: nothing is lost, numbers follow, levels carry what stands below them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.extraction import extract
from documents.markers import MarkerForm, Numeral, bare_number, marker_form
from documents.official import Provision, ProvisionKind, Table
from documents.outline import DEEPEST_LEVEL, EditableOutline, OutlineError, Place, ProvisionMissing, arranged
from documents.reading import read_plan
from tests.documents.papers import decision, plan

SAMPLES = Path(__file__).parent / "samples"
PLANS = sorted(path.stem for path in SAMPLES.glob("0*.txt"))
K = ProvisionKind


@cache
def real_plan(name: str) -> list[Provision]:
    return read_plan(extract((SAMPLES / f"{name}.txt").read_bytes())).document.provisions


def outline_of(*lines: str) -> EditableOutline:
    """An outline from lines like "  a) Tuyên truyền": two spaces a level."""
    kinds = {"-": K.DASH, "+": K.PLUS}
    provisions: list[Provision] = []
    above: list[int] = []
    for number, line in enumerate(lines):
        level = (len(line) - len(line.lstrip())) // 2
        marker, _, text = line.strip().partition(" ")
        if line.strip().startswith(("Điều", "Chương")):
            word, count, text = line.strip().split(" ", 2)
            marker = f"{word} {count}"
        kind = kinds.get(marker) or (
            K.ARTICLE
            if marker.startswith("Điều")
            else K.PART
            if marker.startswith("Chương")
            else K.CLAUSE
            if marker[:1].isdigit()
            else K.SECTION
            if marker[:1] in "IVX" and marker.endswith(".")
            else K.POINT
            if marker.endswith(")")
            else K.PARAGRAPH
        )
        if kind is K.PARAGRAPH:
            marker, text = "", line.strip()
        del above[level:]
        provisions.append(Provision(number, marker, text, kind, parent=above[-1] if above else None))
        above.append(number)
    return EditableOutline(provisions)


def lines_of(outline: EditableOutline) -> list[str]:
    levels = outline.levels()
    return [f"{'  ' * (levels[item.id] - 1)}{f'{item.marker} {item.text}'.strip()}" for item in outline.provisions]


PLAN = (
    "I. Mục đích",
    "  1. Nâng cao nhận thức",
    "    a) Tuyên truyền",
    "    b) Tập huấn",
    "    c) Kiểm tra",
    "  2. Nâng cao chỉ số",
    "II. Tổ chức thực hiện",
    "  1. Sở Nội vụ",
    "    - Theo dõi",
    "    - Báo cáo",
)


@pytest.mark.parametrize(
    ("marker", "kind", "form"),
    [
        ("IV.", K.SECTION, MarkerForm("", Numeral.ROMAN, 4, ".")),
        ("Phần thứ hai", K.PART, MarkerForm("Phần thứ ", Numeral.ORDINAL, 2, "")),
        ("Chương III", K.PART, MarkerForm("Chương ", Numeral.ROMAN, 3, "")),
        ("C.", K.PART, MarkerForm("", Numeral.CAPITAL, 3, ".")),
        ("Điều 12.", K.ARTICLE, MarkerForm("Điều ", Numeral.ARABIC, 12, ".")),
        ("1.2.", K.CLAUSE, MarkerForm("1.", Numeral.ARABIC, 2, ".")),
        ("đ)", K.POINT, MarkerForm("", Numeral.LETTER, 5, ")")),
        ("(2)", K.POINT, MarkerForm("(", Numeral.ARABIC, 2, ")")),
        ("-", K.DASH, None),
        ("", K.PARAGRAPH, None),
        ("***", K.CLAUSE, None),
    ],
)
def test_marker_is_taken_apart_and_written_again(marker, kind, form):
    assert marker_form(marker, kind) == form
    if form is not None:
        assert form.written(form.value) == marker


def test_points_follow_the_alphabet_of_the_decree():
    form = marker_form("a)", K.POINT)

    assert [form.written(value) for value in (4, 5, 6, 7, 8, 23, 24)] == ["d)", "đ)", "e)", "g)", "h)", "y)", "aa)"]
    assert bare_number("1.2.", K.CLAUSE) == "1.2"


@pytest.mark.parametrize("name", PLANS)
def test_opening_a_real_plan_changes_nothing(name):
    provisions = real_plan(name)

    assert EditableOutline(provisions).provisions == provisions


def test_flat_documents_are_placed_by_kind():
    outline = EditableOutline(plan().provisions)

    assert list(outline.levels().values()) == [1, 2, 2, 1, 2, 2]
    assert len({item.id for item in outline.provisions}) == 6


def test_new_provision_takes_its_place_in_the_row():
    outline = outline_of(*PLAN)

    added = outline.add_below(2, "Ký cam kết")

    assert added == len(PLAN)
    assert lines_of(outline)[2:6] == ["    a) Tuyên truyền", "    b) Ký cam kết", "    c) Tập huấn", "    d) Kiểm tra"]


def test_new_section_stands_after_all_that_is_below_the_one_before():
    outline = outline_of(*PLAN)

    outline.add_below(0, "Nhiệm vụ")

    assert [line for line in lines_of(outline) if not line.startswith(" ")] == [
        "I. Mục đích",
        "II. Nhiệm vụ",
        "III. Tổ chức thực hiện",
    ]


def test_child_continues_the_row_or_begins_one():
    outline = outline_of(*PLAN)

    outline.add_child(7, "Tổng hợp")
    outline.add_child(5, "Rà soát")
    outline.add_child(1, "Mở đầu", is_first=True)

    assert lines_of(outline) == [
        "I. Mục đích",
        "  1. Nâng cao nhận thức",
        "    a) Mở đầu",
        "    b) Tuyên truyền",
        "    c) Tập huấn",
        "    d) Kiểm tra",
        "  2. Nâng cao chỉ số",
        "    a) Rà soát",
        "II. Tổ chức thực hiện",
        "  1. Sở Nội vụ",
        "    - Theo dõi",
        "    - Báo cáo",
        "    - Tổng hợp",
    ]


def test_first_provision_of_an_empty_document():
    outline = EditableOutline([], top_kind=K.ARTICLE)

    outline.add_below(None, "Ban hành kèm theo Quyết định này Quy chế.")

    assert lines_of(outline) == ["Điều 1. Ban hành kèm theo Quyết định này Quy chế."]


def test_deleting_takes_what_is_below_along_and_closes_the_row():
    outline = outline_of(*PLAN)

    following = outline.delete(1)

    assert following == 5
    assert lines_of(outline)[:3] == ["I. Mục đích", "  1. Nâng cao chỉ số", "II. Tổ chức thực hiện"]
    assert outline.delete(0) == 6
    assert lines_of(outline)[0] == "I. Tổ chức thực hiện"


def test_indenting_turns_a_clause_into_the_next_point_and_carries_its_points():
    outline = outline_of(*PLAN)
    outline.add_child(5, "Rà soát")

    outline.indent(5)

    assert lines_of(outline)[4:7] == ["    c) Kiểm tra", "    d) Nâng cao chỉ số", "      - Rà soát"]


def test_outdenting_keeps_the_words_in_their_order():
    outline = outline_of(*PLAN)

    outline.outdent(3)

    assert lines_of(outline)[1:6] == [
        "  1. Nâng cao nhận thức",
        "    a) Tuyên truyền",
        "  2. Tập huấn",
        "    a) Kiểm tra",
        "  3. Nâng cao chỉ số",
    ]


def test_indenting_and_outdenting_the_last_of_a_row_returns_the_outline():
    outline = outline_of(*PLAN)
    outline.add_child(5, "Rà soát")
    before = outline.provisions

    outline.indent(5)
    outline.outdent(5)

    assert outline.provisions == before


def test_moving_takes_the_whole_tree_along():
    outline = outline_of(*PLAN)

    outline.move_up(6)

    assert lines_of(outline)[:5] == [
        "I. Tổ chức thực hiện",
        "  1. Sở Nội vụ",
        "    - Theo dõi",
        "    - Báo cáo",
        "II. Mục đích",
    ]


def test_moving_beyond_the_end_of_a_row_enters_the_next():
    outline = outline_of(*PLAN)

    outline.move_down(4)
    outline.move_down(5)

    assert lines_of(outline)[4:9] == [
        "II. Tổ chức thực hiện",
        "  1. Nâng cao chỉ số",
        "    a) Kiểm tra",
        "  2. Sở Nội vụ",
        "    - Theo dõi",
    ]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place.BEFORE, ["  1. Sở Nội vụ", "    - Tập huấn", "    - Theo dõi", "    - Báo cáo"]),
        (Place.AFTER, ["  1. Sở Nội vụ", "    - Theo dõi", "    - Tập huấn", "    - Báo cáo"]),
        (Place.INSIDE, ["  1. Sở Nội vụ", "    - Theo dõi", "      + Tập huấn", "    - Báo cáo"]),
    ],
)
def test_dropping_at_another_place_takes_on_its_kind(place, expected):
    outline = outline_of(*PLAN)

    outline.move(3, 8, place)

    assert lines_of(outline)[-4:] == expected
    assert lines_of(outline)[2:4] == ["    a) Tuyên truyền", "    b) Kiểm tra"]


def test_changing_the_kind_numbers_both_rows():
    outline = outline_of(*PLAN)

    outline.set_kind(3, K.DASH)

    assert lines_of(outline)[2:5] == ["    a) Tuyên truyền", "    - Tập huấn", "    b) Kiểm tra"]
    outline.set_kind(3, K.PARAGRAPH)
    assert lines_of(outline)[3] == "    Tập huấn"


def test_articles_count_through_all_chapters():
    outline = outline_of("Chương I Chung", "  Điều 1. Phạm vi", "Chương II Riêng", "  Điều 2. Trách nhiệm")

    outline.add_child(0, "Đối tượng")

    assert lines_of(outline) == [
        "Chương I Chung",
        "  Điều 1. Phạm vi",
        "  Điều 2. Đối tượng",
        "Chương II Riêng",
        "  Điều 3. Trách nhiệm",
    ]


def test_articles_of_a_decision_are_numbered_anew():
    outline = EditableOutline(decision().provisions)
    first = outline.provisions[0].id

    outline.add_below(first, "Mới.")

    assert [item.marker for item in outline.provisions] == ["Điều 1.", "Điều 2.", "Điều 3.", "Điều 4."]


def test_dotted_numbers_follow_the_number_above():
    outline = outline_of("1. Một", "2. Hai", "  2.1. Con một", "  2.2. Con hai")

    outline.delete(0)
    outline.add_below(2, "Con mới")

    assert lines_of(outline) == ["1. Hai", "  1.1. Con một", "  1.2. Con mới", "  1.3. Con hai"]


def test_row_keeps_the_form_and_the_number_it_began_with():
    outline = outline_of("4. Bốn", "5. Năm")

    outline.add_below(0, "Mới")

    assert lines_of(outline) == ["4. Bốn", "5. Mới", "6. Năm"]
    outline.renumber()
    assert lines_of(outline) == ["1. Bốn", "2. Mới", "3. Năm"]


def test_second_list_of_a_row_begins_again_after_its_paragraph():
    outline = outline_of("Gồm:", "a) Một", "b) Hai", "Và:", "a) Ba", "b) Bốn")

    outline.add_below(1, "Mới")

    assert lines_of(outline) == ["Gồm:", "a) Một", "b) Mới", "c) Hai", "Và:", "a) Ba", "b) Bốn"]


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda outline: outline.indent(0), "phía trên không có mục"),
        (lambda outline: outline.outdent(0), "cấp ngoài cùng"),
        (lambda outline: outline.move_up(0), "đã ở đầu"),
        (lambda outline: outline.move_down(6), "đã ở cuối"),
        (lambda outline: outline.move(0, 2, Place.INSIDE), "vào chính nó"),
        (lambda outline: outline.move(0, 0, Place.AFTER), "vào chính nó"),
        (lambda outline: outline.set_kind(2, K.ARTICLE), "hãy đưa mục ra ngoài trước"),
        (lambda outline: outline.set_title(8, is_title=True), "in đậm"),
        (lambda outline: outline.write(99, "x"), "không còn trong văn bản"),
    ],
)
def test_impossible_act_says_why_and_changes_nothing(act, message):
    outline = outline_of(*PLAN)
    before = outline.provisions

    with pytest.raises(OutlineError, match=message):
        act(outline)

    assert outline.provisions == before


def test_nothing_stands_below_a_table_or_a_plus():
    outline = EditableOutline(
        [
            Provision(0, "", "", K.PARAGRAPH, table=Table([["STT"]], [["1"]])),
            Provision(1, "", "Sau bảng", K.PARAGRAPH),
            Provision(2, "+", "Cộng", K.PLUS),
            Provision(3, "+", "Cộng", K.PLUS),
        ]
    )

    for act in (lambda: outline.indent(1), lambda: outline.indent(3), lambda: outline.add_child(0)):
        with pytest.raises(OutlineError):
            act()
    with pytest.raises(OutlineError, match="Bảng"):
        outline.set_kind(0, K.CLAUSE)
    with pytest.raises(ProvisionMissing):
        outline.indent(7)


ACTS = ("indent", "outdent", "move_up", "move_down")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PLANS), st.data())
def test_no_act_loses_or_doubles_a_provision(name, data):
    outline = EditableOutline(arranged(real_plan(name)))
    words = {item.id: item.text for item in outline.provisions}
    tables = [item.id for item in outline.provisions if item.table is not None]

    for _ in range(data.draw(st.integers(1, 12))):
        ids = st.sampled_from([item.id for item in outline.provisions])
        act = data.draw(st.sampled_from([*ACTS, "move", "set_kind", "renumber"]))
        before = outline.provisions
        try:
            if act == "move":
                outline.move(data.draw(ids), data.draw(ids), data.draw(st.sampled_from(Place)))
            elif act == "set_kind":
                outline.set_kind(data.draw(ids), data.draw(st.sampled_from(K)))
            elif act == "renumber":
                outline.renumber()
            else:
                getattr(outline, act)(data.draw(ids))
        except OutlineError:
            assert outline.provisions == before
        after = outline.provisions
        assert len(after) == len(words)
        assert {item.id: item.text for item in after} == words
        assert [item.id for item in after if item.table is not None] == [
            i for i in [x.id for x in after] if i in tables
        ]
        assert arranged(after) == after
        assert max(outline.levels().values()) <= DEEPEST_LEVEL
        seen: set[int | None] = {None}
        for item in after:
            assert item.parent in seen
            seen.add(item.id)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(PLANS), st.data())
def test_words_keep_their_order_when_only_levels_change(name, data):
    outline = EditableOutline(real_plan(name))
    plain = {item.id for item in outline.provisions if item.kind is K.PARAGRAPH}
    order = [item.id for item in outline.provisions]

    for _ in range(6):
        item_id = data.draw(st.sampled_from(order))
        if item_id in plain:
            continue
        try:
            outline.indent(item_id)
        except OutlineError:
            continue
        assert [item.id for item in outline.provisions] == order
