"""States and kinds of messages in the outbox."""

from django.db import models


class MessageState(models.TextChoices):
    """QUEUED -> SENDING -> SENT | QUEUED (retry) | FAILED; QUEUED may be HELD and released."""

    QUEUED = "queued", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Không gửi được"
    HELD = "held", "Giữ lại"


class MessageKind(models.TextChoices):
    ASSIGNMENT = "assignment", "Giao việc"
    REMINDER = "reminder", "Nhắc việc"
    RETURN = "return", "Trả lại"
    ACCEPTANCE = "acceptance", "Duyệt"
    SUBMISSION = "submission", "Có kết quả chờ duyệt"
    DOCUMENT = "document", "Văn bản gửi đến"
    OTHER = "other", "Khác"


class MessageAct(models.TextChoices):
    """What a person may do with a message in the outbox."""

    HOLD = "hold", "Giữ lại"
    RELEASE = "release", "Cho gửi"
    RETRY = "retry", "Gửi lại"


MESSAGE_TRANSITIONS: dict[tuple[MessageState, MessageAct], MessageState] = {
    (MessageState.QUEUED, MessageAct.HOLD): MessageState.HELD,
    (MessageState.HELD, MessageAct.RELEASE): MessageState.QUEUED,
    (MessageState.FAILED, MessageAct.RETRY): MessageState.QUEUED,
}
