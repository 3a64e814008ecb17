"""The words of figures: names, and what exactly each of them counts."""

from collections.abc import Mapping

from feedback.reports.values import Measure, Table

NAMES: Mapping[Measure, str] = {
    Measure.RECEIVED: "Nhận trong kỳ",
    Measure.RECEIVED_BEFORE: "Nhận kỳ trước",
    Measure.OPEN_NOW: "Đang mở hôm nay",
    Measure.OVERDUE_NOW: "Đang quá hạn hôm nay",
    Measure.ANSWERED: "Trả lời lần đầu trong kỳ",
    Measure.DISPUTED: "Người gửi nói chưa giải quyết",
    Measure.SOLVED: "Người gửi xác nhận đã giải quyết",
    Measure.MOVED_UP: "Chuyển lên cấp trên vì quá hạn",
    Measure.REFUSED: "Không tiếp nhận",
    Measure.OVERTURNED: "Cấp trên xem lại và tiếp nhận",
    Measure.EMERGENCIES: "Việc khẩn",
    Measure.RETALIATION: "Có báo bị trù dập",
}
MEANINGS: Mapping[Measure, str] = {
    Measure.RECEIVED: "Vụ có ngày gửi nằm trong kỳ, tính cho đơn vị đang giữ vụ.",
    Measure.RECEIVED_BEFORE: "Vụ gửi trong kỳ liền trước, dài bằng kỳ này.",
    Measure.OPEN_NOW: "Vụ chưa đóng vào lúc xem, không kể gửi khi nào.",
    Measure.OVERDUE_NOW: "Vụ chưa đóng có ít nhất một hạn (xem, phân loại, báo xử lý, trả lời) đã qua.",
    Measure.ANSWERED: "Vụ có câu trả lời năm phần đầu tiên trong kỳ.",
    Measure.DISPUTED: "Trong số vụ trả lời lần đầu trong kỳ: vụ mà người gửi bấm «chưa giải quyết» ít nhất một lần.",
    Measure.SOLVED: "Vụ đóng trong kỳ vì chính người gửi xác nhận. Người gửi im lặng thì không tính vào đây.",
    Measure.MOVED_UP: "Số lần đồng hồ tự chuyển vụ lên cấp trên vì quá hạn, tính cho nơi để quá hạn.",
    Measure.REFUSED: "Số lần hai cán bộ cùng quyết định không tiếp nhận.",
    Measure.OVERTURNED: "Số lần cấp trên xem lại một việc không tiếp nhận và cho tiếp nhận.",
    Measure.EMERGENCIES: "Vụ nhận trong kỳ đang ở mức khẩn.",
    Measure.RETALIATION: "Vụ nhận trong kỳ mà người gửi báo bị trù dập.",
}
ON_TIME = "Đúng hạn"
ON_TIME_MEANING = (
    "Số hạn giữ đúng ngày chia cho mọi hạn rơi vào kỳ (tới hôm nay), kể cả hạn còn bỏ ngỏ. Chỉ đếm việc đã xong thì sự "
    "chậm trễ bị giấu đi."
)
MEDIAN = "Số ngày làm việc tới câu trả lời (ở giữa)"
NINTH = "Chín phần mười vụ được trả lời trong (ngày làm việc)"
DAYS_MEANING = (
    "Ngày làm việc từ ngày gửi tới câu trả lời đầu tiên, của các vụ trả lời trong kỳ. Ở giữa: một nửa nhanh "
    "hơn, một nửa chậm hơn."
)
TABLES: Mapping[Table, str] = {
    Table.MONTH: "Nhận theo tháng",
    Table.CATEGORY: "Nhận theo lĩnh vực",
    Table.UNIT: "Nhận theo đơn vị",
    Table.CHANNEL: "Nhận theo nơi gửi",
    Table.OUTCOME: "Kết quả của vụ đóng trong kỳ",
}
HIDDEN = "<5"
TOO_FEW = "quá ít để nói"
RULE = (
    "Số từ 1 đến 4 không hiện, ghi “<5”: ai quen chỗ đó có thể đoán ra người gửi. Nếu chỉ một ô bị giấu thì ô nhỏ "
    "kế tiếp cũng giấu, để không trừ ra được."
)
CHANNELS: Mapping[str, str] = {
    "web": "trang web",
    "telegram": "Telegram",
    "zalo_bot": "Zalo bot",
    "zalo_oa": "Zalo OA",
    "assisted": "nhập hộ",
    "terminal": "cửa sổ lệnh",
}
PERIODS: Mapping[str, str] = {
    "thang": "Tháng này",
    "thang_truoc": "Tháng trước",
    "quy": "Quý này",
    "nam": "Năm nay",
    "12_thang": "12 tháng qua",
}
SHEET = "Số liệu"
HEADINGS = ("Nhóm", "Chỉ tiêu", "Số", "Cách tính")
TITLE = "Số liệu từ {first} đến {last}, xem ngày {made}"
GROUP = "Chung"
