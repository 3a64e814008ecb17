"""Letter templates: what is asked, the letter itself, and what to know before handing it over.

`{name}` in a paragraph is a field; left empty it is a dotted line. `basis` are the places of law that the letter rests
on; `answers` are articles whose answer offers it. A paragraph whose only field is `optional` and empty is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

BLANK = "…………………………"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in; `long` for several lines."""

    name: str
    label: str
    hint: str = ""
    optional: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A template."""

    id: str
    title: str
    about: str
    heading: str
    paragraphs: tuple[str, ...]
    fields: tuple[Field, ...]
    know: tuple[str, ...]
    basis: tuple[str, ...]
    answers: tuple[str, ...]


_NAME = Field("name", "Họ tên của bạn")
_EMPLOYER = Field("employer", "Tên công ty")
_PLACE = Field("place", "Bộ phận, tổ bạn làm")
_DATE = Field("date", "Nơi viết, ngày viết", "Thí dụ: Hải Sơn, ngày 5 tháng 12 năm 2026")

LETTERS = (
    Letter(
        id="nghi-viec",
        title="Thông báo nghỉ việc",
        about="Báo trước cho công ty rằng bạn nghỉ việc.",
        heading="THÔNG BÁO NGHỈ VIỆC",
        paragraphs=(
            "Kính gửi: {employer}",
            "Tôi tên là: {name}",
            "Bộ phận: {place}",
            "Tôi đang làm việc theo hợp đồng lao động {contract}.",
            "Tôi thông báo sẽ nghỉ việc. Ngày làm việc cuối cùng: {last_day}.",
            "Lý do: {reason}",
            "Đề nghị công ty trả đủ tiền lương và các khoản khác cho tôi trong 14 ngày làm việc kể từ ngày nghỉ.",
            "Đề nghị công ty xác nhận thời gian đóng bảo hiểm và trả lại giấy tờ bản chính của tôi.",
            "Căn cứ: Điều 35 và Điều 48 Bộ luật Lao động (45/2019/QH14).",
        ),
        fields=(
            _EMPLOYER,
            _NAME,
            _PLACE,
            Field("contract", "Loại hợp đồng", "Thí dụ: không xác định thời hạn; thời hạn 12 tháng"),
            Field("last_day", "Ngày làm việc cuối cùng", "Đủ số ngày báo trước ở dưới"),
            Field("reason", "Lý do (không bắt buộc)", optional=True),
            _DATE,
        ),
        know=(
            "Đây là thông báo, không phải đơn xin phép. Báo đủ ngày thì không cần công ty đồng ý.",
            "Hợp đồng không xác định thời hạn: báo trước ít nhất 45 ngày.",
            "Hợp đồng từ 12 đến 36 tháng: ít nhất 30 ngày. Dưới 12 tháng: ít nhất 3 ngày làm việc.",
            "Một số nghề đặc thù phải báo trước lâu hơn. Hãy hỏi công đoàn nếu bạn không chắc.",
            "Làm hai bản. Xin người nhận ký và ghi ngày lên bản bạn giữ.",
        ),
        basis=("45/2019/QH14:35", "45/2019/QH14:48"),
        answers=("45/2019/QH14:35", "145/2020/NĐ-CP:7"),
    ),
    Letter(
        id="doi-luong",
        title="Đề nghị trả lương còn nợ",
        about="Yêu cầu công ty trả lương chậm, lương thiếu.",
        heading="ĐỀ NGHỊ TRẢ LƯƠNG CÒN NỢ",
        paragraphs=(
            "Kính gửi: {employer}",
            "Tôi tên là: {name}",
            "Bộ phận: {place}",
            "Ngày trả lương đã thỏa thuận: {payday}.",
            "Đến nay công ty chưa trả đủ cho tôi tiền lương của: {months}.",
            "Số tiền còn nợ: {amount}.",
            "Đề nghị công ty trả đủ số tiền trên trước ngày {deadline}.",
            "Nếu trả chậm từ 15 ngày trở lên, đề nghị công ty đền thêm tiền lãi theo luật.",
            "Đề nghị công ty trả lời tôi bằng văn bản.",
            "Căn cứ: Điều 94 và Điều 97 Bộ luật Lao động (45/2019/QH14).",
        ),
        fields=(
            _EMPLOYER,
            _NAME,
            _PLACE,
            Field("payday", "Ngày trả lương hằng tháng", "Thí dụ: ngày 10"),
            Field("months", "Lương của tháng nào", "Thí dụ: tháng 9 và tháng 10 năm 2026"),
            Field("amount", "Số tiền còn nợ", "Không rõ thì bỏ trống"),
            Field("deadline", "Muốn được trả trước ngày nào"),
            _DATE,
        ),
        know=(
            "Giữ bảng lương, bảng chấm công, tin nhắn, sao kê ngân hàng.",
            "Làm hai bản. Xin người nhận ký và ghi ngày lên bản bạn giữ.",
            "Công ty không trả lời thì bạn gửi kiến nghị ở đây, hoặc nhờ công đoàn.",
        ),
        basis=("45/2019/QH14:94", "45/2019/QH14:97"),
        answers=("45/2019/QH14:94", "45/2019/QH14:95", "45/2019/QH14:97"),
    ),
    Letter(
        id="doi-thoai",
        title="Đề nghị đối thoại",
        about="Yêu cầu công ty ngồi lại nói chuyện về một việc chung.",
        heading="ĐỀ NGHỊ ĐỐI THOẠI TẠI NƠI LÀM VIỆC",
        paragraphs=(
            "Kính gửi: {employer}",
            "Chúng tôi là: {people}",
            "Người đại diện ký tên: {name}",
            "Chúng tôi đề nghị đối thoại về việc: {matter}",
            "Chúng tôi mong muốn: {wish}",
            "Đề nghị công ty trả lời bằng văn bản và thống nhất ngày giờ, chỗ họp trong 5 ngày làm việc.",
            "Căn cứ: Điều 63 Bộ luật Lao động (45/2019/QH14); Điều 40 Nghị định 145/2020/NĐ-CP.",
        ),
        fields=(
            _EMPLOYER,
            Field("people", "Nhóm của bạn", "Thí dụ: 25 công nhân tổ may 3"),
            _NAME,
            Field("matter", "Việc muốn đối thoại", long=True),
            Field("wish", "Mong muốn của các bạn", long=True),
            _DATE,
        ),
        know=(
            "Nội dung cần ít nhất 30% thành viên đối thoại bên người lao động đồng ý. Hãy hỏi công đoàn công ty.",
            "Người ký tên sẽ bị công ty biết. Muốn kín tên thì gửi kiến nghị ẩn danh ở đây.",
            "Họp xong 3 ngày làm việc, công ty phải công bố nội dung chính.",
        ),
        basis=("45/2019/QH14:63", "145/2020/NĐ-CP:40"),
        answers=("45/2019/QH14:63", "45/2019/QH14:64", "145/2020/NĐ-CP:40", "145/2020/NĐ-CP:37"),
    ),
)

TITLE = "Đơn mẫu"
INTRO = "Điền vào, rồi chép, in hoặc tải về. Trang này không lưu gì bạn viết."
KEPT_NOTHING = "Không lưu gì. Đóng trang là mất, nên hãy tải về hoặc in trước."
MAKE = "Xem đơn"
CHANGE = "Sửa chỗ điền"
DONE_HEADING = "Đơn của bạn"
DOWNLOAD = "Tải tệp Word"
DOWNLOAD_TEXT = "Tải tệp chữ"
KNOW = "Cần biết trước khi nộp"
LAW = "Xem điều luật"
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
SIGNED = "Người viết ký tên"


def letters_for(article: str) -> tuple[Letter, ...]:
    """The templates that an answer from this article offers; `article` is "45/2019/QH14:35"."""
    return tuple(letter for letter in LETTERS if article in letter.answers)
