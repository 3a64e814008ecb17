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
UNKNOWN_CODE = (
    "Không có kiến nghị nào mang mã này. So lại từng nhóm 4 số.",
    "Đúng cả thì có thể bạn chưa gửi: gõ lại 4 số cuối, thấy chữ “Đã nhận”, kiến nghị mới được gửi.",
)
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
STILL_OPEN = "🔓 Kiến nghị của bạn vẫn mở đến {time}. Đưa máy cho người khác thì khóa trước."
NONE_HERE = "Nơi này chưa nhận kiến nghị."

HEADER = "Số {number}: {state}"
STAGES = ("Đã gửi", "Phân loại", "Giải quyết", "Trả lời", "Xong")
STAGE_MARKS: Mapping[str, str] = {"done": "●", "now": "◉", "ahead": "○"}
REGISTERED = "Số thụ lý: {number}"
FACTS = "Nơi đang giữ: {unit}. Gửi ngày {day}. Việc: {category}. Danh tính: {level}."
LANE = "Diện {lane}."
MOVED_UP = {
    "overdue": "Nơi cũ để quá hạn, nên vụ này đã chuyển lên cấp trên.",
    "dispute": "Vụ này đã chuyển lên cấp trên, để người khác xem lại.",
    "involved": "Vụ này đã chuyển tới nơi không liên quan.",
    "": "Vụ này đã chuyển lên cấp trên.",
}
DUE = "Hạn {clock}: {day}."
OVERDUE = "⚠ Chậm hạn {clock}: đáng lẽ {day}. Việc chậm đã được báo lên trên."
PAUSED = "Hạn {clock} đang dừng để chờ bạn."
OUTCOME = "Kết quả: {outcome}."
REFUSED = "Lý do {reason}."
DUPLICATE = "Trùng với vụ {number}: câu trả lời của vụ đó cũng được gửi cho bạn."
ERASING = "Bạn đã yêu cầu xóa: không ai đọc được nữa, hủy hẳn ngày {day}."
ERASING_HELD = "Bạn đã yêu cầu xóa: không ai đọc được nữa. Có yêu cầu giữ lại đến {held}; sau ngày đó máy tự hủy hẳn."
PARTS = "Vụ này được tách thành {count} phần, xem cùng một mã:"
PART = "Phần {number}"
WHOLE = "Toàn vụ {number}"
NEWS = "Tin mới"
THREAD = "Trao đổi"
LINE = "{day}, {author}:"
AUTHORS: Mapping[str, str] = {"worker": "bạn", "staff": "công đoàn", "system": "hệ thống"}
PHOTOS = "({count} ảnh)"
LAW = "Căn cứ: {places}."
NO_NEWS = "Chưa có tin mới."

TEMPLATES: Mapping[str, str] = {
    "received": "Đã nhận.",
    "received_to_check": "Đã nhận, chờ kiểm tra trong 2 ngày làm việc.",
    "second_look": "Có người đề nghị không tiếp nhận; người thứ hai đang xem lại. Bạn gửi thêm sự việc được.",
    "screening": "Đang phân loại.",
    "question": "Công đoàn hỏi thêm. Thời hạn tạm dừng tới khi bạn trả lời.",
    "accepted": "Đã tiếp nhận.",
    "split": "Nội dung có nhiều việc nên được tách thành nhiều phần.",
    "redirected": "Việc này thuộc nơi khác giải quyết:",
    "late": "Chậm hạn. Cấp trên đã được báo.",
    "closed_without_information": "Tạm đóng vì thiếu thông tin. Gửi thêm thì mở lại, đến ngày ghi ở trên.",
    "not_accepted": "Không tiếp nhận. Bạn được yêu cầu cấp trên xem lại một lần, đến ngày ghi ở trên.",
    "refusal_reason": "Lý do:",
    "appeal": "Đã chuyển ủy ban kiểm tra cấp trên xem lại.",
    "appeal_upheld": "Cấp trên xem lại và giữ nguyên. Lý do, và nơi khác bạn có thể gửi:",
    "in_progress": "Đang giải quyết.",
    "forwarded": "Đã chuyển bản đã bỏ thông tin nhận dạng tới:",
    "in_dialogue": "Đưa vào đối thoại tại nơi làm việc, ngày:",
    "dialogue_result": "Đã có kết quả đối thoại.",
    "dialogue_late": "Quá ngày đối thoại đã hẹn; công đoàn xử lý tiếp.",
    "external_silent": "Nơi được hỏi chưa trả lời đúng hạn; công đoàn đã nhắc và xử lý tiếp.",
    "answer": "Trả lời của công đoàn:",
    "answer_corrected": "Trả lời đã sửa, thay cho câu trước:",
    "message": "Công đoàn nhắn:",
    "consent_returned": "Từ nay không gì của vụ này được chuyển ra ngoài. Lý do:",
    "answered": "Đã trả lời. Việc đã được giải quyết chưa?",
    "result": "Kết quả:",
    "extended": "Gia hạn một lần. Lý do:",
    "thanks": "Cảm ơn bạn đã xác nhận.",
    "reopened": "Đã mở lại.",
    "other_person_looks": "Người khác đang xem lại.",
    "next_tier_looks": "Cấp trên đang xem lại.",
    "withdraw_question": "Bạn đã rút. Một người sẽ hỏi lại xem có ai ép bạn không.",
    "withdraw_sent_out": "Bạn đã rút. Phần đã gửi ra ngoài thì không lấy lại được.",
    "coerced_guidance": "Việc rút có dấu hiệu bị ép, nên vụ này vẫn được xem xét gấp.",
    "kept": "Vẫn tiếp tục giải quyết.",
    "union_helps": "Nơi đó không nhận, nên công đoàn nhận giúp.",
    "redirect_ended": "Đóng phần theo dõi việc ở nơi khác.",
    "archived": "Đã lưu trữ: chỉ còn bản tóm tắt.",
    "purged": "Đã hết thời hạn lưu.",
    "retaliation": "Bạn báo bị trù dập.",
    "retention_warning": "Sắp hết thời hạn lưu: 30 ngày nữa nội dung sẽ bị hủy.",
    "identity_opened": "Cách liên hệ của bạn đã được mở, có hai người cùng đồng ý.",
    "summary": "Tóm tắt:",
}

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
RETALIATION_ASK = "Chuyện gì đã xảy ra, từ khi nào? Vụ này sẽ thành việc gấp."
WITHDRAW_ASK = "Có ai ép bạn rút không? Bạn trả lời thật, không ai ngoài nơi xử lý biết."
WITHDRAW_FREE = "Không, tôi tự rút"
WITHDRAW_COERCED = "Có, tôi bị ép"
LEVEL_ASK = "Chọn mức. Đã nêu rồi thì không quay lại kín hơn được."
CONTACT_ASK = "Gõ tên và cách liên hệ. Phần này khóa riêng."
AGREE_ASK = "Công đoàn viết lại nội dung, bỏ tên và chỗ có thể đoán ra bạn, rồi mới gửi nơi có trách nhiệm. Bạn đồng ý?"
DELETE_ASK = (
    "Xóa thì không ai đọc được nữa, kể cả bạn sau khi hủy; bị hủy hẳn sau 20 ngày. Bản sao lưu hết hạn sau 30 ngày nữa."
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

DONE: Mapping[str, str] = {
    "write": "✅ Đã nhận lời của bạn.",
    "confirm": "✅ Cảm ơn bạn đã xác nhận.",
    "dispute": "✅ Đã mở lại, sẽ có người khác xem.",
    "appeal": "✅ Đã chuyển cấp trên xem lại.",
    "help": "✅ Đã nhận. Công đoàn giúp tiếp.",
    "danger": "✅ Đã báo. Vụ này nay ở diện khẩn.",
    "retaliation": "✅ Đã nhận. Vụ này nay là việc gấp.",
    "withdraw": "Đã ghi việc rút. Một người sẽ hỏi lại trước khi đóng.",
    "withdraw_coerced": "Đã ghi là bạn bị ép. Vụ này nay là việc gấp và vẫn được xem xét.",
    "keep": "✅ Vẫn tiếp tục giải quyết.",
    "level": "✅ Đã ghi cách liên hệ.",
    "agree": "✅ Đã ghi sự đồng ý của bạn.",
    "change": "✅ Đã đổi mã. Chỉ mã mới dùng được.",
    "delete": "Đã khóa nội dung với mọi người.",
}
REMINDER = "Nếu bạn có mã tra cứu, hôm nay hãy nhập mã để xem cập nhật."
NEWS_NOTICE = "Có tin mới. Nếu bạn có mã tra cứu, hãy nhập mã để xem."
