"""Words of the poster and of `danbiet qr`."""

BRAND = "Dân Biết"
SLOGAN = "Hỏi quyền lợi. Góp ý kiến. Không cần nêu tên."
LINES = (
    "1. Quét mã bằng điện thoại của bạn.",
    "2. Hỏi về lương, giờ làm, nghỉ phép, dân chủ ở nơi làm việc.",
    "3. Gửi kiến nghị ẩn danh lên công đoàn cấp trên, không qua công ty.",
)
CODE = "Mã nơi làm việc: {code}"
TELEGRAM, ZALO, WEB = "Telegram", "Zalo", "Trang web"

NO_LINK = "Chưa có địa chỉ nào để in. Đặt DANBIET_PUBLIC_URL, DANBIET_ZALO_LINK hoặc DANBIET_TELEGRAM_TOKEN trong .env."
NO_UNIT = "Không có đơn vị mã {code}. Xem các mã: danbiet org export. Hoặc ghi thẳng tên: --name"
BAD_CODE = "Mã {code} không in được: chỉ dùng chữ không dấu, số, gạch nối, tối đa 64 ký tự."
TELEGRAM_UNREACHABLE = "Không tới được Telegram để lấy tên bot; tờ này in không có mã Telegram."
WRITTEN = "Đã ghi {path}"
