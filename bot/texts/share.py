"""Words of "Giới thiệu cho đồng nghiệp"."""

BUTTON = "🤝 Giới thiệu cho đồng nghiệp"
SHARE = (
    "Gửi đồng nghiệp địa chỉ dưới đây, hoặc cho họ quét mã QR nếu bạn thấy hình. "
    "Ở đó ai cũng hỏi được quyền của mình ở nơi làm việc. Không cần nói tên."
)
WEB = "Trang web: {address}"
TELEGRAM = "Telegram: {address}"
ZALO = "Zalo: {address}"
NO_ADDRESS = (
    "Nơi này chưa có địa chỉ để gửi cho người khác. Bạn hỏi công đoàn đã giới thiệu tôi với bạn: "
    "họ chỉ được cách cho đồng nghiệp dùng."
)
