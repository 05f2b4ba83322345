from django.db import migrations

# Seven and one working days before the due date, on the day, and on the working day after.
DEFAULT_RULES = (7, 1, 0, -1)


def add_rules(apps, schema_editor):
    rules = apps.get_model("assignments", "ReminderRule").objects
    for days in DEFAULT_RULES:
        rules.get_or_create(province=None, working_days_before=days)


def remove_rules(apps, schema_editor):
    rules = apps.get_model("assignments", "ReminderRule").objects
    rules.filter(province=None, working_days_before__in=DEFAULT_RULES).delete()


class Migration(migrations.Migration):
    """The rules that hold for every province that sets none of its own."""

    dependencies = [("assignments", "0002_reminder_recipient")]

    operations = [migrations.RunPython(add_rules, remove_rules)]
