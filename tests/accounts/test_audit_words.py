"""The audit trail speaks Vietnamese."""

from __future__ import annotations

from django.utils import timezone

from accounts.services.auditing import record_act
from accounts.templatetags.audit import changes


def test_a_changed_state_is_shown_in_words(coordinator, plan):
    event = record_act(
        coordinator,
        "trả lại kết quả",
        plan,
        at=timezone.now(),
        before={"state": "submitted"},
        after={"state": "returned"},
    )

    assert changes(event) == [{"name": "trạng thái", "before": "đã nộp, chờ duyệt", "after": "trả lại"}]


def test_what_has_no_word_is_shown_as_stored(coordinator, plan):
    event = record_act(coordinator, "việc khác", plan, at=timezone.now(), after={"hạn mới": ["a", "b"]})

    assert changes(event) == [{"name": "hạn mới", "before": None, "after": "a; b"}]
