"""Copies what the browser needs from node_modules to static/vendor/, and draws the icon sprite.

The portal serves these files itself: it must work in an office without the internet.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
ICON_LIST = ROOT / "static" / "icons.txt"

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler/tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "@tabler/icons/LICENSE": "tabler/LICENSE",
    "@fontsource/be-vietnam-pro/LICENSE": "be-vietnam-pro/LICENSE",
}
FONT = PACKAGES / "@fontsource" / "be-vietnam-pro"
FONT_WEIGHTS = (400, 500, 600, 700)
SVG = "http://www.w3.org/2000/svg"

# The maps stay in node_modules; a comment that names a missing file stops the hashing of static files.
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*")
WOFF = re.compile(r", url\([^)]*\.woff\) format\('woff'\)")


def build() -> None:
    """Make static/vendor anew from node_modules and static/icons.txt."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in FILES.items():
        _copy_text(PACKAGES / source, VENDOR / target)
    _build_font()
    _build_sprite()


def _copy_text(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(SOURCE_MAP.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")


def _build_font() -> None:
    """One style sheet with the WOFF2 of each weight and alphabet, upright."""
    folder = VENDOR / "be-vietnam-pro"
    sheet = ""
    for weight in FONT_WEIGHTS:
        rules = WOFF.sub("", (FONT / f"{weight}.css").read_text(encoding="utf-8"))
        for name in re.findall(r"url\(\./files/([^)]+)\)", rules):
            shutil.copyfile(FONT / "files" / name, folder / name)
        sheet += rules.replace("url(./files/", "url(") + "\n"
    (folder / "be-vietnam-pro.css").write_text(sheet, encoding="utf-8")


def _build_sprite() -> None:
    ElementTree.register_namespace("", SVG)
    sprite = ElementTree.Element(f"{{{SVG}}}svg")
    for name in read_icon_names():
        style, _, base = name.rpartition("/")
        path = PACKAGES / "@tabler" / "icons" / "icons" / (style or "outline") / f"{base}.svg"
        if not path.is_file():
            sys.exit(f"static/icons.txt: @tabler/icons không có hình «{name}».")
        picture = ElementTree.parse(path).getroot()  # noqa: S314 - a file of a pinned package
        kept = {key: value for key, value in picture.attrib.items() if key not in {"width", "height", "class"}}
        symbol = ElementTree.SubElement(sprite, f"{{{SVG}}}symbol", {"id": name.replace("/", "-"), **kept})
        # The first path of an outline picture only spans the canvas.
        symbol.extend(part for part in picture if part.get("d") != "M0 0h24v24H0z")
    ElementTree.ElementTree(sprite).write(VENDOR / "icons.svg", encoding="utf-8", xml_declaration=False)


def read_icon_names() -> list[str]:
    """Names in static/icons.txt, each once, in order."""
    lines = (line.strip() for line in ICON_LIST.read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


if __name__ == "__main__":
    build()
