"""Words of the web pages that are not said by the conversation itself."""

TITLE = "Dân Biết"
TAGLINE = "Hỏi quyền của người lao động"
ABOUT = "Hỏi về lương, giờ làm, nghỉ phép, thai sản, thôi việc. Trả lời kèm điều luật. Không cần nói tên."
CHANNEL_OF = "Kênh của {union}"
NAV_CHAT = "Hỏi đáp"
NAV_HANDBOOK = "Sổ tay"
NAV_CALCULATE = "Tính thử"
NAV_PETITION = "Gửi kiến nghị"
NAV_FOLLOW = "Xem kiến nghị đã gửi"
NAV_SLIP = "Kiểm tra phiếu"
NAV_LETTERS = "Đơn mẫu"
NAV_PRIVACY = "Tôi giữ gì về bạn"
NAV = (
    ("/", NAV_CHAT),
    ("/tinh", NAV_CALCULATE),
    ("/so-tay", NAV_HANDBOOK),
    ("/don-mau", NAV_LETTERS),
    ("/kien-nghi", NAV_PETITION),
    ("/tra-cuu", NAV_FOLLOW),
    ("/phieu", NAV_SLIP),
    ("/rieng-tu", NAV_PRIVACY),
)
QUICK = "Làm nhanh"
QUICK_LINKS = (
    ("/kien-nghi", NAV_PETITION),
    ("/tra-cuu", NAV_FOLLOW),
    ("/tinh", NAV_CALCULATE),
    ("/don-mau", NAV_LETTERS),
)
MENU = "Mở danh mục"
BIG, SMALL = "Chữ to", "Chữ thường"
CALL_UNION = "Gọi công đoàn: {hotline}"
SOS_LABEL = "SOS: số gọi khi nguy hiểm"
SOS_PETITION = "Muốn công đoàn cấp trên biết việc nguy hiểm: gửi kiến nghị, không cần nêu tên."
SEARCHING = "Đang tìm…"
HELPFUL = "Có đúng ý bạn không?"
SHARE, COPY, COPIED, PRINT = "Chia sẻ", "Chép", "Đã chép", "In"
ALOUD, STOP = "Đọc to", "Dừng đọc"
LETTER = "Đơn mẫu: {title}"
PETITION_ABOUT = "Gửi kiến nghị về việc này"
ASK_MORE = "Hỏi tiếp"
SHARED_BY = "Gửi câu trả lời này cho đồng nghiệp: {address}"
LETTERS_FOR_THIS = "Đơn mẫu cho việc này"
SKIP = "Tới phần chính"

LOG_LABEL = "Cuộc trò chuyện"
YOU = "Bạn:"
CODE_TYPED = "(mã tra cứu)"
BOT = "Dân Biết:"
PICTURE = "Mã QR mở {address}"  # read to those who do not see it
ASK_LABEL = "Câu hỏi của bạn"
ASK_HINT = "Bạn muốn hỏi gì?"
SEND = "Gửi"
KEPT = "Cuộc trò chuyện được khóa kín trên máy chủ, trình duyệt này giữ mã để mở lại. Sau 24 giờ không nhắn thì tự xóa."
FORGET = "Xóa ngay"
NOT_KEPT = (
    "Chưa lưu gì. Khi bạn gửi câu đầu tiên, máy chủ giữ cuộc trò chuyện, khóa kín. Trình duyệt giữ một mã ngẫu nhiên "
    "để mở lại. Sau 24 giờ không nhắn thì tự xóa."
)
SLOW = "Đã nhận câu hỏi, đang tìm câu trả lời. Tải lại trang sau vài giây."
NOT_TAKEN = "Máy chủ đang bận, chưa nhận được. Chữ bạn viết vẫn còn ở dưới: chờ một phút rồi bấm Gửi lại."
SEND_FAILED = "Chưa gửi được. Chữ bạn viết vẫn còn, bấm Gửi lại."
TOO_FAST = "Đang có nhiều câu hỏi quá. Chờ {seconds} giây rồi bấm Gửi lại; chữ bạn viết vẫn còn ở dưới."

PHOTOS = "Kèm ảnh"
PHOTOS_SENT = "({count} ảnh)"
PHOTOS_TOO_BIG = "Các ảnh cộng lại quá 40 MB nên chưa nhận. Chữ bạn viết vẫn còn ở dưới: gửi lại với ít ảnh hơn."

HANDBOOK_TITLE = "Sổ tay"
HANDBOOK_INTRO = (
    "Luật kể lại bằng lời dễ hiểu, từng khoản một. Đây là lời giải thích, không phải nguyên văn luật; "
    "nguyên văn hiện bên dưới khi nơi cài đặt đã nhập văn bản chính thức."
)
HANDBOOK_SEARCH = "Tìm trong sổ tay"
HANDBOOK_SEARCH_BUTTON = "Tìm"
HANDBOOK_FOUND = "Tìm thấy cho “{question}”"
HANDBOOK_NOTHING = "Chưa tìm thấy điều nào cho “{question}”. Thử ít chữ hơn, hoặc chọn chủ đề."
BY_TOPIC = "Theo chủ đề"
BY_DOCUMENT = "Theo văn bản"
ARTICLE_COUNT = "{count} điều"
ASK_ABOUT = "Hỏi về việc này"
SEE_ALSO = "Điều liên quan"
BACK_TO_HANDBOOK = "Về sổ tay"
MOTTO = {
    "know": "Dân biết",
    "discuss": "Dân bàn",
    "do": "Dân làm",
    "check": "Dân kiểm tra",
    "supervise": "Dân giám sát",
    "benefit": "Dân thụ hưởng",
}

PRIVACY_TITLE = "Tôi giữ gì về bạn"
NOT_FOUND = "Không có trang này"
WRONG_WAY_TEXT = "Trang này không mở được theo cách đó. Bạn về trang đầu rồi bấm vào mục cần xem nhé."
WRONG_HOST = "Địa chỉ này không phải của Dân Biết."
NO_ROOM = (
    "Từ mạng này đang có quá nhiều cuộc trò chuyện, nên máy chưa nhận thêm được. Chữ bạn viết vẫn còn: một giờ nữa gửi "
    "lại, hoặc dùng mạng khác, như 4G."
)
CROWDED_ADDRESS = "Có quá nhiều người dùng chung mạng với bạn lúc này. Chờ mười giây rồi tải lại trang."
BUSY = "Đang có nhiều người gửi ảnh cùng lúc. Chờ một phút rồi bấm gửi lại."
TOO_SLOW = "Mạng chậm quá nên chưa nhận được. Bạn gửi lại nhé, ảnh thì gửi ít hơn mỗi lần."
NOT_FOUND_TEXT = "Có thể địa chỉ gõ sai. Bạn về trang đầu và gõ câu hỏi nhé."
FOREIGN_FORM = "Trang này chỉ nhận câu hỏi gửi từ chính nó. Bạn mở trang đầu rồi gửi lại nhé."
TOO_BIG = "Tin dài quá. Bạn viết ngắn lại nhé."
FAILED = "Có lỗi ở máy chủ"
FAILED_TEXT = "Chưa làm được việc vừa rồi. Bạn thử lại sau ít phút. Mã lỗi để báo người quản trị: {mark}"
HOME = "Về trang đầu"
