from typing import Any

from django.core.management.base import BaseCommand

from assignments.enums import TRANSITIONS, DeliverableState


def mermaid() -> str:
    """The transition table of a duty as a Mermaid state diagram."""
    ended = [state for state in DeliverableState if not any(before == state for before, _ in TRANSITIONS)]
    lines = [
        "stateDiagram-v2",
        *(f"    {state.value}: {state.label}" for state in DeliverableState),
        f"    [*] --> {DeliverableState.OPEN.value}",
        *(f"    {before.value} --> {after.value}: {act.label}" for (before, act), after in TRANSITIONS.items()),
        *(f"    {state.value} --> [*]" for state in ended),
    ]
    return "\n".join(lines)


class Command(BaseCommand):
    help = "In bảng chuyển trạng thái của một nhiệm vụ dưới dạng biểu đồ Mermaid (docs/duty-states.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(mermaid())
