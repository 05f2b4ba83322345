"""Levels of an index framework."""

from django.db import models


class CriterionLevel(models.TextChoices):
    """Levels as the publishers name them; the reference files carry the Vietnamese words, mapped on loading."""

    INDEX = "index", "Chỉ số"
    DIMENSION = "dimension", "Nội dung"
    SUB_DIMENSION = "sub_dimension", "Nội dung thành phần"
    SUB_INDEX = "sub_index", "Chỉ số thành phần"
    INDICATOR = "indicator", "Chỉ tiêu"
    FIELD = "field", "Lĩnh vực"
    SCORE_SOURCE = "score_source", "Nguồn điểm"
    ASPECT = "aspect", "Khía cạnh"
    FACTOR = "factor", "Yếu tố"
    ITEM = "item", "Câu hỏi"
    EXPECTATION = "expectation", "Mong đợi"
    OTHER = "other", "Khác"
