"""Hưng Yên after the merger with Thái Bình, and PAPI and PCI figures on both sides of a change of method."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import RoleGrant, User
from accounts.roles import Role
from agencies.enums import AgencyKind
from agencies.models import Agency, Province
from indices.enums import CriterionLevel
from indices.models import Criterion, Framework, Index, Result, Source


@pytest.fixture
def hung_yen(db) -> Province:
    return Province.objects.create(
        slug="hung-yen",
        scheme=34,
        code="33",
        name="Hưng Yên",
        full_name="Tỉnh Hưng Yên",
        kind="tỉnh",
        valid_from=date(2025, 7, 1),
    )


@pytest.fixture
def former_hung_yen(hung_yen) -> Province:
    return former_province("33", "Hưng Yên", hung_yen)


@pytest.fixture
def thai_binh(hung_yen) -> Province:
    return former_province("34", "Thái Bình", hung_yen)


@pytest.fixture
def papi(db) -> Index:
    """PAPI with its two scales: 60 points to 2017, 80 points with one dimension more from 2018."""
    Source.objects.create(key="PAPI-XLS", title="Bảng số liệu PAPI", publisher="UNDP")
    index = Index.objects.create(
        code="PAPI",
        name="Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh",
        short_name="PAPI",
        publisher="UNDP",
        first_year=2011,
        scale_min=8,
        scale_max=80,
        unit="điểm",
    )
    for code, first, last, scale, dimensions in (("2011–2017", 2011, 2017, 60, 1), ("từ 2018", 2018, None, 80, 2)):
        framework = Framework.objects.create(index=index, code=code, first_year=first, last_year=last)
        root = Criterion.objects.create(
            framework=framework, code="PAPI", level=CriterionLevel.INDEX, name="PAPI", max_score=scale, order=1
        )
        for number in range(1, dimensions + 1):
            Criterion.objects.create(
                framework=framework,
                parent=root,
                code=f"PAPI.{number}",
                official_no=str(number),
                level=CriterionLevel.DIMENSION,
                name=f"Nội dung thứ {number}",
                max_score=10,
                order=1 + number,
            )
    return index


@pytest.fixture
def leader(hung_yen) -> User:
    return person("leader@hy.invalid", Role.LEADER, hung_yen)


@pytest.fixture
def focal_point(hung_yen) -> User:
    agency = Agency.objects.create(province=hung_yen, code="SYT", name="Sở Y tế", kind=AgencyKind.DEPARTMENT)
    return person("focal@hy.invalid", Role.FOCAL_POINT, hung_yen, agency)


@pytest.fixture
def stranger(db) -> User:
    elsewhere = Province.objects.create(
        slug="dong-thap", scheme=34, code="82", name="Đồng Tháp", full_name="Tỉnh Đồng Tháp", kind="tỉnh"
    )
    return person("leader@dt.invalid", Role.LEADER, elsewhere)


def former_province(code: str, name: str, successor: Province) -> Province:
    return Province.objects.create(
        slug=f"{code}-truoc-2025",
        scheme=63,
        code=code,
        name=name,
        full_name=f"Tỉnh {name}",
        kind="tỉnh",
        valid_to=date(2025, 6, 30),
        successor=successor,
    )


def person(email: str, role: Role, province: Province, agency: Agency | None = None) -> User:
    user = User.objects.create_user(email, "matkhau-dai-12", full_name=email.split("@")[0])
    RoleGrant.objects.create(user=user, role=role, province=province, agency=agency)
    return user


def publish(index: Index, province: Province, scores: dict[int, str | None], *, node: str = "", **more) -> list[Result]:
    """Published figures of one node by year; "" as node is the total, None as score a rank without a score."""
    return Result.objects.bulk_create(
        Result(
            index=index,
            province=province,
            year=year,
            node_code=node or index.code,
            score=None if score is None else Decimal(score),
            source="PAPI-XLS",
            confidence="high",
            **more,
        )
        for year, score in scores.items()
    )
