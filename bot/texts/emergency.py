"""What is said at once when somebody is in danger. A line whose number may not be shown today is left out.

The right to leave a dangerous place is named with its article; everything else is plain help, without a lecture.
"""

from collections.abc import Mapping

from feedback.model.case import EmergencyKind

BUTTON = "🆘 Khẩn cấp"
HEADING = "🆘 Nếu đang nguy hiểm"
WHICH = "Chuyện gì đang xảy ra? Nếu cần giúp ngay, gọi: {ambulance}; {fire}; {police}."
NUMBER = "{number} ({name}, {hours})"
NUMBER_CHECKED = "{number} ({name}, {hours}, kiểm tra ngày {day})"

KINDS: Mapping[EmergencyKind, str] = {
    EmergencyKind.ACCIDENT: "Tai nạn, cháy, ngộ độc",
    EmergencyKind.VIOLENCE: "Bị đánh, dọa, nhốt",
    EmergencyKind.SELF_HARM: "Không muốn sống nữa",
    EmergencyKind.SEXUAL_HARASSMENT: "Bị quấy rối, xâm hại",
    EmergencyKind.CHILD: "Trẻ em, mua bán người",
    EmergencyKind.STOPPAGE: "Ngừng việc, chủ bỏ trốn",
}
NOBODY = "Không, không ai nguy hiểm"

AT_ONCE: Mapping[EmergencyKind, tuple[str, ...]] = {
    EmergencyKind.ACCIDENT: (
        "Gọi {ambulance}. Có cháy hoặc người mắc kẹt: {fire}.",
        "Rời khỏi nơi nguy hiểm, rồi báo người phụ trách. Thấy rõ nguy hiểm cho tính mạng, bạn có quyền không làm.",
        "Căn cứ: điểm d khoản 1 Điều 5, Bộ luật Lao động (45/2019/QH14).",
    ),
    EmergencyKind.VIOLENCE: ("Gọi {police}.", "Tới chỗ đông người nếu được. Có người bị thương: {ambulance}."),
    EmergencyKind.SELF_HARM: (
        "Bạn không một mình. Bây giờ bạn có an toàn không?",
        "Nếu đang nguy hiểm, gọi {ambulance}, hoặc nhờ người ở ngay bên cạnh bạn.",
        "Có người lắng nghe bạn: {listening}.",
    ),
    EmergencyKind.SEXUAL_HARASSMENT: (
        "Đây không phải lỗi của bạn.",
        "Nếu vừa xảy ra: gọi {police}, và tới cơ sở y tế. Giữ lại tin nhắn, ảnh, quần áo.",
        "Chỗ tạm lánh an toàn: {shelter}.",
        "Kiến nghị về việc này đi thẳng tới cấp trên, công đoàn công ty không được xem. Bạn có thể ghi là muốn nói "
        "chuyện với cán bộ nữ.",
    ),
    EmergencyKind.CHILD: ("Gọi {child}.", "Nếu đang bị giữ, bị đánh: {police}."),
    EmergencyKind.STOPPAGE: (
        "Giữ bình tĩnh, giữ bảng lương, hợp đồng, ảnh chụp thông báo. Có xô xát: {police}.",
        "Kiến nghị khẩn được xếp trước mọi việc khác.",
    ),
}
ASK: Mapping[EmergencyKind, str] = {
    EmergencyKind.ACCIDENT: "Có ai đang gặp tai nạn hay nguy hiểm không? Nếu có, gọi ngay {ambulance}.",
    EmergencyKind.VIOLENCE: "Có ai đang bị đánh, bị dọa hay bị giữ không? Nếu có, gọi ngay {police}.",
    EmergencyKind.SELF_HARM: "Bạn có đang nghĩ đến chuyện không muốn sống không? Nếu có, tôi muốn giúp bạn ngay.",
    EmergencyKind.SEXUAL_HARASSMENT: "Có ai đang bị quấy rối, xâm hại không? Nếu đang nguy hiểm, gọi {police}.",
    EmergencyKind.CHILD: "Có trẻ em hay ai đang bị ép làm, bị bán không? Nếu có, gọi ngay {child}.",
    EmergencyKind.STOPPAGE: "Nơi bạn làm có đang ngừng việc tập thể, hay chủ bỏ trốn không?",
}
YES = "🆘 Đúng vậy"
NO = "Không, không phải vậy"
SEE_LAW = "Xem luật"

NOT_A_HOTLINE = "Tôi là máy trả lời, không phải tổng đài cấp cứu, và không ai đang đọc tin này."
TELL_UNION = "Muốn công đoàn cấp trên biết: gửi kiến nghị khẩn, không cần nêu tên."
WATCHED = "Đây không phải tổng đài cấp cứu. Đang có người trực: kiến nghị khẩn có người xem trong {within}."
UNWATCHED = (
    "Đây không phải tổng đài cấp cứu, và lúc này không có người trực. Đang nguy hiểm thì gọi ngay các số trên. Công "
    "đoàn xem vào giờ làm việc."
)
MINUTES, HOURS = "{count} phút", "{count} giờ"
WATCHED_TRIAL = "Đang thử nghiệm: không có ai trực. Nếu nguy hiểm, hãy gọi các số ở trên."
IN_DRAFT = "Kiến nghị này sẽ được gửi là việc khẩn."
IN_CASE = "Lời này gửi đi rồi thì kiến nghị của bạn thành việc khẩn."
IN_CASE_WATCHED = "Lời này gửi đi rồi thì kiến nghị của bạn thành việc khẩn, và người trực được báo."
CONFIRMED = "Tôi xác nhận có nguy hiểm: {kind}."
WHERE = "Nếu được, hãy viết rõ nơi xảy ra và một số điện thoại. Không ai biết bạn ở đâu để tới giúp."
GLAD = "Cảm ơn bạn đã cho biết. Khi cần, gõ “khẩn cấp” bất cứ lúc nào."
PAGE_HEADING = "Đang nguy hiểm? Gọi ngay"
UNION_PHONE = "công đoàn"
