from django.urls import path

from notifications.views import messages

app_name = "notifications"

urlpatterns = [
    path("thu-cua-toi/", messages.Inbox.as_view(), name="inbox"),
    path("thu/<int:pk>/", messages.MessageDetail.as_view(), name="message_detail"),
    path("thu/<int:pk>/giu-lai/", messages.HoldMessage.as_view(), name="message_hold"),
    path("thu/<int:pk>/cho-gui/", messages.ReleaseMessage.as_view(), name="message_release"),
    path("thu/<int:pk>/gui-lai/", messages.RetryMessage.as_view(), name="message_retry"),
    path("hop-thu-di/", messages.Outbox.as_view(), name="outbox"),
    path("hop-thu-thu/", messages.Mailbox.as_view(), name="mailbox"),
    path("hop-thu-thu/<int:pk>/", messages.MailboxDetail.as_view(), name="mailbox_detail"),
]
