"""What is said to the operator in logs and by `danbiet doctor`, and the names of Telegram's commands."""

TELEGRAM_COMMANDS = (
    ("start", "Bắt đầu"),
    ("menu", "Về đầu"),
    ("chude", "Xem theo chủ đề"),
    ("kiennghi", "Gửi kiến nghị ẩn danh"),
    ("tracuu", "Xem kiến nghị đã gửi"),
    ("khancap", "Khẩn cấp"),
    ("huongdan", "Cách dùng"),
    ("gioithieu", "Giới thiệu cho đồng nghiệp"),
    ("riengtu", "Tôi giữ gì về bạn"),
    ("huy", "Dừng việc đang làm"),
)
TELEGRAM_TROUBLE = {
    "InvalidToken": "Telegram không nhận mã bot. Lấy lại mã ở @BotFather rồi ghi vào DANBIET_TELEGRAM_TOKEN.",
    "Conflict": "Một tiến trình khác đang dùng cùng mã bot Telegram. Tắt tiến trình kia, hoặc dùng mã bot khác.",
}
