"""Words of the sample union that `danbiet demo` makes."""

NOT_OURS = (
    "Thư mục {folder} không phải của bản trình diễn, nên không ghi gì vào đó. "
    "Hãy đặt DANBIET_DATA là một thư mục chưa có, thí dụ /tmp/danbiet-demo."
)
MARK = "Thư mục của `danbiet demo`: dữ liệu tự đặt, xóa lúc nào cũng được."
FILLING = "Đang dựng công đoàn mẫu: 200 vụ trong hơn một năm, mất chừng một phút…"
FILLED = "Xong trong {seconds:.0f} giây."
KNOWN = "Công đoàn mẫu đã có trong {folder}. Muốn làm lại từ đầu thì xóa thư mục này."
RED = (
    "BẢN TRÌNH DIỄN: không mật khẩu, không lớp bảo vệ thứ hai, máy chủ giữ mọi khóa. "
    "Không dùng cho việc thật, không mở ra mạng ngoài."
)
LOG_INS = "Tên đăng nhập của cán bộ (không cần mật khẩu):"
LOG_IN = "  {login:<10} {name}, {what}"
CUSTODIAN = "giữ khóa khôi phục và danh tính"
CODES = "Mười mã tra cứu để xem như người lao động (190 vụ kia không có mã):"
CODE = "  {code}   vụ {number}"
CODES_LOST = "Mười mã tra cứu đã in ở lần dựng đầu tiên, và ở tệp {file}."

QUESTION = "Bạn cho biết việc này bắt đầu từ tháng nào, và có bao nhiêu người cùng gặp?"
REPLY = "Dạ từ đầu quý, chừng hơn mười người ạ."
NOTE = "Đã gọi cho phòng nhân sự, hẹn làm việc tuần sau."
MESSAGE = "Công đoàn đang làm việc với công ty, sẽ báo bạn ngay khi có kết quả."
NEXT_STEPS = "Nếu chưa đúng, bấm «Chưa giải quyết» trong 30 ngày; người khác sẽ xem lại."
RAISED = "Bạn nêu: {text}"
DISPUTE = "Công ty mới trả một phần, nhiều người vẫn chưa có."
RETALIATION = "Từ hôm công đoàn xuống, em bị chuyển sang ca đêm một mình."
REFUSAL = "Việc riêng giữa hai người ngoài giờ làm, không liên quan quyền của người lao động."
APPEAL = "Việc này xảy ra trong ca làm, tôi nhờ xem lại."
UPHELD = "Ban đã đọc lại: việc xảy ra ngoài công ty, công đoàn không có quyền giải quyết."
REDIRECT_TO = "Bảo hiểm xã hội tỉnh"
REDIRECT_HOW = "Đến bộ phận một cửa, mang sổ và căn cước; cơ quan này giải quyết trong 5 ngày làm việc."
FORWARD_TO = "Giám đốc công ty"
FORWARD_COPY = "Công đoàn nhận được phản ánh về tiền lương của một nhóm lao động, đề nghị công ty kiểm tra và trả lời."
RESULT = "Công ty trả lời bằng văn bản: đồng ý làm theo đề nghị."
ESCALATE = "Công ty không hợp tác, đề nghị cấp trên làm việc."
IDENTITY = "Cần gặp người gửi để lấy bảng lương gốc."
CONTACT = "Chị Mai, 0900 000 000"
SPAM = "Vay tiền nhanh không thế chấp, lãi thấp, gọi ngay hôm nay để được tư vấn miễn phí."
SPAM_REASON = "Quảng cáo."
EMERGENCY = "Thang hàng ở kho bị đứt cáp, một người bị kẹp chân, đang chờ xe cấp cứu."
SAMPLE_READ = "Trả lời đúng, rõ ràng."
MISSED = (
    ("công ty có được bắt đeo định vị lúc đi giao hàng không", "unanswered"),
    ("đeo máy định vị khi đi giao hàng có đúng luật không", "unanswered"),
    ("sếp bắt cài ứng dụng theo dõi vào điện thoại riêng", "unanswered"),
    ("nghỉ giữa ca ăn cơm có tính lương không", "unhelpful"),
    ("ăn cơm giữa ca có được tính vào giờ làm không", "unhelpful"),
    ("tiền gửi xe ở công ty ai trả", "unanswered"),
    ("xin giấy giới thiệu vay ngân hàng ở đâu", "unanswered"),
    ("công ty dời sang tỉnh khác thì em được gì", "unhelpful"),
    ("cty chuyen dia diem sang tinh khac co duoc tro cap k", "unhelpful"),
    ("làm online ở nhà thì tiền điện tính sao", "unanswered"),
)
"""Questions that the bot missed, and why they stand at the desk."""
