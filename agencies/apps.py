from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Cơ quan, địa bàn"
    default_auto_field = "django.db.models.BigAutoField"
