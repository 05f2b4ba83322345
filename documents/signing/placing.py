"""Where the signature and the seal stand on the page (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 7c and 8; F67)."""

from __future__ import annotations

import math

from documents.layout import POINTS_PER_MM
from documents.rendering.pdf import SignatureBox

SIGNATURE_MAX_WIDTH_MM = 46.0
SIGNATURE_MAX_HEIGHT_MM = 24.0
SIGNATURE_CLEARANCE_MM = 1.5  # kept free above and below the signature, so that it touches neither post nor name
SEAL_OVERLAP = 1 / 3  # of the width of the signature, on its left
SEAL_NAME_CLEARANCE_MM = 0.6
SEAL_DIAMETERS_MM = (20.0, 60.0)  # smaller or larger is a mistake in the picture or the setting


def signature_place(gap: SignatureBox, *, aspect: float) -> SignatureBox:
    """Return the place of the personal signature: as large as fits, centred between post and name.

    `aspect` is width through height of its picture.
    """
    most_height = min(
        SIGNATURE_MAX_HEIGHT_MM * POINTS_PER_MM, gap.top - gap.bottom - 2 * SIGNATURE_CLEARANCE_MM * POINTS_PER_MM
    )
    most_width = min(SIGNATURE_MAX_WIDTH_MM * POINTS_PER_MM, gap.right - gap.left)
    width = min(most_width, most_height * aspect)
    height = width / aspect
    centre_x, centre_y = (gap.left + gap.right) / 2, (gap.bottom + gap.top) / 2
    return SignatureBox(
        gap.page, centre_x - width / 2, centre_y - height / 2, centre_x + width / 2, centre_y + height / 2
    )


def seal_place(gap: SignatureBox, signature: SignatureBox, *, diameter_mm: float, name_width_mm: float) -> SignatureBox:
    """Return the square of the seal: over the left third of the signature, level with it, lifted off the signer's name.

    The name stands centred below the gap; the seal rises just so far that its circle does not touch it.
    """
    diameter = diameter_mm * POINTS_PER_MM
    radius = diameter / 2
    right = signature.left + (signature.right - signature.left) * SEAL_OVERLAP
    centre_x, centre_y = right - radius, (signature.bottom + signature.top) / 2
    name_left = (gap.left + gap.right - name_width_mm * POINTS_PER_MM) / 2
    beside = max(0.0, name_left - centre_x)
    clear = radius + SEAL_NAME_CLEARANCE_MM * POINTS_PER_MM
    if beside < clear:
        centre_y = max(centre_y, gap.bottom + math.sqrt(clear**2 - beside**2))
    return SignatureBox(gap.page, right - diameter, centre_y - radius, right, centre_y + radius)
