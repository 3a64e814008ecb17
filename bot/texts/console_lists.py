"""The words of lists and of a case's state, as staff read them: there "bạn" is the officer, not the sender."""

from collections.abc import Mapping

from bot.texts import submissions as terms
from feedback.model.lifecycle import Clock, State
from feedback.staff.values import ListName

STATES: Mapping[State, str] = {
    **terms.STATES,
    State.RECEIVED: "chưa ai mở",
    State.NEEDS_INFO: "chờ người gửi trả lời",
    State.REFUSAL_PROPOSED: "chờ người thứ hai quyết định",
    State.WITHDRAW_CHECK: "hỏi lại việc rút",
    State.APPEAL: "người gửi xin xem lại",
    State.DISPUTED: "người gửi chưa đồng ý",
}
CLOCKS: Mapping[Clock, str] = {
    **terms.CLOCKS,
    Clock.FIRST_LOOK: "có người xem",
    Clock.APPEAL_WINDOW: "người gửi được xin xem lại",
    Clock.INFO_REPLY: "chờ người gửi trả lời",
    Clock.CONFIRMATION: "người gửi xác nhận",
    Clock.REDIRECT_FOLLOW_UP: "người gửi báo nếu nơi kia không nhận",
    Clock.REOPENING: "người gửi được mở lại",
}
CHANNELS: Mapping[str, str] = {
    "web": "web",
    "telegram": "Telegram",
    "zalo_bot": "Zalo",
    "zalo_oa": "Zalo",
    "terminal": "máy này",
    "assisted": "nhập hộ",
}
LISTS: Mapping[ListName, str] = {
    ListName.OPEN: "Tất cả đang mở",
    ListName.MINE: "Việc của tôi",
    ListName.NEW: "Mới",
    ListName.UNASSIGNED: "Chưa giao",
    ListName.DUE: "Sắp đến hạn",
    ListName.DECISIONS: "Cần người thứ hai",
    ListName.WITHDRAWALS: "Xin rút",
    ListName.APPEALS: "Xin xem lại",
    ListName.SAMPLES: "Mẫu đọc lại",
    ListName.EMERGENCIES: "Khẩn",
    ListName.MOVED_UP: "Vụ từ cấp dưới chuyển lên",
    ListName.CLOSED: "Đã đóng",
}
EMPTY: Mapping[ListName, str] = {
    ListName.OPEN: "Chưa có vụ nào đang mở. Khi người lao động gửi kiến nghị, vụ tự hiện ở đây.",
    ListName.MINE: "Bạn chưa giữ vụ nào. Người phụ trách giao vụ cho bạn, hoặc bạn mở mục “Mới” để nhận việc.",
    ListName.NEW: "Không có vụ mới: mọi vụ đã có người xem.",
    ListName.UNASSIGNED: "Mọi vụ đã tiếp nhận đều có người giữ.",
    ListName.DUE: "Không vụ nào đến hạn trong ba ngày tới.",
    ListName.DECISIONS: "Không có đề xuất nào chờ bạn đồng ý.",
    ListName.WITHDRAWALS: "Không ai xin rút.",
    ListName.APPEALS: "Không có yêu cầu xem lại.",
    ListName.SAMPLES: "Chưa có mẫu nào để đọc lại. Mẫu được rút mỗi tháng.",
    ListName.EMERGENCIES: "Không có vụ khẩn. Vụ khẩn hiện ở đây và ở đầu trang Hôm nay.",
    ListName.MOVED_UP: "Không có vụ nào đang mở mà cấp dưới đã chuyển lên.",
    ListName.CLOSED: "Chưa có vụ nào đã đóng.",
}
EMPTY_FILTERED = "Không có vụ nào khớp với điều kiện lọc. Bỏ bớt điều kiện, hoặc bấm “Bỏ lọc”."
COLUMNS: tuple[tuple[str, frozenset[State]], ...] = (
    ("Mới", frozenset({State.RECEIVED, State.QUARANTINED})),
    ("Đang phân loại", frozenset({State.SCREENING, State.NEEDS_INFO, State.REFUSAL_PROPOSED})),
    ("Đang giải quyết", frozenset({State.ACCEPTED, State.IN_PROGRESS, State.DISPUTED})),
    ("Chờ nơi khác", frozenset({State.WAITING_EXTERNAL, State.IN_DIALOGUE, State.REDIRECTED})),
    ("Chờ người gửi", frozenset({State.ANSWERED, State.WITHDRAW_CHECK, State.NOT_ACCEPTED})),
    ("Xem lại, đã xong", frozenset({State.APPEAL, State.CLOSED, State.ARCHIVED, State.PURGED})),
)
"""The columns of the queue, from the left."""
TODAY = "hôm nay"
LEFT = "còn {days} ngày"
LATE = "quá hạn {days} ngày"
LATE_TODAY = "quá hạn hôm nay"
NO_DUE = "chưa có hạn"
NO_NUMBER = "Không tìm thấy “{number}” trong phần việc của bạn. Số có dạng KN26-7F3KQ, in trên phiếu tiếp nhận."
