"""What each verb of a case is called, what it does, and what the worker will read; and its form's labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feedback.model.access import Verb


@dataclass(frozen=True, slots=True)
class Words:
    """`does` says what happens, `reads` what the worker reads of it ("" when nothing), `done` what is said after."""

    label: str
    does: str
    reads: str = ""
    done: str = ""
    icon: str = "case"


VERBS: Mapping[Verb, Words] = {
    Verb.OPEN: Words(
        "Bắt đầu phân loại", "Bạn nhận xem vụ này; hạn “có người xem” dừng.", "Đang phân loại.", "Đã bắt đầu phân loại."
    ),
    Verb.RELEASE: Words(
        "Đây là tin thật", "Vụ rời hàng kiểm tra và vào hàng đợi bình thường.", "Đã nhận.", "Đã đưa vào hàng đợi."
    ),
    Verb.ASK: Words(
        "Hỏi thêm", "Hạn dừng cho tới khi người gửi trả lời.", "Câu hỏi của bạn.", "Đã gửi câu hỏi.", "send"
    ),
    Verb.ACCEPT: Words(
        "Tiếp nhận",
        "Vụ có số thụ lý và hạn trả lời; người phụ trách giao cho một người giải quyết.",
        "Đã tiếp nhận, kèm hạn trả lời.",
        "Đã tiếp nhận.",
        "done",
    ),
    Verb.CLASSIFY: Words(
        "Sửa phân loại", "Sửa loại đơn, lĩnh vực hoặc mức khẩn; trạng thái giữ nguyên.", "", "Đã sửa."
    ),
    Verb.SPLIT: Words(
        "Tách thành nhiều vụ",
        "Mỗi việc thành một vụ riêng, cùng nằm dưới mã của người gửi.",
        "Nội dung có nhiều việc nên được tách thành nhiều phần.",
        "Đã tách.",
    ),
    Verb.REDIRECT: Words(
        "Chỉ nơi có trách nhiệm",
        "Dùng khi việc không thuộc công đoàn. Đây không phải từ chối.",
        "Tên nơi đó và cách gửi tới đó.",
        "Đã chỉ nơi có trách nhiệm.",
    ),
    Verb.FORWARD_REDIRECTED: Words(
        "Công đoàn chuyển giúp",
        "Bạn viết lại nội dung, bỏ mọi chỗ đoán ra người gửi, rồi gửi cho nơi đó.",
        "Bản viết lại, và nơi nhận.",
        "Đã chuyển.",
        "send",
    ),
    Verb.PROPOSE_REFUSAL: Words(
        "Đề xuất không tiếp nhận",
        "Chưa từ chối ngay: một người thứ hai phải đồng ý.",
        "Chỉ biết có người thứ hai đang xem lại.",
        "Đã đề xuất. Người thứ hai sẽ thấy ở mục “Cần người thứ hai”.",
        "second",
    ),
    Verb.CONFIRM_REFUSAL: Words(
        "Đồng ý không tiếp nhận",
        "Vụ không được tiếp nhận. Người gửi được xin cấp trên xem lại một lần.",
        "Lý do, và quyền xin xem lại.",
        "Đã xác nhận không tiếp nhận.",
        "second",
    ),
    Verb.REJECT_REFUSAL: Words(
        "Không đồng ý, tiếp nhận vụ", "Đề xuất bị bác, vụ được tiếp nhận.", "Đã tiếp nhận.", "Đã tiếp nhận.", "done"
    ),
    Verb.ASSIGN: Words(
        "Giao người giải quyết", "Người được giao nhận thông báo và thấy vụ ở “Việc của tôi”.", "", "Đã giao.", "people"
    ),
    Verb.FORWARD: Words(
        "Chuyển bản viết lại ra ngoài",
        "Bạn viết lại nội dung, bỏ mọi chỗ đoán ra người gửi. Chỉ làm được khi người gửi đã đồng ý.",
        "Bản viết lại, và nơi nhận.",
        "Đã chuyển.",
        "send",
    ),
    Verb.TO_DIALOGUE: Words(
        "Đưa vào đối thoại",
        "Việc được bàn ở buổi đối thoại tại nơi làm việc.",
        "Ngày đối thoại.",
        "Đã ghi ngày đối thoại.",
    ),
    Verb.RESULT: Words(
        "Ghi kết quả",
        "Nơi kia đã trả lời, hoặc đối thoại xong; vụ trở lại “đang giải quyết”.",
        "Kết quả bạn ghi.",
        "Đã ghi.",
    ),
    Verb.ANSWER: Words(
        "Trả lời",
        "Gửi câu trả lời năm phần.",
        "Câu trả lời, và được hỏi việc đã ổn chưa.",
        "Đã gửi câu trả lời.",
        "send",
    ),
    Verb.CORRECT: Words(
        "Sửa câu trả lời",
        "Gửi câu trả lời mới; câu cũ vẫn đọc được.",
        "Câu trả lời đã sửa.",
        "Đã gửi câu trả lời sửa.",
        "send",
    ),
    Verb.MESSAGE: Words(
        "Nhắn người gửi", "Báo một điều; không hỏi, hạn không dừng.", "Lời nhắn của bạn.", "Đã gửi.", "send"
    ),
    Verb.NOTE: Words(
        "Ghi chú nội bộ", "Chỉ người mở được vụ này đọc. Người gửi không bao giờ thấy.", "", "Đã ghi chú.", "note"
    ),
    Verb.RETURN_CONSENT: Words(
        "Không chuyển ra ngoài nữa",
        "Từ nay không gì của vụ này rời công đoàn.",
        "Lời giải thích của bạn.",
        "Đã ghi.",
        "lock",
    ),
    Verb.EXTEND: Words(
        "Gia hạn trả lời", "Thêm 15 ngày, một lần duy nhất.", "Lý do và hạn mới.", "Đã gia hạn.", "clock"
    ),
    Verb.ESCALATE: Words(
        "Chuyển cấp trên",
        "Cấp trên giữ vụ; đơn vị bạn chỉ còn xem.",
        "Vụ đã lên cấp trên.",
        "Đã chuyển cấp trên.",
        "below",
    ),
    Verb.SUMMARISE: Words(
        "Viết bản tóm tắt", "Phần duy nhất còn lại khi vụ hết hạn lưu. Không ghi tên ai.", "", "Đã ghi."
    ),
    Verb.CONFIRM_FREE: Words(
        "Người gửi tự nguyện rút", "Đã hỏi, không ai ép: vụ đóng.", "Vụ đã đóng theo ý bạn.", "Đã đóng vụ.", "done"
    ),
    Verb.COERCED: Words(
        "Việc rút bị ép",
        "Vụ tiếp tục, thành việc gấp.",
        "Việc rút có dấu hiệu bị ép, nên vẫn được xem xét gấp.",
        "Đã ghi.",
    ),
    Verb.LINK: Words("Nối với vụ khác", "Không nhập hai vụ làm một: mỗi người gửi giữ mã và lời riêng.", "", "Đã nối."),
    Verb.PROPOSE_HOLD: Words(
        "Đề xuất giữ vụ lại",
        "Không gì của vụ bị hủy cho tới ngày bạn chọn; cần người thứ hai đồng ý.",
        "",
        "Đã đề xuất.",
        "lock",
    ),
    Verb.CONFIRM_HOLD: Words(
        "Đồng ý giữ vụ lại", "Vụ được giữ tới ngày đã đề xuất.", "Vụ được giữ lại và tới khi nào.", "Đã giữ.", "lock"
    ),
    Verb.LIFT_HOLD: Words("Thôi giữ", "Vụ trở lại thời hạn lưu bình thường.", "", "Đã thôi giữ."),
    Verb.ASK_IDENTITY: Words(
        "Xin mở danh tính",
        "Người giữ danh tính đọc lý do rồi quyết định; việc này được ghi lại.",
        "Nếu được đồng ý: lý do của bạn.",
        "Đã gửi yêu cầu.",
        "key",
    ),
    Verb.UPHOLD: Words(
        "Giữ nguyên việc không tiếp nhận", "Quyết định cuối cùng.", "Lý do, và nơi khác có thể gửi.", "Đã giữ nguyên."
    ),
    Verb.OVERTURN: Words(
        "Hủy, cho tiếp nhận", "Việc không tiếp nhận bị hủy; vụ được tiếp nhận.", "Đã tiếp nhận.", "Đã tiếp nhận."
    ),
    Verb.MARK_SAMPLE: Words("Ghi kết quả đọc lại", "Nếu sai, người phụ trách của đơn vị được báo.", "", "Đã ghi."),
}

FLAGS: Mapping[str, tuple[str, str]] = {
    "conflict": ("việc về nội bộ công đoàn", "amber"),
    "consent_forwarding": ("cho chuyển bản bỏ tên", "green"),
    "consent_grassroots": ("cho công đoàn công ty xem", "green"),
    "retaliation": ("nói bị trả đũa", "red"),
    "held": ("đang giữ lại, không hủy", "blue"),
    "appealed": ("đã xin xem lại", "blue"),
    "contact_opened": ("danh tính đã mở", "amber"),
}
LINKS: Mapping[str, str] = {
    "duplicate": "cùng việc với",
    "related": "liên quan",
    "part_of": "cùng một đơn với",
    "sent_again": "người gửi nối với",
}
MOVED: Mapping[str, str] = {
    "overdue": "Lên đây vì cấp dưới để quá hạn.",
    "dispute": "Lên đây vì người gửi chưa đồng ý.",
    "staff": "Cấp dưới chuyển lên.",
    "appeal": "Lên đây vì người gửi xin xem lại.",
    "involved": "Chuyển tới đây vì nơi cũ có liên quan.",
}
RESULTS: Mapping[str, str] = {"met": "đúng hạn", "missed": "trễ hạn", "cancelled": "không còn áp dụng"}
PARTS: tuple[tuple[str, str, str], ...] = (
    ("raised", "Bạn nêu", "Nhắc lại điều người gửi kể, để họ biết bạn đã đọc."),
    ("done", "Công đoàn đã làm", "Đã hỏi ai, làm việc với ai, ngày nào."),
    ("result", "Kết quả", "Kết quả trước, lý do sau. Chưa được thì nói rõ chưa được."),
    ("basis", "Căn cứ", "Điều luật, bằng lời dễ hiểu. Tìm ở ô “Tìm điều luật” rồi bấm để chèn."),
    ("next_steps", "Nếu chưa đồng ý", "Làm gì tiếp, gửi ở đâu, trước ngày nào."),
)
NEXT_STEPS = (
    "Bấm “Chưa giải quyết” khi nhập mã tra cứu: một người khác sẽ xem lại. Bạn cũng có thể hỏi cấp trên của đơn vị này."
)
CHECKLIST = (
    "Không có tên, số điện thoại, mã thẻ, tổ, ca, máy của người gửi.",
    "Không có câu nào chép nguyên lời người gửi.",
    "Không có chi tiết mà chỉ vài người biết.",
    "Người đọc ở công ty không đoán được ai gửi, kể cả khi nơi đó ít người.",
)
LONG_SENTENCE = "Câu dài {count} chữ, nên chia đôi: “{start}…”"
ABBREVIATION = "Chữ viết tắt “{word}”: người gửi có thể không hiểu, hãy viết đủ."
MOST_WORDS = 30
