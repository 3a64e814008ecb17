"""What is said to a worker who follows a petition by its code."""

from collections.abc import Mapping

BUTTON = "🔎 Xem kiến nghị đã gửi"
ASK_CODE = (
    "Nhập mã tra cứu (20 số, 5 nhóm 4 số). Gõ liền hay cách đều được.",
    "Xem xong nên xóa tin có mã, nhất là khi điện thoại có người khác dùng.",
)
NOT_A_CODE = "Tôi chờ mã tra cứu: 20 số, không có chữ. Chưa có mã thì bấm “Về đầu”."
NOT_TWENTY = "Mã có đúng 20 số, bạn vừa gõ {count} số. Xem lại từng nhóm 4 số rồi gõ lại."
ONE_DIGIT_WRONG = "Đủ 20 số, nhưng có số chưa đúng (tôi biết nhờ hai số kiểm tra ở cuối). So lại từng nhóm 4 số."
UNSENT = (
    "Có thể bạn chưa gửi. Mã hiện ra trước khi gửi; phải gõ lại 4 số cuối của mã thì mới là gửi.",
    "Gửi xong, bạn thấy chữ “Đã nhận” và một số bắt đầu bằng KN. Chưa thấy số đó thì hãy gửi lại từ đầu.",
)
UNKNOWN_CODE = ("Không có kiến nghị nào mang mã này. So lại từng nhóm 4 số.", *UNSENT)
UNSENT_HERE = "Bản nháp của bạn ở đây CHƯA GỬI. Bấm “Gửi kiến nghị” để gửi tiếp."
NUMBER_ONLY = (
    "Đó là số kiến nghị, không phải mã tra cứu. Số này ai cầm phiếu cũng thấy, nên không mở được gì.",
    "Nhập mã 20 số để xem. Mất mã thì bấm “Tôi mất mã”.",
)
LOST = "Tôi mất mã"
SESSION_ENDED = "Kiến nghị đã tự khóa (sau 30 phút, hoặc khi máy chủ khởi động lại). Bạn nhập lại mã giúp tôi."
WORDS_KEPT = "Lời bạn vừa viết vẫn còn. Nhập mã xong, tôi hỏi lại rồi mới gửi."
WORDS_DROPPED = "Lời bạn viết mà chưa gửi cho công đoàn đã được bỏ."
WAITING_WORDS = "Lời bạn viết trước đó còn đây, chưa gửi:"
CLOSED_AGAIN = "🔒 Đã khóa. Muốn xem lại, bạn nhập mã."
LOCKED = "🔒 Kiến nghị đang mở đã được khóa lại."
OPEN_UNTIL = "Kiến nghị mở đến {time} rồi tự khóa. Xem xong, bấm “Khóa lại”."
STILL_WAITING = "Lời bạn viết trước đó còn đây, chưa gửi."
STILL_OPEN = "🔓 Kiến nghị của bạn vẫn mở đến {time}. Đưa máy cho người khác thì khóa trước."
NONE_HERE = "Nơi này chưa nhận kiến nghị."
STATE_CHANGED = "Kiến nghị vừa có thay đổi, nên việc ấy không làm được nữa. Tình trạng mới ở dưới đây."
TRIAL_CASE = "🔴 Đang chạy thử: không có cán bộ thật nào xem hay trả lời."

HEADER = "Số {number}: {state}"
STAGES = ("Đã gửi", "Phân loại", "Giải quyết", "Trả lời", "Xong")
STAGE_MARKS: Mapping[str, str] = {"done": "●", "now": "◉", "ahead": "○"}
REGISTERED = "Số vào sổ: {number}."
FACTS = "Nơi đang giữ: {unit}. Gửi ngày {day}. Việc: {category}. Tên bạn: {level}."
LANE = "Đây là việc {lane}, được xếp trước."
MOVED_UP = {
    "overdue": "Nơi cũ để quá hạn, nên việc này đã chuyển lên cấp trên.",
    "dispute": "Việc này đã chuyển lên cấp trên, để người khác xem lại.",
    "involved": "Việc này đã chuyển tới nơi không liên quan.",
    "": "Việc này đã chuyển lên cấp trên.",
}
DUE = "Hạn {clock}: {day}."
OVERDUE = "⚠ Chậm hạn {clock}: đáng lẽ {day}. Việc chậm đã được báo lên trên."
PAUSED = "Hạn {clock} đang dừng để chờ bạn."
OUTCOME = "Kết quả: {outcome}."
REFUSED = "Lý do {reason}."
DUPLICATE = "Việc này giống kiến nghị số {number}. Trả lời của kiến nghị đó cũng được gửi cho bạn."
ERASING = "Bạn đã xóa kiến nghị này: công đoàn không đọc được nữa. Ngày {day} máy hủy hẳn."
ERASING_HELD = "Bạn đã xóa kiến nghị này: công đoàn không đọc được nữa. Có yêu cầu giữ đến {held}, sau đó máy hủy hẳn."
PARTS = "Bạn nêu nhiều việc, nên được tách thành {count} phần. Xem cùng một mã:"
PART = "Phần {number}"
WHOLE = "Cả kiến nghị {number}"
NEWS = "Tin mới"
THREAD = "Trao đổi"
LINE = "{day}, {author}:"
AUTHORS: Mapping[str, str] = {"worker": "bạn", "staff": "công đoàn", "system": "hệ thống"}
PHOTOS = "({count} ảnh)"
LAW = "Căn cứ: {places}."
NO_NEWS = "Chưa có tin mới."

TEMPLATES: Mapping[str, str] = {
    "received": "Đã nhận.",
    "received_to_check": "Đã nhận, chờ kiểm tra.",
    "second_look": "Có người đề nghị không tiếp nhận. Người thứ hai đang xem lại. Bạn gửi thêm sự việc được.",
    "screening": "Đang phân loại.",
    "question": "Công đoàn hỏi thêm. Thời hạn tạm dừng tới khi bạn trả lời.",
    "accepted": "Đã tiếp nhận.",
    "split": "Bạn nêu nhiều việc, nên được tách thành nhiều phần.",
    "redirected": "Việc này thuộc nơi khác giải quyết:",
    "late": "Việc này bị chậm. Cấp trên đã được báo.",
    "closed_without_information": "Tạm đóng vì thiếu thông tin. Gửi thêm thì mở lại, đến ngày ghi ở trên.",
    "not_accepted": "Không tiếp nhận. Bạn được yêu cầu cấp trên xem lại một lần, đến ngày ghi ở trên.",
    "refusal_reason": "Lý do:",
    "appeal": "Đã chuyển ủy ban kiểm tra của công đoàn cấp trên xem lại.",
    "appeal_upheld": "Cấp trên xem lại và giữ nguyên. Lý do, và nơi khác bạn có thể gửi:",
    "in_progress": "Đang giải quyết.",
    "forwarded": "Đã gửi bản viết lại, bỏ tên bạn, tới:",
    "in_dialogue": "Đưa ra họp đối thoại với công ty, ngày:",
    "dialogue_result": "Đã có kết quả đối thoại.",
    "dialogue_late": "Đã quá ngày hẹn họp đối thoại. Công đoàn làm tiếp.",
    "external_silent": "Nơi được hỏi chưa trả lời đúng hạn. Công đoàn đã nhắc và làm tiếp.",
    "answer": "Trả lời của công đoàn:",
    "answer_corrected": "Trả lời đã sửa, thay cho câu trước:",
    "message": "Công đoàn nhắn:",
    "consent_returned": "Từ nay không gì của vụ này được chuyển ra ngoài. Lý do:",
    "answered": "Đã trả lời. Việc đã được giải quyết chưa?",
    "result": "Kết quả:",
    "extended": "Xin thêm thời gian một lần. Lý do:",
    "thanks": "Cảm ơn bạn đã xác nhận.",
    "reopened": "Đã mở lại.",
    "other_person_looks": "Người khác đang xem lại.",
    "next_tier_looks": "Cấp trên đang xem lại.",
    "withdraw_question": "Bạn đã rút. Một người sẽ hỏi lại xem có ai ép bạn không.",
    "withdraw_sent_out": "Bạn đã rút. Phần đã gửi nơi khác thì không lấy lại được.",
    "coerced_guidance": "Có dấu hiệu bạn bị ép rút, nên việc này vẫn được xem xét gấp.",
    "kept": "Vẫn tiếp tục giải quyết.",
    "union_helps": "Nơi đó không nhận, nên công đoàn nhận giúp.",
    "redirect_ended": "Công đoàn thôi theo dõi việc ở nơi khác.",
    "archived": "Đã cất vào kho: chỉ còn bản tóm tắt.",
    "purged": "Đã hết thời hạn lưu.",
    "retaliation": "Bạn báo bị trù dập.",
    "retention_warning": "Sắp hết thời hạn lưu: 30 ngày nữa nội dung sẽ bị hủy.",
    "identity_opened": "Cách liên hệ của bạn đã được mở, có hai người cùng đồng ý.",
    "summary": "Tóm tắt:",
    "trial_step": "Một bước chạy thử: không có ai xem.",
}

ANSWER_PARTS = ("Bạn nêu", "Công đoàn đã làm", "Kết quả", "Căn cứ", "Nếu chưa đồng ý")
"""The headings of an answer."""

WRITE = "✉ Viết thêm, gửi ảnh"
CONFIRM = "✅ Đã giải quyết xong"
DISPUTE = "❌ Chưa giải quyết"
APPEAL = "⚖ Yêu cầu cấp trên xem lại"
WITHDRAW = "Rút kiến nghị"
KEEP = "Không rút nữa"
NEEDS_HELP = "Nơi đó không nhận"
RETALIATION = "🛑 Tôi bị trù dập"
AGREE = "Cho gửi nơi khác, bỏ tên tôi"
LEVEL = "Cho biết tên, số điện thoại"
WATCH = "Báo khi có tin"
CHANGE = "Đổi mã tra cứu"
DELETE = "Xóa kiến nghị này"
ALL = "Xem lại mọi tin nhắn"
LEAVE = "🔒 Khóa lại"
MORE = "Thêm"
MORE_TITLE = "Bạn muốn làm gì với kiến nghị này?"
SEND_SAID = "✉ Gửi lời này cho người xử lý"
QUESTION = "❓ Không, đây là câu hỏi"
UNSAID = "Bỏ, không gửi"
UNSAID_DONE = "Đã bỏ lời ấy, không gửi."
BACK = "Quay lại"
SEND_NOW = "✉ Gửi cho người xử lý"
SKIP = "Gửi, không cần lý do"
DROP = "Bỏ ảnh"

WRITE_ASK = "Viết điều bạn muốn nói thêm, hoặc gửi ảnh. Không ghi tên nếu không cần."
PHOTO_KEPT = (
    "Đã nhận ảnh {count}, đã xóa vị trí và tên máy. Trong ảnh có mặt người, thẻ tên, mã máy, tên bạn không? Nếu không, "
    "viết một lời kèm theo, hoặc bấm “Gửi”."
)
PHOTO_ALONE = "Gửi thêm ảnh."
PENDING = "Bạn gửi lời này cho người xử lý kiến nghị nhé?"
PENDING_REPLY = "Bạn gửi lời này để trả lời công đoàn nhé?"
CONFIRM_ASK = "Bạn hài lòng mấy sao? 1 là chưa, 5 là rất hài lòng."
STARS = "{count} sao"
NO_STARS = "Không chấm"
DISPUTE_ASK = "Còn vướng chỗ nào? Viết vài chữ, hoặc gửi không cần lý do."
APPEAL_ASK = "Vì sao bạn thấy chưa đúng? Viết vài chữ, hoặc gửi không cần lý do."
NEEDS_HELP_ASK = "Nơi đó nói gì? Viết vài chữ, hoặc gửi không cần lý do."
RETALIATION_ASK = "Chuyện gì đã xảy ra, từ khi nào? Kiến nghị này sẽ thành việc gấp."
WITHDRAW_ASK = "Có ai ép bạn rút không? Cứ nói thật, chỉ nơi giải quyết biết."
WITHDRAW_FREE = "Không, tôi tự rút"
WITHDRAW_COERCED = "Có, tôi bị ép"
LEVEL_ASK = "Bạn muốn cho biết tên tới đâu? Đã cho biết thì không rút lại được."
CONTACT_ASK = "Gõ tên và số điện thoại, hoặc cách khác để tìm bạn. Phần này được khóa riêng."
AGREE_ASK = (
    "Công đoàn viết lại, bỏ tên bạn và những chỗ có thể đoán ra bạn. Bản đó mới gửi cho công ty hoặc cơ quan khác. "
    "Bạn đồng ý không?"
)
DELETE_ASK = (
    "Xóa xong thì công đoàn không đọc được nữa. Sau 20 ngày máy hủy hẳn, lúc đó bạn cũng không xem được. Bản sao dự "
    "phòng còn thêm 30 ngày rồi cũng hết. Bạn chắc chắn không?"
)
SURE = "Tôi chắc chắn"
CHANGE_ASK = ("Mã mới, chép ra giấy ngay:", "Chép xong, gõ lại 4 số cuối của mã mới. Mã cũ hết dùng từ đó.")
CHANGE_WRONG = "Chưa đúng 4 số cuối của mã mới. Xem lại tờ giấy rồi gõ lại."
WATCH_ASK = (
    "Muốn báo được cho bạn, tôi phải nhớ rằng tài khoản {app} này theo dõi kiến nghị này.",
    "Điều đó được khóa kín, không sao lưu. Nó tự xóa ngày {day}, hoặc sớm hơn khi việc xong.",
    "Tin báo không nói việc gì. Chỉ bật khi máy này của riêng bạn.",
)
WATCH_YES = "Bật báo tin"
WATCH_DONE = "Sẽ báo vào đây khi có tin, đến ngày {day}. Muốn thôi: mở kiến nghị, bấm “Thêm”, rồi “Thôi báo”."
UNWATCH = "Thôi báo (đang báo đến {day})"
UNWATCH_DONE = "Đã xóa. Tôi không báo tin và không nhắc gì ở đây nữa."

DONE_TRIAL = "✅ Đã ghi."
PEOPLE_ACT = frozenset({"dispute", "appeal", "help", "retaliation", "withdraw", "withdraw_coerced", "keep"})
"""Of `DONE`: what people then do. Where nobody is there only `DONE_TRIAL` is said."""

PEOPLE_SPOKEN_OF = frozenset(
    {
        "second_look",
        "late",
        "appeal",
        "in_progress",
        "dialogue_late",
        "external_silent",
        "other_person_looks",
        "next_tier_looks",
        "withdraw_question",
        "coerced_guidance",
        "kept",
        "union_helps",
    }
)
"""Of `TEMPLATES`: somebody looks or does. Where nobody is there it is called a step of the trial."""

DONE: Mapping[str, str] = {
    "write": "✅ Đã nhận lời của bạn.",
    "confirm": "✅ Cảm ơn bạn đã xác nhận.",
    "dispute": "✅ Đã mở lại, sẽ có người khác xem.",
    "appeal": "✅ Đã chuyển cấp trên xem lại.",
    "help": "✅ Đã nhận. Công đoàn giúp tiếp.",
    "danger": "✅ Đã ghi. Kiến nghị này nay là việc khẩn.",
    "retaliation": "✅ Đã nhận. Kiến nghị này nay là việc gấp.",
    "withdraw": "Đã ghi việc rút. Một người sẽ hỏi lại trước khi đóng.",
    "withdraw_coerced": "Đã ghi là bạn bị ép. Kiến nghị này nay là việc gấp và vẫn được xem xét.",
    "keep": "✅ Vẫn tiếp tục giải quyết.",
    "level": "✅ Đã ghi cách liên hệ.",
    "agree": "✅ Đã ghi sự đồng ý của bạn.",
    "change": "✅ Đã đổi mã. Chỉ mã mới dùng được.",
    "delete": "Đã xóa: từ giờ công đoàn không đọc được nữa.",
}
REMINDER = "Nếu bạn có mã tra cứu, hôm nay hãy nhập mã để xem có gì mới."
NEWS_NOTICE = "Có tin mới. Nếu bạn có mã tra cứu, hãy nhập mã để xem."
