"""Words of the pages beside the cases: what stands below, the log, the desk, people and the house."""

from collections.abc import Mapping

KNOWN = "Đã ghi: bạn đã biết vụ {number} đang chậm."
VERIFIED = "Nhật ký khớp."
LOG_FACTS: Mapping[str, str] = {
    "person": "người",
    "people": "người",
    "unit": "đơn vị",
    "units": "đơn vị",
    "role": "vai trò",
    "until": "đến trước ngày",
    "on": "từ ngày",
    "cases": "số vụ",
    "left": "còn lại",
    "count": "số dòng",
    "second": "cùng với",
    "fingerprint": "dấu vân tay",
}
"""Facts of a line that are shown, with their names; others are marks for machines."""
DESK = "Bàn câu hỏi"
NO_DESK = "Bàn câu hỏi chỉ có khi chạy cùng sổ tay. Hãy chạy `danbiet serve`."
TIED = "Đã gắn {count} câu hỏi vào {law}. Vài giây nữa, ai hỏi giống vậy sẽ được trả lời bằng điều này."
OUT = "Đã đánh dấu {count} câu hỏi là ngoài phạm vi."
REMOVED = "Đã xóa hẳn {count} câu hỏi."
NOTHING_FOUND = "Không tìm thấy điều nào. Thử từ khác, hay gõ số điều và số văn bản."
CHOOSE_LAW = "Chọn một điều luật trước khi gắn."
REASONS: Mapping[str, str] = {"unanswered": "chưa trả lời được", "unhelpful": "người hỏi nói chưa đúng ý"}
