"""The words of the calculators: menu, questions, and what to type when an answer was not understood."""

MENU = "Bạn muốn tính gì? Tôi hỏi vài câu, câu nào không rõ thì bỏ qua."
BUTTON = "🧮 Tính thử"
OFFER = "🧮 Tính thử: {title}"
ASK = "Câu {number}: {question}"
EXAMPLE = "Thí dụ: {example}"
SKIP = "Bỏ qua"
STOP = "Dừng, không tính nữa"
SKIP_WORDS = frozenset({"bo qua", "khong biet", "khong ro", "khong nho", "skip", "bo", "qua"})
STOP_WORDS = frozenset({"dung", "thoi", "khong tinh nua", "dung tinh", "stop"})
HOW_TO_SKIP = "Không biết thì gõ “bỏ qua”. Muốn thôi thì gõ “dừng”."
NOT_READ = {
    "money": "Tôi chưa hiểu số tiền này. Gõ cả đơn vị, thí dụ 8tr5, 8.500.000 hoặc 350k.",
    "hours": "Tôi chưa hiểu số giờ này. Gõ thí dụ 2, 2,5 hoặc 2h30.",
    "count": "Tôi chưa hiểu số này. Gõ một con số, thí dụ 2 hoặc 2,5.",
    "span": "Bạn nói rõ năm hay tháng giúp tôi, thí dụ 3 năm 2 tháng, hoặc 38 tháng.",
    "day": "Tôi chưa hiểu ngày này. Gõ ngày/tháng/năm, thí dụ 5/12/2026.",
    "month": "Tôi chưa hiểu tháng này. Gõ tháng/năm, thí dụ 3/1970.",
    "choice": "Bạn chọn một dòng ở dưới giúp tôi, hoặc bỏ qua.",
    "place": "Tôi chưa tìm ra đúng một nơi. Gõ tên xã, phường và tên tỉnh, hoặc gõ vùng lương, thí dụ “vùng 2”.",
}
WORKING = "Cách tính"
AGAIN = "🔁 Tính lại"
OTHERS = "🧮 Tính việc khác"
BEGUN_ANEW = "Tôi không còn giữ các số vừa gõ. Bạn bắt đầu lại nhé."
STOPPED = "Đã dừng. Các số bạn gõ không được giữ lại."

PAGE_TITLE = "Tính thử quyền lợi"
PAGE_INTRO = "Chọn việc muốn tính. Trang này không lưu gì cả: không tên, không số nào bạn gõ."
PAGE_NOTHING_KEPT = "Trang này không lưu gì cả: số bạn gõ chỉ dùng để tính."
PAGE_HINT = "Câu nào không rõ thì để trống."
LEAVE_OUT = "Không rõ, bỏ qua"
WORK_OUT = "Tính"
BACK = "Về các phép tính"
ASK_MORE = "Hỏi thêm về việc này"
