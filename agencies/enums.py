"""Kinds of agencies and territories, with the words people read."""

from django.db import models


class AgencyKind(models.TextChoices):
    """What an agency is in the province's machinery; the codes are those of the reference file."""

    DEPARTMENT = "so", "Sở"
    EQUIVALENT = "co_quan_tuong_duong", "Cơ quan tương đương sở"
    BOARD = "ban", "Ban"
    UNIT = "don_vi", "Đơn vị sự nghiệp, đơn vị thuộc sở"
    DIVISION = "phong", "Phòng chuyên môn"
    VERTICAL = "nganh_doc", "Cơ quan ngành dọc"
    PROVINCE_COMMITTEE = "ubnd", "UBND tỉnh"
    COUNCIL = "hdnd", "Hội đồng nhân dân"
    DISTRICT_COMMITTEE = "ubnd_huyen", "UBND cấp huyện"
    COMMUNE_COMMITTEE = "ubnd_xa", "UBND cấp xã"
    PARTY = "dang", "Cơ quan đảng"
    FRONT = "mttq", "Mặt trận Tổ quốc"
    ASSOCIATION = "doan_the", "Đoàn thể, hội"
    MEDIA = "bao_dai", "Báo, đài"
    ENTERPRISE = "doanh_nghiep", "Doanh nghiệp"
    CENTRAL = "trung_uong", "Bộ, cơ quan trung ương"
    JOINT = "lien_nganh", "Ban chỉ đạo, hội đồng, tổ công tác"


class TerritoryLevel(models.TextChoices):
    """Levels of administrative units; the district level ended on 30/06/2025 (Luật 72/2025/QH15)."""

    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class DayKind(models.TextChoices):
    """Why a calendar day differs from the plain Monday-to-Friday week."""

    HOLIDAY = "holiday", "Ngày nghỉ"
    WORKING = "working", "Ngày làm bù"
