"""What a dashboard is narrowed to; the choice lives in the URL."""

from __future__ import annotations

from datetime import date

from django import forms

from accounts.models import User
from agencies.models import Province
from reports.queries import Scope, plans_to_choose


class ScopeForm(forms.Form):
    """Plan and year of a dashboard. A value that names nothing is ignored, so that an old link still opens the page."""

    plan = forms.ChoiceField(label="Kế hoạch", required=False)
    year = forms.ChoiceField(label="Năm", required=False)

    def __init__(self, *args, province: Province, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.province = province
        self.plans = {str(plan.pk): plan for plan in plans_to_choose(province, user)}
        years = sorted({plan.year for plan in self.plans.values()}, reverse=True)
        self.fields["plan"].choices = [("", "Tất cả kế hoạch")] + [
            (key, f"{plan} ({plan.year})" if plan.number else f"{plan}") for key, plan in self.plans.items()
        ]
        self.fields["year"].choices = [("", "Mọi năm"), *((str(year), str(year)) for year in years)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def scope(self, *, on: date) -> Scope:
        """The scope chosen, on that day."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        return Scope(
            province=self.province,
            on=on,
            plan=self.plans.get(chosen.get("plan") or ""),
            year=int(chosen["year"]) if chosen.get("year") else None,
        )
