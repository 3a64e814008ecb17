"""What is said about the stage of an installation: nothing begun, trial, in earnest."""

FEEDBACK_GONE = (
    "Thư mục {folder} đã từng có feedback.db, nay không thấy. Chép lại tệp đó, hoặc lấy từ bản sao lưu: danbiet "
    "restore. Dân Biết không tự tạo tệp mới, vì kiến nghị đã nhận sẽ không ai thấy nữa. Muốn làm lại từ đầu thì dùng "
    "thư mục khác (DANBIET_DATA)."
)
NOTE = "feedback.db đã được tạo ngày {day}. Đừng xóa tệp này.\n"
HOW_TO_BEGIN = (
    "Chưa nhận kiến nghị, chỉ trả lời câu hỏi. Chạy thử: danbiet trial. Làm thật: danbiet setup "
    "(xem docs/operations.md)."
)
ALREADY_EARNEST = "Thư mục này đang làm thật: không bật chế độ thử nghiệm được nữa."
SET_ASIDE = "Dữ liệu chạy thử đã được cất sang {folder}. Từ đây làm thật trên dữ liệu mới."
DOCTOR = {
    "none": "Chưa nhận kiến nghị: danbiet trial (chạy thử) hoặc danbiet setup (làm thật).",
    "trial": "Đang CHẠY THỬ: máy chủ giữ khóa và đọc được nội dung. Không dùng cho kiến nghị thật.",
    "earnest": "Đang làm thật.",
}
