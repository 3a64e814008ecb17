"""What a log-in and the shell `danbiet office` say."""

LOGIN_PROMPT = "Mật khẩu của {login}"
ASK_CODE = "Sáu số trong ứng dụng xác thực của {login}, hoặc một mã dự phòng"
ENROL = (
    "{login} chưa có bước xác nhận thứ hai. Mở ứng dụng xác thực (Google Authenticator, Aegis, FreeOTP…), thêm tài "
    "khoản bằng khóa này, rồi gõ sáu số đang hiện:\n  {secret}\n  {uri}"
)
RECOVERY_CODES = "Mười mã dự phòng, mỗi mã dùng một lần khi mất điện thoại. Chép ra giấy, cất riêng, không chụp ảnh:"
WELCOME = "Đã vào phiên của {login}. Gõ lệnh như thường, bỏ chữ danbiet (thí dụ: feedback queue). Gõ thoat để ra."
PROMPT = "{login}> "
LEAVE = ("thoat", "thoát", "exit", "quit")
UNREADABLE = "Dòng lệnh thiếu dấu nháy."
