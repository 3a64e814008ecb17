"""Words of the pages beside the cases: what stands below, the log, the desk, people and the house."""

from collections.abc import Mapping

KNOWN = "Đã ghi: bạn đã biết vụ {number} đang chậm."
LOG_FACTS: Mapping[str, str] = {
    "person": "người",
    "people": "người",
    "unit": "đơn vị",
    "units": "đơn vị",
    "role": "vai trò",
    "until": "đến trước ngày",
    "on": "từ ngày",
    "cases": "số vụ",
    "left": "còn lại",
    "count": "số dòng",
    "second": "cùng với",
    "fingerprint": "dấu vân tay",
}
"""Facts of a line that are shown, with their names; others are marks for machines."""
DESK = "Bàn câu hỏi"
NO_DESK = "Bàn câu hỏi chỉ có khi chạy cùng sổ tay. Hãy chạy `danbiet serve`."
TIED = "Đã gắn {count} câu hỏi vào {law}. Vài giây nữa, ai hỏi giống vậy sẽ được trả lời bằng điều này."
OUT = "Đã đánh dấu {count} câu hỏi là ngoài phạm vi."
REMOVED = "Đã xóa hẳn {count} câu hỏi."
NOTHING_FOUND = "Không tìm thấy điều nào. Thử từ khác, hay gõ số điều và số văn bản."
CHOOSE_LAW = "Chọn một điều luật trước khi gắn."
REASONS: Mapping[str, str] = {"unanswered": "chưa trả lời được", "unhelpful": "người hỏi nói chưa đúng ý"}

INVITED = "Đã thêm {name}. Gửi lời mời bên dưới cho đúng người, qua kênh riêng; trang này không hiện lại nó."
INVITED_AGAIN = "Đã tạo lời mời mới cho {name}. Mật khẩu và bước thứ hai cũ không dùng được nữa."
LACKING = "Khóa của {units} còn thiếu: sau khi người này vào được, cấp trên hoặc hai người giữ khóa cấp lại khóa."
ROLES_ADDED = "Đã giao vai trò cho {login}."
ROLE_ENDED = "Đã thôi vai trò. Số vụ được niêm lại: {count}."
POSTS_KEPT = "Đã ghi chức vụ kiêm nhiệm."
LEFT = "{login} đã thôi làm. Niêm lại {sealed} vụ, chuyển {moved} vụ cho người phụ trách."
CONFIRMED = "Đã xác nhận khóa của {name}."
REFUSED = "Đã từ chối khóa của {name}: không gì cũ được niêm cho khóa đó."
ROTATED = "Đơn vị có khóa mới. Số vụ được niêm lại: {count}."
DRILLED = "Hai người giữ khóa vẫn mở được khóa khôi phục. Dấu vân tay: {fingerprint}. So với bản in trong bộ khôi phục."
REPLACED = "Đã trao khóa khôi phục cho ba người mới."
RECOVERED = "Đơn vị có khóa mới: mở lại được {moved} vụ, còn {left} vụ chờ cách khác."
NO_SUCH_KEY = "Khóa này không còn chờ xác nhận."
PASSWORDS_DIFFER = "Hai lần gõ chưa giống nhau."
WELCOME = "Đã có mật khẩu. Bây giờ đăng nhập; trang sau giúp bạn cài bước thứ hai."
CHOOSE = "Còn ô bắt buộc chưa chọn, hay ngày viết chưa đủ ngày, tháng, năm. Chưa có gì được ghi."
TRIAL_PEOPLE = "Ở chế độ thử nghiệm chỉ có người thử. Muốn thêm người thật thì lập công đoàn làm thật: danbiet setup."
COVERED = "Đã ghi phân công. Kiến nghị gửi từ nay đi theo phân công mới; vụ đang mở ở nguyên chỗ."
COVERAGE_ENDED = "Đã ghi ngày thôi phụ trách."
CHANGED_MEANWHILE = "Phân công vừa được người khác sửa. Hãy xem lại rồi bấm lần nữa."
HOURS_KEPT = "Đã ghi giờ làm việc."
DAY_KEPT = "Đã ghi ngày. Các hạn đang chạy được tính lại, không hạn nào đến sớm hơn."
SHIFT_KEPT = "Đã ghi ca trực."
RULE_KEPT = "Đã ghi thời hạn. Hạn mở từ ngày đó tính theo số mới; hạn đang chạy giữ nguyên."
CHOOSE_FILE = "Hãy chọn một tệp văn bản, bấm “Đọc thử”, xem báo cáo rồi lưu."
LAWS_SEEN = (
    "Bot dùng văn bản này sau chừng nửa phút. Bảng làm việc chạy riêng (serve staff) thấy nó sau lần khởi động tới."
)
REPLY_KEPT = "Đã lưu câu mẫu “{name}”. Lúc viết trả lời, mở “Chèn câu mẫu” để dùng."
REPLY_REMOVED = "Đã bỏ câu mẫu."
NUMBER_CHECKED = "Đã ghi: hôm nay có người gọi thử số này. Máy chủ cho người lao động thấy sau lần khởi động tới."
COUNTED: Mapping[str, str] = {"day": "ngày", "working_day": "ngày làm việc", "hour": "giờ làm việc", "minute": "phút"}
SCOPES: Mapping[str, str] = {
    "company": "Công ty",
    "industrial_park": "Khu công nghiệp",
    "commune": "Xã, phường",
    "district": "Huyện",
    "branch": "Ngành",
    "province": "Tỉnh",
}
