"""Plans as issued, their provisions and tasks, and the imports under review from which they come."""

from plans.models.importing import DraftTask, DraftTaskAgency, PlanImport
from plans.models.plan import Measure, Plan, Provision, Task, TaskAgency

__all__ = ["DraftTask", "DraftTaskAgency", "Measure", "Plan", "PlanImport", "Provision", "Task", "TaskAgency"]
