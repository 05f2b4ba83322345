"""Words and form of the text: Kính gửi, căn cứ, sizes, headings and their numbers, decision and invitation
(F35-F38, F43-F47, F58, F69, F70)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from documents import wording
from documents.checking.findings import RuleFinding, error, points, warning
from documents.checking.paper import Paper, Passage
from documents.vietnamese import search_key

_POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_SECTION = re.compile(r"^([IVXLC]+)\.\s")
_ARTICLE = re.compile(r"^Điều (\d+)\b")
_CLAUSE = re.compile(r"^(\d+)\.\s")
_POINT = re.compile(r"^([a-zđ])\)\s")
_BARE_POINT = re.compile(r"^([a-zđ])[.\-]\s")
_PART = re.compile(r"^(Phần|Chương) ([IVXLC]+|thứ \w+)\b", re.IGNORECASE)
_PROPOSAL = re.compile(r"^(?:Theo đề nghị|Xét) ")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MUST_ADDRESS = {"CV", "TTr"}
_DECIDES = "QUYẾT ĐỊNH:"
_INVITATION = {
    "trân trọng kính mời": ("kinh moi",),
    "tới dự": ("toi du", "den du", "tham du", "du hop", "du hoi nghi"),
    "chủ trì": ("chu tri",),
    "thời gian": ("thoi gian",),
    "địa điểm": ("dia diem",),
}
LONGEST_TITLE_LINE = 90


def check_body_text(paper: Paper) -> Iterator[RuleFinding]:
    yield from _addressees(paper)
    yield from _bases(paper)
    yield from text_form(paper)
    yield from _end_mark(paper)
    if paper.type_code == "QĐ":
        yield from _decision(paper)
    if paper.type_code == "GM":
        yield from _invitation(paper)


def text_form(paper: Paper) -> Iterator[RuleFinding]:
    """Yield what sizes, headings and numbers of the text break; of a text attached to a decision as well."""
    yield from _sizes(paper)
    yield from _parts(paper)
    yield from _sections(paper)
    yield from _articles(paper)
    yield from _clauses_and_points(paper)


def _addressees(paper: Paper) -> Iterator[RuleFinding]:
    if not paper.addressees:
        if paper.type_code in _MUST_ADDRESS:
            yield error("F35", "Thiếu “Kính gửi”.", page=1, required="Kính gửi: …")
        return
    label, items = paper.addressees[0], paper.addressees[1:]
    if paper.type_code not in wording.ADDRESSED_TYPES:
        yield error("F35", "Loại văn bản này không có “Kính gửi”.", at=label)
    for line in paper.addressees:
        if line.has_bold or line.has_italic:
            yield error("F36", "“Kính gửi”: kiểu chữ đứng, không đậm.", at=line, required="đứng, không đậm")
            return
        if not line.has_size(13, 14):
            yield error("F36", "“Kính gửi” sai cỡ chữ.", at=line, measured=points(line.size_pt), required="13-14 pt")
            return
    if not label.text.startswith("Kính gửi:"):
        yield error(
            "F36", "Sau “Kính gửi” phải có dấu hai chấm.", at=label, measured=label.text[:20], required="Kính gửi:"
        )
    named = label.text.split(":", 1)[-1].strip(" -")
    if named and items:
        yield error("F36", "Gửi từ hai nơi trở lên thì mỗi nơi một dòng, dưới “Kính gửi:”.", at=label)
    for item in items[:-1]:
        if not item.text.startswith(("- ", "– ")) or not item.text.endswith((";", ",")):
            yield error("F36", "Mỗi nơi của “Kính gửi” mở đầu bằng “- ” và kết thúc bằng “;”.", at=item)
            return
    if len(items) > 1 and not items[-1].text.endswith("."):
        yield error("F36", "Nơi cuối cùng của “Kính gửi” kết thúc bằng dấu chấm.", at=items[-1])


def bases(paper: Paper) -> list[Passage]:
    """Return the căn cứ paragraphs: those before the first heading, article or "QUYẾT ĐỊNH:"."""
    found: list[Passage] = []
    for passage in paper.body:
        if _is_heading(passage) or search_key(passage.text) == search_key(_DECIDES):
            break
        is_ground = passage.text.startswith("Căn cứ ") and not passage.text.endswith(":")
        is_set_apart = passage.is_italic or passage.text.endswith(";")
        if is_ground or (found and is_set_apart and _PROPOSAL.match(passage.text)):
            found.append(passage)
    # One running sentence that opens with "Căn cứ" is no ground set apart.
    is_set_apart = len(found) > 1 or any(each.is_italic or each.text.endswith(";") for each in found)
    return found if is_set_apart else []


def _bases(paper: Paper) -> Iterator[RuleFinding]:
    grounds = bases(paper)
    for place, line in enumerate(grounds):
        is_last = place == len(grounds) - 1
        if not line.is_italic or line.has_bold:
            yield error("F37", "Căn cứ ban hành in nghiêng, không đậm.", at=line, required="nghiêng")
        elif not line.has_size(13, 14):
            yield error(
                "F37", "Căn cứ ban hành sai cỡ chữ.", at=line, measured=points(line.size_pt), required="13-14 pt"
            )
        elif not is_last and not line.text.endswith(";"):
            yield error("F37", "Mỗi căn cứ kết thúc bằng dấu “;”.", at=line, measured=line.text[-20:], required=";")
        elif is_last and line.text.endswith((",", ";")) and paper.type_code == "QĐ":
            yield error(
                "F37", "Căn cứ cuối cùng kết thúc bằng dấu chấm.", at=line, measured=line.text[-20:], required="."
            )
        else:
            continue
        return


def _is_heading(passage: Passage) -> bool:
    return bool(_SECTION.match(passage.text) or _ARTICLE.match(passage.text) or _PART.match(passage.text))


def _sizes(paper: Paper) -> Iterator[RuleFinding]:
    """One size of 13 or 14 for the text, upright; grounds and centred lines have rules of their own."""
    grounds = {id(line) for line in bases(paper)}
    plain = [line for line in paper.body if not line.is_bold and not line.is_centred and id(line) not in grounds]
    sizes = Counter(round(line.size_pt * 2) / 2 for line in plain for _ in range(1 + len(line.text) // 80))
    if not sizes:
        return
    usual = sizes.most_common(1)[0][0]
    if usual not in (13.0, 14.0):
        yield error(
            "F38", "Nội dung văn bản phải cỡ 13 hoặc 14.", at=plain[0], measured=points(usual), required="13 hoặc 14 pt"
        )
    for line in plain:
        other = next((size for size in line.sizes or (line.size_pt,) if abs(size - usual) > 0.3), None)
        if other is not None:
            yield error("F38", "Nội dung không cùng cỡ chữ.", at=line, measured=points(other), required=points(usual))
            break
    slanted = next((line for line in plain if line.is_italic and len(line.text) > LONGEST_TITLE_LINE), None)
    if slanted is not None and not slanted.text.startswith(("(", "Ghi chú", "Căn cứ")):
        yield error("F38", "Nội dung in kiểu chữ đứng.", at=slanted, measured="nghiêng", required="đứng")


def _parts(paper: Paper) -> Iterator[RuleFinding]:
    for line, following in pairwise(paper.body):
        match = _PART.match(line.text)
        if match is None or len(line.text) > LONGEST_TITLE_LINE or not (line.has_bold or line.is_centred):
            continue
        message = None
        if line.text != match[0]:
            message = "Phần, chương: từ và số đứng riêng một dòng, tiêu đề ở dòng dưới."
        elif not line.is_centred or not line.is_bold or line.has_italic:
            message = "Phần, chương: dòng riêng, đậm, đứng, canh giữa."
        elif not following.is_upper or not following.is_bold or not following.is_centred:
            message = "Tiêu đề của phần, chương: in hoa, đậm, canh giữa."
        if message:
            yield error("F43", message, at=line)
            return


def _sections(paper: Paper) -> Iterator[RuleFinding]:
    expected = 0
    for line in paper.body:
        if _PART.match(line.text) and line.is_centred:
            expected = 0
            continue
        match = _SECTION.match(line.text)
        if match is None or not (line.has_bold or line.is_upper) or roman(match[1]) == 0:
            continue
        # "C." after "B." is a letter, not a hundred.
        if match[1] in ("C", "L") and roman(match[1]) != expected + 1:
            continue
        expected += 1
        if not line.is_bold or not line.is_upper or line.has_italic:
            yield error("F44", "Đề mục phải in hoa, đậm, đứng.", at=line, required=line.text.upper()[:60])
            expected = roman(match[1])
        elif not line.has_size(13, 14):
            yield error("F44", "Đề mục sai cỡ chữ.", at=line, measured=points(line.size_pt), required="13-14 pt")
        if roman(match[1]) != expected:
            yield error("F44", "Đề mục không liên tục.", at=line, measured=match[1], required=_as_roman(expected))
            return


def _articles(paper: Paper) -> Iterator[RuleFinding]:
    """Articles open a paragraph with "Điều n." in bold; a sentence that only cites one is not bold and not in order."""
    candidates = [(line, int(match[1])) for line in paper.body if (match := _ARTICLE.match(line.text))]
    articles = [(line, number) for line, number in candidates if line.starts_bold or paper.type_code == "QĐ"]
    for position, (line, number) in enumerate(articles, start=1):
        if not line.starts_bold:
            yield error("F45", "“Điều …” phải in đậm.", at=line, required="đậm")
            return
        if not re.match(r"^Điều \d+\. ", f"{line.text} "):
            yield error(
                "F45", "Sau số của điều là dấu chấm.", at=line, measured=line.text[:12], required=f"Điều {number}."
            )
            return
        if number != position:
            yield error("F45", "Các điều không liên tục.", at=line, measured=str(number), required=str(position))
            return


def _clauses_and_points(paper: Paper) -> Iterator[RuleFinding]:
    clause, point = 0, -1
    is_mark_told = False
    for line in paper.body:
        if (line.has_bold and _is_heading(line)) or (line.is_centred and line.is_bold):
            clause, point = 0, -1
        elif match := _CLAUSE.match(line.text):
            if int(match[1]) not in (1, clause + 1):
                yield warning("F46", "Khoản không liên tục.", at=line, measured=match[1], required=str(clause + 1))
            clause, point = int(match[1]), -1
        elif match := _POINT.match(line.text):
            position = _POINT_LETTERS.find(match[1])
            if position not in (0, point + 1):
                expected = _POINT_LETTERS[point + 1 : point + 2]
                yield warning("F47", "Điểm không theo thứ tự chữ cái.", at=line, measured=match[1], required=expected)
            point = position
        elif (match := _BARE_POINT.match(line.text)) and match[1] == _POINT_LETTERS[point + 1 : point + 2]:
            if not is_mark_told:
                required = f"{match[1]})"
                yield warning(
                    "F47", "Sau chữ cái của điểm là dấu “)”.", at=line, measured=match[0].strip(), required=required
                )
            is_mark_told, point = True, point + 1


def roman(numeral: str) -> int:
    """Return the value of a Roman number as it is written, 0 for letters that make none."""
    values = [_ROMAN[letter] for letter in numeral]
    number = sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    return number if _as_roman(number) == numeral else 0


def _as_roman(number: int) -> str:
    written = ""
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            written, number = written + letters, number - value
    return written


def _end_mark(paper: Paper) -> Iterator[RuleFinding]:
    """The last paragraph closes with "./."; a text that ends in a table or that has no signature has no such sentence."""
    if paper.body and paper.type_code != "PL" and not paper.body[-1].text.endswith(wording.END_MARK):
        last = paper.body[-1]
        yield warning("F58", "Nội dung văn bản kết thúc bằng “./.”.", at=last, measured=last.text[-30:], required="./.")


def _decision(paper: Paper) -> Iterator[RuleFinding]:
    decides = next((line for line in paper.body if search_key(line.text).rstrip(":") == "quyet dinh"), None)
    if decides is None:
        yield error("F69", "Quyết định thiếu dòng “QUYẾT ĐỊNH:” trước các điều.", page=1, required=_DECIDES)
    elif decides.text != _DECIDES or not decides.is_bold or not decides.is_centred:
        yield error(
            "F69",
            "“QUYẾT ĐỊNH:” in hoa, đậm, canh giữa, có dấu hai chấm.",
            at=decides,
            measured=decides.text,
            required=_DECIDES,
        )
    before = paper.body[: paper.body.index(decides)] if decides is not None else paper.body[:6]
    if not any(line.is_upper and line.is_bold and line.is_centred for line in before):
        yield error("F69", "Quyết định thiếu dòng thẩm quyền ban hành in hoa, đậm, canh giữa trên các căn cứ.", page=1)
    if not any(line.text.startswith("Căn cứ ") for line in before):
        yield error("F69", "Quyết định thiếu căn cứ ban hành.", page=1, required="Căn cứ …;")
    if not any(_ARTICLE.match(line.text) for line in paper.body):
        yield error("F69", "Quyết định thiếu điều.", page=1, required="Điều 1. …")


def _invitation(paper: Paper) -> Iterator[RuleFinding]:
    written = search_key(" ".join(line.text for line in [*paper.body, *paper.table_texts]))
    missing = [name for name, words in _INVITATION.items() if not any(word in written for word in words)]
    if missing:
        yield warning(
            "F70",
            "Giấy mời thiếu nội dung theo mẫu.",
            page=1,
            measured=f"không có: {', '.join(missing)}",
            required=", ".join(_INVITATION),
        )
