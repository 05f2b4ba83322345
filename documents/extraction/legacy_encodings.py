"""Vietnamese from before Unicode: TCVN3 (ABC, ".VnTime" fonts) and VNI, as bytes or as letters that only look odd."""

from __future__ import annotations

import re
import unicodedata

from documents.vietnamese import search_key, to_nfc

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_SINGLE = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "o" + _HORN, "ö": "u" + _HORN}
_VNI_MARK = "".join(_VNI_MARKS)
_VNI_LETTER = re.compile(f"([aeouyôöAEOUYÔÖ])([{_VNI_MARK}{_VNI_MARK.upper()}])|([ñíìæóòîôöÑÍÌÆÓÒÎÔÖ])")
_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE_ONLY = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỵỷỹ]", re.IGNORECASE)
_COMMON = frozenset(
    [
        "và",
        "của",
        "các",
        "cho",
        "với",
        "được",
        "trong",
        "theo",
        "thực",
        "hiện",
        "công",
        "tác",
        "tỉnh",
        "nhân",
        "dân",
        "ủy",
        "uỷ",
        "ban",
        "kế",
        "hoạch",
        "số",
        "ngày",
        "tháng",
        "năm",
        "về",
        "việc",
        "tổ",
        "chức",
        "hành",
        "chính",
        "sở",
        "cải",
        "cách",
        "đơn",
        "vị",
        "cơ",
        "quan",
        "nội",
        "dung",
        "nhiệm",
        "vụ",
        "trước",
        "quý",
        "báo",
        "cáo",
        "chủ",
        "trì",
        "phối",
        "hợp",
        "nơi",
        "nhận",
        "tịch",
        "phó",
        "căn",
        "cứ",
        "mục",
        "đích",
        "yêu",
        "cầu",
    ]
)


def vietnamese_share(text: str) -> float:
    """The share of words that are common in Vietnamese plans, diacritics counted; 0 for a text without words."""
    words = [to_nfc(word).lower() for word in _WORD.findall(text[:40_000])]
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


def is_vietnamese(text: str) -> bool:
    """Whether a text is Vietnamese, be it typed without diacritics; a text of a few words gets the benefit of the doubt."""
    letters = sum(character.isalpha() for character in text[:40_000])
    if letters < 20 or len(_VIETNAMESE_ONLY.findall(to_nfc(text[:40_000]))) >= max(1, letters // 500):
        return True
    keys = {search_key(word) for word in _COMMON}
    words = [search_key(word) for word in _WORD.findall(text[:40_000])]
    return sum(word in keys for word in words) >= max(3, len(words) // 8)


def from_tcvn3(text: str) -> str:
    """Return TCVN3 letters as Unicode; a capital font shows as small marked letters between capitals ("ñY BAN")."""
    return _WORD.sub(_level_case, "".join(_TCVN3.get(character, character) for character in text))


def from_vni(text: str) -> str:
    """Return VNI letters (vowel and mark as two characters) as Unicode NFC."""
    return unicodedata.normalize("NFC", _VNI_LETTER.sub(_join_vni, text))


def modernise(text: str) -> tuple[str, str | None]:
    """Return text that only looks like Latin-1 as Vietnamese, and the name of the old encoding; else the text and None."""
    if _looks_modern(text):
        return text, None
    share = vietnamese_share(text)
    converted = max(
        (
            (vietnamese_share(convert(text)), name, convert)
            for name, convert in (("TCVN3", from_tcvn3), ("VNI", from_vni))
        ),
        key=lambda found: found[0],
    )
    if converted[0] > max(0.12, 1.5 * share):
        return converted[2](text), converted[1]
    return text, None


def _looks_modern(text: str) -> bool:
    sample = to_nfc(text[:40_000])
    odd = sum("\u00a1" <= character <= "\u00ff" for character in sample)
    return len(_VIETNAMESE_ONLY.findall(sample)) > odd or odd == 0


def _level_case(match: re.Match[str]) -> str:
    word = match.group()
    ascii_letters = [letter for letter in word if letter.isascii()]
    is_capital_font = len(ascii_letters) > 1 or word[0].islower()
    return (
        word.upper()
        if ascii_letters and is_capital_font and all(letter.isupper() for letter in ascii_letters)
        else word
    )


def _join_vni(match: re.Match[str]) -> str:
    base, mark, single = match.groups()
    if single is not None:
        replaced = _VNI_SINGLE.get(single.lower(), single.lower())
        return replaced.upper() if single.isupper() else replaced
    lower = _VNI_SINGLE.get(base.lower(), base.lower()) + _VNI_MARKS[mark.lower()]
    return lower.upper() if base.isupper() else lower
