"""What is said while a worker writes a petition: six steps, all but the text may be skipped."""

from collections.abc import Mapping

from feedback.model.case import Concern, Level

BUTTON = "✍ Gửi kiến nghị ẩn danh"
STORY_BUTTON = "✍ Gửi kiến nghị với lời kể này"
URGENT_BUTTON = "✍ Gửi kiến nghị khẩn"
NOT_DONE_HERE = "✍ Nơi tôi làm chưa thực hiện"

STEP = "Bước {number}/6. {title}"
SKIP = "Bỏ qua"
BACK = "Xem lại"
NO_CONSENT = "Không sao. Bạn chưa đồng ý thì chưa có gì được gửi. Muốn thôi, gõ 0."
STOP_HINT = "Gõ 0 để dừng và xóa bản nháp."

NOTICE_TITLE = "Trước khi viết"
NOTICE_APP = (
    "Bạn không cần nêu tên. Kiến nghị không được lưu cùng tài khoản {app} của bạn.",
    "Tuy vậy {app} thấy tin nhắn này. Điều bạn kể cũng có thể khiến người khác đoán ra bạn. Nên dùng điện thoại và "
    "mạng riêng.",
)
NOTICE_WEB = (
    "Không cần nêu tên, không cần tài khoản. Không lưu gì về máy và mạng của bạn cùng kiến nghị.",
    "Điều bạn kể có thể khiến người khác đoán ra bạn. Nên dùng điện thoại và mạng riêng.",
)
NOTICE_WEB_MORE = "Ai xem được máy này, hoặc mạng của công ty, có thể biết bạn mở trang này."
NOTICE = (
    "Nơi nhận: {unit}. Không gửi cho công ty, không gửi cho công đoàn công ty.",
    "Lời kể được khóa lại, giữ 12 tháng sau khi xong việc. Bạn xem, viết thêm, rút, xóa bằng mã tra cứu.",
)
NOTICE_ABOUT = "Điều luật ghi kèm: {basis}."
APPS: Mapping[str, str] = {"telegram": "Telegram", "zalo_bot": "Zalo", "zalo_oa": "Zalo"}
AGREE = "Đồng ý, tiếp tục"
READ_MORE = "Đọc thêm"
READ_MORE_TEXT = (
    "Công đoàn cấp trên đọc để giải quyết, và không biết bạn là ai nếu bạn không nói. Máy chủ không lưu tài khoản, số "
    "điện thoại, địa chỉ mạng của bạn cùng kiến nghị. Máy chỉ ghi ngày, không ghi giờ.",
    "Có điều không hứa được. Ứng dụng nhắn tin và mạng internet vẫn thấy bạn nhắn. Người quản trị máy chủ nếu cố ý sửa "
    "chương trình thì đọc được tin đang gửi. Nơi làm ít người thì người ta có thể đoán ra bạn.",
    "Ảnh được xóa vị trí, tên máy trước khi lưu, và bị hủy 90 ngày sau khi xong việc. Trang web không cần tài khoản: "
    "mục “Gửi kiến nghị” trên trang web.",
)
TRIAL = "🔴 ĐANG CHẠY THỬ: máy chủ đọc được nội dung, chưa có cán bộ thật. Đừng gửi việc thật."

DANGER_TITLE = "Có ai đang gặp nguy hiểm không?"
DANGER_NOBODY = "Không"

TEXT_TITLE = "Kể việc của bạn"
TEXT = (
    "Việc gì, ở bộ phận nào, từ khi nào, bạn muốn gì. Viết nhiều tin cũng được, xong thì bấm “Xong”.",
    "Không ghi tên bạn, tên người khác nếu không cần.",
)
TEXT_PHOTOS = "Gửi kèm ảnh được, tối đa 10. Xem trước: ảnh có mặt người, thẻ tên, mã máy, tên bạn không?"
TEXT_NO_PHOTOS = "Muốn kèm ảnh: dùng trang “Gửi kiến nghị” trên web, hoặc thêm sau bằng mã tra cứu."
DONE = "Xong"
KEPT = "Đã ghi {count} đoạn. Viết tiếp, hoặc bấm “Xong”."
KEPT_EDIT = "Đã sửa đoạn ấy trong bản nháp."
KEPT_EARLY = "Đã giữ lời bạn vừa viết."
NEED_TEXT = "Chưa có chữ nào. Viết vài chữ về việc của bạn nhé."
TOO_MUCH = "Dài quá {limit} chữ rồi. Bấm “Xong” để gửi phần này trước, phần sau viết thêm bằng mã tra cứu."
PHOTO_KEPT = (
    "Đã nhận ảnh {count}, đã xóa vị trí và tên máy. Trong ảnh có mặt người, thẻ tên, mã máy, tên bạn không? "
    "Nếu có, bấm “Bỏ ảnh này”."
)
PHOTO_DROP = "Bỏ ảnh này"
PHOTO_DROPPED = "Đã bỏ ảnh cuối. Còn {count} ảnh."
PHOTOS_FULL = "Đã đủ 10 ảnh."
FILE_REFUSED = "{reason} Phần chữ vẫn giữ."
MAYBE_USEFUL = "Ở cuối có điều luật gần với việc của bạn. Không bắt buộc đọc."

PLACE_TITLE = "Việc xảy ra ở đâu?"
PLACE: Mapping[str, str] = {
    "province": "Tỉnh, thành phố nào? Chọn, hoặc gõ tên.",
    "area": "Khu công nghiệp, xã hay phường nào? Chọn, gõ tên, hoặc gõ mã nơi làm việc.",
    "branch": "Ngành nào? Chọn, gõ tên, hoặc bỏ qua.",
    "company": "Công ty, cơ quan nào? Tên được khóa kín như nội dung. Chọn, gõ tên, hoặc bỏ qua.",
}
PLACE_KNOWN = "Bạn đã chọn: {place}."
PLACE_SKIP_ALL = "Bỏ qua hết phần này"
PLACE_MANY = "Có nhiều nơi giống tên đó. Chọn một nơi:"
COMPANY_LIKE = "Bạn gõ “{name}”. Có phải nơi dưới đây không?"
COMPANY_OTHER = "Không phải, giữ tên đã gõ"
PLACE_NONE = "Không thấy nơi nào tên như vậy. Gõ ít chữ hơn, hoặc bỏ qua: nơi tiếp nhận chung vẫn nhận."

CONCERN_TITLE = "Việc này có liên quan đến ai trong công đoàn không?"
CONCERN = (
    "Nơi bị nêu không bao giờ đọc được. Nêu một người thì việc đi tới ủy ban kiểm tra ở cấp trên. "
    "Không rõ thì chọn “Không biết”."
)
CONCERN_HINT = "Bạn có nhắc tới công đoàn, nên hãy chọn rõ giúp tôi."
CONCERNS: Mapping[Concern, str] = {
    Concern.NOBODY: "Không",
    Concern.GRASSROOTS: "Công đoàn công ty",
    Concern.SUPERIOR: "Cán bộ công đoàn xã, KCN",
    Concern.PROVINCE: "Cán bộ liên đoàn tỉnh",
    Concern.PERSON: "Một người cụ thể",
    Concern.COMPANY_PRESSURE: "Công ty ép công đoàn",
    Concern.UNKNOWN: "Không biết",
}
PERSON = "Gõ tên hoặc chức vụ người đó. Phần này cũng được khóa kín."
PERSON_LIKE = "Có cán bộ tên gần như vậy. Bạn nói đến ai?"
PERSON_STAFF = "Chọn đúng người thì người đó không bao giờ mở được kiến nghị này, kể cả khi đổi chỗ làm."
PERSON_OTHER = "Không phải, giữ tên đã gõ"
PERSON_BOARD = "Việc sẽ đi tới ủy ban kiểm tra ở cấp trên của nơi bị nêu."

PREVIEW_TITLE = "Xem lại trước khi gửi"
PREVIEW_TEXT = "Lời bạn kể"
PREVIEW_PHOTOS = "Ảnh: {count}"
PREVIEW_ABOUT = "Về việc: {category}"
PREVIEW_BASIS = "Điều luật: {basis}"
PREVIEW_PLACE = "Nơi xảy ra: {place}"
NO_PLACE = "không nói"
PREVIEW_UNIT = "Nơi nhận: {unit}"
PREVIEW_URGENT = "Việc KHẨN: {kind}"
PREVIEW_LEVEL = "Tên bạn: {level}"
PREVIEW_REMINDER = "Nhắc: {reminder}"
SEND = "Tiếp: nhận mã"
ADD = "Viết thêm"
REWRITE = "Viết lại từ đầu"
CHANGE_PLACE = "Đổi nơi"
CHANGE_CONCERN = "Đổi người liên quan"
CHANGE_CATEGORY = "Đổi loại việc"
CHANGE_LEVEL = "Đổi mức giữ kín tên"
CHANGE_REMINDER = "Đổi cách nhắc"
TO_PREVIEW = "Quay lại bản xem trước"

HINTS_TITLE = "⚠ Những chỗ có thể khiến người khác nhận ra bạn"
HINTS_END = "Nếu chỗ làm ít người, hãy viết chung hơn. Vẫn gửi được như hiện tại."

CATEGORY_TITLE = "Việc này thuộc loại nào?"
LEVEL_TITLE = "Bạn muốn giữ kín tới đâu? Sau này chỉ đổi được sang mức nêu rõ hơn."
LEVELS: Mapping[Level, str] = {
    Level.ANONYMOUS: "Ẩn danh: không ai biết tên",
    Level.CONFIDENTIAL: "Giữ kín tên: hai người cùng mở",
    Level.NAMED: "Nêu tên với nơi xử lý",
}
CONTACT = (
    "Gõ tên và cách liên hệ (số điện thoại hoặc địa chỉ). Phần này khóa riêng, công ty không biết. "
    "Đổi ý thì chọn “Ẩn danh”."
)
REMINDER_TITLE = "Bạn có muốn được nhắc xem trả lời không?"
REMINDERS: Mapping[str, str] = {
    "none": "Không nhắc, không lưu gì",
    "schedule": "Nhắc sau 3, 10, 20 ngày",
    "watch": "Báo ngay khi có tin",
}
REMINDER = (
    "Nhắc theo lịch: tôi chỉ nhớ là cần nhắc ở đây, không nhớ vụ nào. Tin nhắc không nói việc gì.",
    "Báo ngay: tôi phải nhớ rằng tài khoản này theo dõi kiến nghị này, tối đa 90 ngày, khóa kín. Chỉ chọn khi máy này "
    "của riêng bạn.",
)

CODE_TITLE = "Còn một bước: CHƯA GỬI"
CODE = (
    "Chép mã ra giấy ngay. Có mã mới xem được trả lời; mất mã thì không ai cấp lại được.",
    "Điện thoại có người khác dùng thì đừng chụp màn hình.",
    "Chép xong, gõ 4 số cuối của mã vào đây: lúc đó kiến nghị mới được GỬI.",
)
NEW_CODE = "Mã trước không dùng được nữa, và CHƯA CÓ GÌ được gửi. Hãy chép mã mới dưới đây."
CODE_WRONG = "Chưa đúng 4 số cuối, nên CHƯA GỬI. Xem lại tờ giấy vừa chép, rồi gõ lại."

WAS_SENT = "Kiến nghị của bạn ĐÃ ĐƯỢC GỬI. Đừng gửi lại; hãy gõ mã tra cứu vừa chép để xem số và tình trạng."
WAS_NOT_SENT = "Kiến nghị của bạn CHƯA ĐƯỢC GỬI. Bản nháp vẫn còn: gõ “tiếp” để làm tiếp."
RECEIVED = "✅ Đã nhận, số {number}."
RECEIVED_TO_CHECK = "✅ Đã nhận, số {number}. Đang có nhiều tin, nên tin này chờ kiểm tra trước."
AFTER = "Bạn xem trả lời bằng mã tra cứu: ở đây, ở kênh khác hay trên trang web đều được."
AFTER_TIMES = "Có người xem trong {look} ngày làm việc. Kết quả phân loại báo trong {classified} ngày làm việc."
AFTER_TIMES_CHECKED = "Tin của bạn được kiểm tra trong {checked} ngày làm việc."
AFTER_TRIAL = "Đang chạy thử: chưa có cán bộ thật xem, nên sẽ không có ai trả lời."
SLIP_BELOW = "Phiếu dưới đây cho thấy công đoàn đã được báo. Phiếu không có tên bạn, không có nội dung."
SLIP_BELOW_TRIAL = "Phiếu dưới đây chỉ là phiếu thử. Phiếu không có tên bạn, không có nội dung."
DELETE_ERASES = "Mã và lời kể còn nằm trong cuộc trò chuyện này. Chép mã xong, nên bấm “Xóa cuộc trò chuyện này”."
DELETE_HERE = (
    "Mã và lời kể còn nằm trong cuộc trò chuyện này. Chép mã xong, nên xóa: giữ vào cuộc trò chuyện, rồi chọn Xóa."
)
DELETE_ON_WEB = "Máy có người khác dùng: bấm “Xóa cuộc trò chuyện này”, đóng trang, rồi xóa lịch sử trình duyệt."
STILL_THERE = "Kiến nghị của bạn CHƯA GỬI. Bản nháp còn trong 24 giờ: bấm “Gửi kiến nghị” để làm tiếp."
RESUMED = "Đây là bản nháp bạn làm dở, chưa gửi."
DRAFT_GONE = (
    "Bản nháp của nút này không còn: đã gửi, đã bỏ, hoặc để quá 24 giờ. Nếu chưa gửi, bạn viết lại giúp tôi từ bước 1."
)
PRIVACY_KEYS = "Kiến nghị: lời kể được khóa, chỉ công đoàn cấp trên có chìa."
PRIVACY_KEYS_TRIAL = "Kiến nghị gửi thử: lời kể được khóa, nhưng chìa nằm trên máy chủ."
PRIVACY = (
    "Không lưu ai gửi kiến nghị. Mã tra cứu không được lưu, mất thì không cấp lại được. Bạn xem, viết thêm, rút, xóa "
    "bằng mã. Giữ 12 tháng sau khi xong việc, ảnh 90 ngày.",
    "Nhắc và báo tin: chỉ khi bạn chọn. Được khóa ở chỗ riêng, không sao lưu, tự xóa.",
)
NOT_SENT = "Chưa gửi được. {reason}"
CLOSED = "Nơi này chưa nhận kiến nghị. Bạn gọi công đoàn giúp nhé."
FULL = "Máy chủ sắp đầy nên tạm không nhận kiến nghị mới. Bạn gọi công đoàn, hoặc gửi lại sau vài giờ."
CALL = "Công đoàn: {hotline}."
NO_ROOM = "Máy chủ sắp đầy nên tạm không nhận ảnh."
