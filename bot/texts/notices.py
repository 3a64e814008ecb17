"""What the people of the union are told outside the console: counts, no number of a case, no content."""

from collections.abc import Mapping

from feedback.model.notice import NoticeKind, Route

KINDS: Mapping[NoticeKind, str] = {
    NoticeKind.NEWS: "tin mới cho người gửi",
    NoticeKind.NEW_CASE: "việc mới",
    NoticeKind.WORKER_WROTE: "người gửi vừa viết thêm",
    NoticeKind.ASSIGNED: "việc được giao cho bạn",
    NoticeKind.ASSIGNEE_SILENT: "việc mà người được giao im lặng",
    NoticeKind.REFUSAL_PROPOSED: "đề nghị không tiếp nhận chờ người thứ hai",
    NoticeKind.RECUSED: "người có liên quan đã rút ra, cần giao người khác",
    NoticeKind.WITHDRAWAL: "người gửi xin rút, cần hỏi lại",
    NoticeKind.DISPUTED: "người gửi chưa đồng ý với câu trả lời",
    NoticeKind.RETALIATION: "người gửi báo bị trù dập",
    NoticeKind.APPEAL: "yêu cầu xem lại",
    NoticeKind.DECISION_WANTED: "cấp dưới cần người thứ hai quyết định",
    NoticeKind.SAMPLED: "vụ được rút để kiểm tra lại",
    NoticeKind.SAMPLE_WRONG: "kết quả kiểm tra lại: chưa đúng",
    NoticeKind.HOLD_PROPOSED: "đề nghị giữ vụ chờ người thứ hai",
    NoticeKind.HOLD_ENDED: "việc giữ vụ đã hết hạn",
    NoticeKind.IDENTITY_ASKED: "yêu cầu mở danh tính",
    NoticeKind.DUE_SOON: "việc sắp đến hạn",
    NoticeKind.LATE: "việc chậm hạn",
    NoticeKind.LATE_BELOW: "việc chậm hạn ở cấp dưới",
    NoticeKind.ON_YOUR_LIST: "việc chậm đã vào danh sách của bạn",
    NoticeKind.MUST_ACKNOWLEDGE: "việc cấp dưới chậm 5 ngày làm việc, cần bấm “đã biết”",
    NoticeKind.OVERDUE_AT_TOP: "việc quá hạn ở cấp cao nhất",
    NoticeKind.MOVED_UP: "việc được chuyển lên đơn vị bạn",
    NoticeKind.MOVED_AWAY: "việc đã chuyển lên cấp trên",
    NoticeKind.EMERGENCY: "VIỆC KHẨN, cần xem ngay",
    NoticeKind.EMERGENCY_BELOW: "VIỆC KHẨN ở cấp dưới chưa ai xem",
    NoticeKind.UNIT_RECOVERED: "khóa của một đơn vị bên dưới được khôi phục",
    NoticeKind.UNIT_RENEWED: "một đơn vị bên dưới có khóa mới",
    NoticeKind.PERSON_RENEWED: "một người ở đơn vị bên dưới có khóa mới",
    NoticeKind.WEEKLY_ROOT: "dấu của nhật ký để giữ lại",
    NoticeKind.DIGEST: "tin buổi sáng",
}
DIGEST = "Sáng nay, việc chờ bạn:"
SINCE = "Vừa có thêm:"
WORK = "Việc chờ bạn: {count} vụ đang mở."
NO_WORK = "Không có việc nào chờ bạn."
PRESSING: Mapping[str, str] = {
    "emergencies": "khẩn",
    "overdue": "quá hạn",
    "due_today": "đến hạn hôm nay",
    "new": "mới, chưa ai mở",
}
PLACES: Mapping[str, str] = {
    "emergencies": "/hang-doi?muc=emergencies",
    "overdue": "/hang-doi?muc=due",
    "due_today": "/hang-doi?muc=due",
    "new": "/hang-doi?muc=new",
}
"""Where the console lists what is counted; the link still asks for password and second factor."""
COUNTED = "• {what}: {count}{link}"
NOT_LATE = "Không có việc nào quá hạn."
ON_DUTY = "Đang trực ở đơn vị bạn: {count} người."
NOBODY_ON_DUTY = "Lúc này không ai trực ở đơn vị bạn. Bot không hứa với người lao động là có người xem ngay."
OWN_SHIFT = "Ca của bạn: {start:%d/%m %H:%M} – {end:%d/%m %H:%M}"
NO_OWN_SHIFT = "Bạn không có ca trực nào sắp tới."
LINE = "{count} {what}"
DETAIL = "Dấu ngày {detail}"
OPEN = "Mở bảng xử lý để xem. Tin này không nêu tên, số hay nội dung việc nào."
OPEN_AT = "Mở bảng xử lý để xem: {url}\nTin này không nêu tên, số hay nội dung việc nào."
SUBJECT = "Dân Biết: {count} việc cần xem"
SUBJECT_URGENT = "Dân Biết: VIỆC KHẨN"
ACKNOWLEDGE = "Đã biết"
ACKNOWLEDGED = "Đã ghi nhận. Mở bảng xử lý để làm tiếp."
NOTHING_TO_ACKNOWLEDGE = "Việc này đã có người nhận hoặc đã xong."

LINK_SUBJECT = "Dân Biết: mã nối địa chỉ"
LINK_MAIL = (
    "Mã nối địa chỉ thư này với tên đăng nhập của bạn: {code}\nMã sống 15 phút. Không phải bạn? Hãy bỏ qua thư này."
)
LINK_TELEGRAM = "Từ Telegram của bạn, nhắn cho bot: noi {code}\nMã sống 15 phút, dùng một lần."
LINKED_CHAT = (
    "Đã nối. Từ giờ bạn được báo ở đây: chỉ số việc, không có nội dung. Hỏi bất cứ lúc nào: /viec, /qua_han, /truc. "
    "Muốn thôi, gõ “thôi báo”."
)
UNLINKED_CHAT = "Đã thôi. Không còn tin nào tới đây; việc vẫn có ở bảng xử lý."
LINKED = "Đã nối {route}."
UNLINKED = "Đã bỏ {route}."
MAIL_FAILED = "Máy chủ thư không nhận thư gửi tới địa chỉ này. Xem lại địa chỉ, hoặc báo người quản trị."
ROUTES: Mapping[Route, str] = {Route.EMAIL: "thư điện tử", Route.TELEGRAM: "Telegram"}
LINK_PROMPT = "Mã trong thư"
NO_MAIL = "Máy chưa gửi được thư điện tử: đặt DANBIET_SMTP_HOST và DANBIET_SMTP_FROM (xem .env.example)."
ONLY_WHERE_WE_WRITE_FIRST = "Kênh này không nhắn trước được. Hãy nối bằng Telegram hoặc thư điện tử."

STUCK = "{count} tin cho cán bộ chưa đến ai: {why}"
NOT_STUCK = "Tin cho cán bộ: không có tin nào kẹt."
WHY: Mapping[str, str] = {
    "nobody": "không tìm được người nhận",
    "unseen": "chưa có địa chỉ và chưa ai mở bảng xử lý",
    "mail": "gửi thư điện tử không được",
    "chat": "không còn nhắn được qua Telegram",
}

SHIFT = "{unit}  {start:%d/%m/%Y %H:%M} – {end:%d/%m/%Y %H:%M}  {who}"
NO_SHIFTS = "Chưa có ca trực nào sắp tới. Không có ca trực thì bot nói rõ là không có người trực."
SHIFTS_READ = "Đã nhập {count} ca trực."
NOT_REACHABLE = "{who}: chưa nối địa chỉ nào, ca trực của người này không được tính là có người trực."
