"""Words of `danbiet knowledge asked`."""

HEAD = "Câu hỏi từ {first} đến {last} (số dưới {least} không ghi rõ):"
ROW = "{topic:<44} {outcome:<22} {count:>9}"
FEW = "dưới {least}"
NO_TOPIC = "(chưa rõ chủ đề)"
NOTHING = "Chưa có câu hỏi nào trong những ngày này."
OUTCOMES = {
    "answered": "đã trả lời",
    "doubtful": "trả lời, chưa chắc",
    "not_found": "chưa tìm thấy",
    "helped": "bấm “Có ích”",
    "not_helped": "bấm “Chưa đúng ý”",
}
