"""Words of the audit, and of the public page with the mark of each day."""

from collections.abc import Mapping

from feedback.journal.audit import Trouble

TROUBLES: Mapping[Trouble, str] = {
    Trouble.LINE_CHANGED: "Một dòng nhật ký bị sửa",
    Trouble.LINES_MISSING: "Thiếu dòng nhật ký",
    Trouble.CHAIN_MISSING: "Mất cả chuỗi nhật ký",
    Trouble.HEAD_WRONG: "Đầu chuỗi nhật ký không khớp",
    Trouble.CASE_CHANGED: "Trạng thái, quyền mở hay nơi bị loại của vụ bị sửa ngoài chương trình",
    Trouble.CASE_MISSING: "Một vụ bị xóa ngoài chương trình",
    Trouble.STATE_NOT_LOGGED: "Trạng thái của vụ không có trong nhật ký",
    Trouble.TOTALS_WRONG: "Tổng các chuỗi không khớp: có vụ bị xóa hay bị lùi lại",
    Trouble.OTHER_DATABASE: (
        "Dữ liệu không phải bản mới nhất mà máy chủ biết. Nếu vừa khôi phục bản sao lưu, hai người giữ khóa ký: "
        "danbiet audit restored"
    ),
    Trouble.ROOT_WRONG: "Dấu của một ngày không khớp với nhật ký",
}
HOUSE = "nhật ký quản trị"
CASE_GONE = "một vụ không còn"
ALL_WELL = "Nhật ký khớp: từng dòng, đầu chuỗi, số đếm, trạng thái, quyền mở và dấu từng ngày."
SUMMARY = "{count} chỗ không khớp. Giữ nguyên máy, báo ủy ban kiểm tra."
SIGNED = "Đã ghi chữ ký của hai người giữ khóa."
ROOT = "{day:%d/%m/%Y}  {root}  {chains} chuỗi, {events} dòng"

TITLE = "Dấu của từng ngày"
WHAT = (
    "Mỗi ngày, nhật ký của mọi vụ được tóm lại thành một dấu. Ai sửa hay xóa điều gì đã ghi thì dấu tính lại sẽ khác "
    "dấu ở đây. Dấu không nói lên nội dung, không nói ai đã gửi."
)
KEEP = "Muốn giữ bằng chứng: chép lại dấu của một ngày, rồi nhờ ủy ban kiểm tra công đoàn tính lại khi cần."
NONE_YET = "Chưa có dấu nào. Dấu đầu tiên có sau ngày đầu hoạt động."
DAY, MARK, COUNTS, SIGNATURE = "Ngày", "Dấu", "Số chuỗi, số dòng", "Chữ ký của máy chủ"
VERIFY_KEY = "Khóa để kiểm chữ ký (Ed25519): {key}"
