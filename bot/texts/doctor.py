"""Words of `danbiet doctor`: what was found, and what to do."""

SETTINGS = "Cài đặt đọc được."
NO_DATA = "Thư mục dữ liệu {data} chưa có; sẽ tự tạo khi chạy danbiet serve."
DATA = "Thư mục dữ liệu {data} ghi được."
DATA_READ_ONLY = "Không ghi được vào {data}. Cấp quyền ghi cho tài khoản chạy Dân Biết (chown, chmod)."
DISK = "Đĩa còn trống {megabytes} MB (cần ít nhất 500 MB)."
CLOCK = "Đồng hồ máy: {now} (giờ Việt Nam). Sai thì chạy: timedatectl set-ntp true"
SKEW = "Đồng hồ máy lệch {seconds} giây so với internet (cho phép 120). Sai thì chạy: timedatectl set-ntp true"
NO_CLOCK = "Không so được đồng hồ với internet."
KEY_IN_ENVIRONMENT = "Khóa lấy từ DANBIET_KEY, đúng khóa."
KEY = "Khóa {path} đúng, chỉ chủ máy đọc được."
ENV = "Tệp {path} chỉ chủ máy đọc được."
ENV_OPEN = "Tệp {path} có mã bot mà người khác đọc được. Chạy: chmod 600 {path}"
KEY_OPEN = "Khóa {path} người khác đọc được. Chạy: chmod 600 {path}"
KEY_UNREADABLE = "Không đọc được khóa {path}. Chạy lệnh này bằng tài khoản chạy Dân Biết, hoặc sửa quyền của tệp."
NO_KEY = "Khóa {path} chưa có; sẽ tự tạo khi cần."
DATABASE = "{name} nguyên vẹn."
DATABASE_BROKEN = (
    "{name} bị hỏng. Dừng Dân Biết, chuyển {name} (cùng {name}-wal, {name}-shm nếu có) đi nơi khác, {remedy}"
)
REMEDIES = {
    "bot.db": "rồi chạy lại: chỉ mất các tin đang trên đường, không cần sao lưu.",
    "push.db": "rồi chạy lại: chỉ mất các lời hẹn nhắc và báo tin, không có trong bản sao lưu.",
    "desk.db": "rồi chạy lại: chỉ mất các câu hỏi đang chờ ở bàn.",
    "knowledge.db": "rồi nhập lại văn bản (danbiet knowledge import) hoặc phục hồi từ bản sao lưu (danbiet restore).",
    "feedback.db": "rồi phục hồi từ bản sao lưu gần nhất (danbiet restore). Đừng xóa tệp hỏng.",
}
INBOX = "Tin đang chờ trả lời: {count}, lâu nhất {age} giây. Quá 120 giây: khởi động lại danbiet serve."
NOT_STUCK = "Không có tin gửi đi nào bị kẹt."
STUCK = "{count} tin gửi đi bị kẹt. Xem kênh ở dưới có thông không, rồi chạy: danbiet doctor --retry"
RETRIED = "Đã cho {count} cuộc trò chuyện gửi lại; danbiet serve gửi trong vòng 10 phút."
RETRY_FAILED = "Không đọc hay ghi được bot.db. Xem chỗ sai và cách sửa: danbiet doctor"
SET_ASIDE = "{count} tin đã để riêng vì xử lý lỗi ba lần (không giữ nội dung). Xem mã lỗi trong nhật ký."
KNOWLEDGE = "Sổ tay: {handbook} văn bản kể lại; văn bản chính thức đã nhập: {official}."
KNOWLEDGE_BROKEN = "Không đọc được sổ tay: {error}"
NOT_RUNNING = "Dân Biết chưa chạy ở http://{host}:{port}. Chạy: danbiet serve"
RUNNING = "Dân Biết đang chạy, các kênh đều thông."
RUNNING_SILENT = "Kênh {channel} đã lâu không liên lạc được. Xem mạng và mã của kênh này."
RUNNING_LATE = {
    "inbox": "Dân Biết đang chạy nhưng trả lời chậm. Khởi động lại danbiet serve.",
    "outbox": "Dân Biết đang chạy nhưng có tin gửi đi bị kẹt. Chạy: danbiet doctor --retry",
    "disk": "Đĩa sắp đầy: tin mới có thể không ghi được. Dọn đĩa ngay.",
    "telegram": "Hơn ba phút nay không nhận được gì từ Telegram. Xem mã bot, mạng, DANBIET_PROXY và đĩa.",
    "zalo_bot": "Hơn ba phút nay không liên lạc được với Zalo Bot. Xem DANBIET_ZALO_BOT_TOKEN và mạng.",
    "zalo_oa": "Hơn ba phút nay Zalo OA không nhận mã truy cập. Xem DANBIET_ZALO_OA_REFRESH_TOKEN và mạng.",
}
NO_CHANNEL = "Chưa cài Telegram hay Zalo; trang web và danbiet chat vẫn dùng được. Xem .env.example để thêm kênh."
TELEGRAM = "Telegram: bot @{name} nhận mã."
TELEGRAM_REFUSES = "Telegram không nhận mã bot. Lấy lại mã ở @BotFather rồi ghi vào DANBIET_TELEGRAM_TOKEN."
TELEGRAM_UNREACHABLE = "Không tới được Telegram. Mạng có thể đang chặn: đặt DANBIET_PROXY, hoặc dùng Zalo và trang web."
WEBHOOK = "Telegram gọi vào {url}; đang chờ {count} tin."
WEBHOOK_WRONG = "Webhook của Telegram là “{url}”, không khớp cài đặt. Khởi động lại danbiet serve để đặt lại."
WEBHOOK_ERROR = "Telegram gọi webhook bị lỗi lúc {when}. Xem HTTPS và địa chỉ {url} có vào được từ ngoài không."
POLLING = "Telegram: máy này tự hỏi tin; đang chờ {count} tin."
ZALO_BOT = "Zalo Bot nhận mã."
ZALO_BOT_BAD = "Zalo Bot trả lỗi {code}. Xem lại DANBIET_ZALO_BOT_TOKEN."
ZALO_UNREACHABLE = "Không tới được Zalo. Xem mạng và DANBIET_PROXY."
ZALO_OA = "Zalo OA nhận mã truy cập."
ZALO_OA_UNKNOWN = "Zalo OA: chưa xem được mã truy cập; sửa các dòng ✗ ở trên trước."
ZALO_OA_ERROR = "Zalo OA trả lỗi {code}. Thử lại sau ít phút; vẫn vậy thì xem OA còn hoạt động không ở oa.zalo.me."
ZALO_OA_FIRST = "Zalo OA: chưa có mã truy cập; danbiet serve sẽ lấy khi chạy."
ZALO_OA_RENEWS = "Zalo OA không còn nhận mã truy cập; danbiet serve đang chạy sẽ tự làm mới trong vòng một phút."
ZALO_OA_BAD = (
    "Zalo OA không cấp mã truy cập (lỗi {code}). Lấy mã làm mới tại developers.zalo.me rồi ghi vào "
    "DANBIET_ZALO_OA_REFRESH_TOKEN."
)
ALL_WELL = "Mọi thứ ổn."
TO_DO = "{count} việc cần làm (các dòng ✗)."
STAFF_APART = "Bảng làm việc của cán bộ có tên miền riêng."
STAFF_SAME_HOST = (
    "DANBIET_STAFF_URL và DANBIET_PUBLIC_URL chung một tên miền: cookie không phân biệt cổng, trang công khai có thể "
    "đặt cookie cho bảng làm việc. Hãy cho bảng làm việc một tên miền riêng."
)
STAFF_ONE_PROCESS = (
    "Trang công khai và bảng làm việc chạy chung một tiến trình: tiến trình mà người lạ chạm tới giữ khóa đã mở. "
    "Hãy chạy hai dịch vụ: danbiet serve public và danbiet serve staff."
)
STAFF_OWN_PROCESS = "Bảng làm việc chạy ở tiến trình riêng."
STAFF_OPEN = (
    "Bảng làm việc mở cho máy khác (DANBIET_STAFF_HOST={host}) mà không có HTTPS: mật khẩu đi trần trên mạng. Đặt lại "
    "127.0.0.1, và cho máy chủ trung gian có HTTPS đứng trước, ghi ở DANBIET_STAFF_URL."
)
STAFF_PLAIN_HTTP = "DANBIET_STAFF_URL phải bắt đầu bằng https:, nếu không mật khẩu đi trần trên mạng."
STAFF_NO_ADDRESS = (
    "Bảng làm việc chỉ mở được trên chính máy này. Muốn cán bộ vào từ nơi khác: đặt DANBIET_STAFF_URL, tên miền riêng."
)
