"""Who may sign in with a password."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from accounts.models import User

# A name that no mail server will ever have (RFC 2606); only the demo's people carry it.
DEMO_ADDRESS_END = "@demo.invalid"


class PasswordBackend(ModelBackend):
    """Active people. Demo people only in the demo, also where a demo's database was carried over by mistake."""

    def user_can_authenticate(self, user: User) -> bool:
        """Whether this person may sign in here, and stay signed in."""
        is_demo_person = user.email.endswith(DEMO_ADDRESS_END)
        return super().user_can_authenticate(user) and (settings.DEMO or not is_demo_person)
