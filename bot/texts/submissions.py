"""The words for what submissions are, where they stand and what they are about; and what staff commands say."""

from collections.abc import Mapping

from feedback.model.case import Category, EmergencyKind, Kind, Lane, Level, Outcome, RefusalCode
from feedback.model.lifecycle import Clock, State
from feedback.model.terms import Term
from feedback.model.union import Role
from feedback.model.view import Author

STATES: Mapping[State, str] = {
    State.DRAFT: "đang soạn",
    State.RECEIVED: "đã nhận",
    State.QUARANTINED: "chờ kiểm tra",
    State.SCREENING: "đang phân loại",
    State.NEEDS_INFO: "chờ bạn trả lời",
    State.REFUSAL_PROPOSED: "đang xem xét lần hai",
    State.NOT_ACCEPTED: "không tiếp nhận",
    State.APPEAL: "cấp trên đang xem lại",
    State.REDIRECTED: "đã chỉ nơi có trách nhiệm",
    State.ACCEPTED: "đã tiếp nhận",
    State.IN_PROGRESS: "đang giải quyết",
    State.WAITING_EXTERNAL: "chờ nơi khác trả lời",
    State.IN_DIALOGUE: "đưa vào đối thoại",
    State.ANSWERED: "đã trả lời",
    State.DISPUTED: "đang xem lại câu trả lời",
    State.WITHDRAW_CHECK: "đang hỏi lại việc rút",
    State.CLOSED: "đã đóng",
    State.ARCHIVED: "đã lưu trữ",
    State.PURGED: "đã hết thời hạn lưu",
}
KINDS: Mapping[Kind, str] = {
    Kind.UNCLASSIFIED: "chưa phân loại",
    Kind.PETITION: "kiến nghị",
    Kind.CONCERN: "phản ánh",
    Kind.COMPLAINT: "khiếu nại",
    Kind.DENUNCIATION: "tố cáo",
    Kind.DISPUTE: "tranh chấp lao động cá nhân",
    Kind.QUESTION: "hỏi đáp",
}
CATEGORIES: Mapping[Category, str] = {
    Category.WAGE: "Tiền lương, thưởng",
    Category.WORKING_TIME: "Giờ làm, tăng ca, nghỉ",
    Category.SOCIAL_INSURANCE: "Bảo hiểm",
    Category.SAFETY: "An toàn, vệ sinh lao động",
    Category.CONTRACT: "Hợp đồng, thôi việc",
    Category.DISCIPLINE: "Kỷ luật, phạt",
    Category.WELFARE: "Bữa ăn, nhà ở, phúc lợi",
    Category.DEMOCRACY: "Đối thoại, công khai, hội nghị",
    Category.UNION_AFFAIRS: "Hoạt động công đoàn",
    Category.HARASSMENT: "Quấy rối, xúc phạm",
    Category.OTHER: "Việc khác",
}
LANES: Mapping[Lane, str] = {Lane.NORMAL: "thường", Lane.URGENT: "gấp", Lane.EMERGENCY: "khẩn"}
LEVELS: Mapping[Level, str] = {
    Level.ANONYMOUS: "ẩn danh",
    Level.CONFIDENTIAL: "giữ kín tên",
    Level.NAMED: "nêu tên",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.SOLVED_CONFIRMED: "đã giải quyết, người gửi xác nhận",
    Outcome.SOLVED_UNCONFIRMED: "đã trả lời, người gửi không phản hồi",
    Outcome.SOLVED_PARTLY: "giải quyết một phần",
    Outcome.EMPLOYER_REFUSED: "công ty, cơ quan từ chối",
    Outcome.OTHER_BODY_ANSWERED: "cơ quan khác đã trả lời",
    Outcome.ADVISED: "đã tư vấn",
    Outcome.BROUGHT_TO_DIALOGUE: "đưa vào đối thoại, thương lượng",
    Outcome.NOT_ENOUGH_INFORMATION: "thiếu thông tin",
    Outcome.WITHDRAWN: "người gửi rút",
    Outcome.DUPLICATE: "trùng với vụ khác",
    Outcome.NOT_ACCEPTED: "không tiếp nhận",
    Outcome.REDIRECTED: "đã chỉ nơi có trách nhiệm",
}
REFUSALS: Mapping[RefusalCode, str] = {
    RefusalCode.OUTSIDE_COMPETENCE: "N1: không thuộc việc của công đoàn",
    RefusalCode.NOT_UNDERSTOOD: "N2: chưa hiểu được sau hai lần hỏi",
    RefusalCode.SAME_AS_OPEN: "N3: trùng với một vụ đang mở",
    RefusalCode.ALREADY_ANSWERED: "N4: đã có trả lời cuối cùng, không có gì mới",
    RefusalCode.PRIVATE_MATTER: "N5: việc riêng giữa cá nhân với nhau",
    RefusalCode.UNLAWFUL_CONTENT: "N6: nội dung trái pháp luật",
    RefusalCode.ADVERTISING: "N7: quảng cáo, gửi thử, vô nghĩa",
    RefusalCode.MACHINE_FLOOD: "N8: máy gửi hàng loạt",
    RefusalCode.BEFORE_STATE_BODY: "N9: tòa án, thanh tra hoặc cơ quan nhà nước đang giải quyết",
}
CLOCKS: Mapping[Clock, str] = {
    Clock.FIRST_LOOK: "có người xem",
    Clock.CLASSIFICATION: "phân loại xong",
    Clock.HANDLING_NOTICE: "báo có giải quyết hay không",
    Clock.ANSWER: "trả lời",
    Clock.QUARANTINE: "kiểm tra tin",
    Clock.REFUSAL_DECISION: "quyết định lần hai",
    Clock.APPEAL_WINDOW: "bạn được yêu cầu xem lại",
    Clock.APPEAL_DECISION: "cấp trên xem lại xong",
    Clock.INFO_REPLY: "chờ bạn trả lời",
    Clock.EXTERNAL_REPLY: "nơi khác trả lời",
    Clock.DIALOGUE: "có kết quả đối thoại",
    Clock.CONFIRMATION: "bạn xác nhận",
    Clock.DISPUTE_REVIEW: "xem lại câu trả lời",
    Clock.WITHDRAWAL_CHECK: "hỏi lại việc rút",
    Clock.REDIRECT_FOLLOW_UP: "bạn báo lại nếu nơi đó không nhận",
    Clock.ASSIGNEE_SILENCE: "người được giao cập nhật",
    Clock.REOPENING: "bạn được mở lại vụ này",
    Clock.RETENTION: "hết thời hạn lưu",
    Clock.ARCHIVE: "hủy bản lưu trữ",
    Clock.ATTACHMENTS: "hủy ảnh",
    Clock.ERASURE: "hủy nội dung theo yêu cầu",
    Clock.HOLD: "hết giữ lại",
}
EMERGENCIES: Mapping[EmergencyKind, str] = {
    EmergencyKind.ACCIDENT: "tai nạn, cháy, ngộ độc",
    EmergencyKind.VIOLENCE: "bạo lực, đe dọa, giam giữ",
    EmergencyKind.SELF_HARM: "nguy cơ tự hại",
    EmergencyKind.SEXUAL_HARASSMENT: "quấy rối, xâm hại tình dục",
    EmergencyKind.CHILD: "trẻ em, mua bán người",
    EmergencyKind.STOPPAGE: "ngừng việc tập thể, nợ lương hàng loạt",
}
ROLES: Mapping[Role, str] = {
    Role.INTAKE: "tiếp nhận",
    Role.HANDLER: "xử lý",
    Role.LEAD: "phụ trách",
    Role.SUPERVISOR: "giám sát (ủy ban kiểm tra)",
    Role.CUSTODIAN: "giữ danh tính",
    Role.DUTY: "trực khẩn",
    Role.ANALYST: "phân tích",
    Role.ADMIN: "quản trị",
}
ROUTE_RULES: Mapping[str, str] = {
    "exclusion": "1. Loại nơi có liên quan",
    "conflict": "1. Việc về công đoàn: ủy ban kiểm tra của cấp trên nơi bị nêu",
    "emergency": "2. Khẩn cấp: nơi có người trực",
    "category": "3. Lĩnh vực có nơi phụ trách riêng",
    "coverage": "4. Địa bàn, khu công nghiệp, ngành",
    "above": "4. Cấp trên của nơi phụ trách địa bàn",
    "province": "5. Tỉnh",
    "central_desk": "6. Đầu mối tiếp nhận chung",
    "top": "6. Cấp tỉnh hoặc trung ương còn lại",
}
ROUTE_REJECTED: Mapping[str, str] = {"excluded": "bị loại vì có liên quan", "no_key": "chưa có người nhận"}

TRIAL = "CHẾ ĐỘ THỬ NGHIỆM: khóa nằm trên máy chủ, máy chủ đọc được nội dung. Không dùng cho kiến nghị thật."
DONE_BEFORE = "{number}: {state}. Dòng này đã được làm trước đó, không làm lại."
WHO = "Hãy ghi --as TÊN-ĐĂNG-NHẬP, hoặc đăng nhập một lần: danbiet office --as TÊN."
QUEUE_EMPTY = "Không có vụ nào."
DONE = "{number}: {state}."
NO_LATER = "chưa có hạn"
DUE_ON = "hạn {day}"
MORE_LINES = 'Còn nữa: thêm --after "{after}".'
SENT_ON = "gửi ngày {day}; phiên bản {version}"
GRASSROOTS_BARRED = "Không được biết vụ này: công đoàn cơ sở ở nơi làm việc"
WORKPLACE = "Nơi làm việc"
CONTACT = "Liên hệ"
BASIS = "Căn cứ"
BARRED = "Không được biết vụ này"
DUE = "Hạn"
LINK = "Liên kết"
AUTHORS: Mapping[Author, str] = {
    Author.WORKER: "người gửi",
    Author.STAFF: "công đoàn",
    Author.SYSTEM: "hệ thống",
}
INTERNAL = " (nội bộ)"
PHOTOS = "; ảnh số {ids}"
NO_PHOTO = "Vụ {number} không có ảnh số {photo}. Số ảnh do lệnh show in ra."
PHOTO_SAVED = "Đã lưu {file}. Xem xong hãy xóa."
STEPPED_BACK = "{number}: đã ghi nhận. Bạn đứng ngoài vụ này; không ai coi đó là lỗi."
CHOOSE_INVOLVEMENT = "Chọn một: --uninvolved, --involved hoặc --unit-involved."
CHOOSE_REFUSAL = "Chọn một: --code và --reason, hoặc --confirm, hoặc --reject."
CHOOSE_REVIEW = "Chọn một: --uphold LÝ-DO hoặc --overturn."
CHOOSE_HOLD = "Chọn một: --until NGÀY, hoặc --confirm, hoặc --lift."
SPLIT_UNEQUAL = "Mỗi tệp cần đúng một --category, theo cùng thứ tự."
IDENTITY_DECIDED = "{number}: đã ghi quyết định."
LATE_SEEN = "{number}: đã ghi là cấp trên đã biết."
FLOODED = "{unit}: chế độ ngập đến hết ngày {day}."
CASES_MOVED = "{unit}: đã chuyển {count} khóa sang nơi kế thừa."
SHEET_NEEDED = "Nêu tên thì cần phiếu ký: thêm --signed-sheet. Không có phiếu thì để ẩn danh."
SLIP_GENUINE = "Phiếu đúng: hệ thống này đã ký, không chữ nào bị sửa."
SLIP_FALSE = "Phiếu không đúng: không phải do hệ thống này ký, hoặc đã bị sửa."
CODE_ONCE = "Mã tra cứu (chỉ hiện một lần, đọc và in cho người lao động): {code}"
NO_SIMILAR = "Không thấy vụ nào giống."
HANDED_UP = "{number}: đã chuyển lên {unit}."
EXTENDED = "{number}: hạn trả lời mới {day}."
ANSWER_PARTS = (
    "Tệp trả lời cần đúng năm phần, cách nhau bằng một dòng ---: bạn nêu gì, đã làm gì, kết quả, căn cứ, "
    "nếu chưa đồng ý thì làm gì."
)
TERMS: Mapping[Term, str] = {
    Term.PAUSE: "dừng để chờ người gửi",
    Term.EXTENSION: "gia hạn trả lời",
    Term.URGENT_LOOK: "xem việc gấp",
    Term.EMERGENCY_LOOK: "xem việc khẩn",
    Term.EMERGENCY_LOOK_OUT_OF_HOURS: "xem việc khẩn ngoài giờ",
    Term.AFTER_READING: "chờ sau khi người gửi đã đọc",
    Term.UNREAD_KEPT: "giữ câu trả lời chưa đọc",
    Term.UNION_CONTACT: "chưa hỏi nơi bị nêu",
    Term.FLOOD: "chế độ ngập dài nhất",
    Term.KEEP_REFUSED: "giữ vụ không tiếp nhận",
    Term.KEEP_SPAM: "giữ tin rác",
    Term.KEEP_EVENTS: "giữ nhật ký",
    Term.RETENTION_WARNING: "báo trước khi hết hạn lưu",
}
NOT_GENUINE = "(Tin này không đúng chữ ký của người viết, nên không hiện. Báo người quản trị.)"
ASK_DANGER = "Có ai đang gặp nguy hiểm không? (none: không ai)"
STILL_NO_DANGER = "Lời kể có nói đến: {kind}. Bạn đã hỏi lại, và không ai đang gặp nguy hiểm?"
DANGER_IN_WORDS = "Lời kể nói rõ: {kind}. Hỏi lại người kể, rồi ghi --danger đúng loại, hoặc bỏ --danger để được hỏi."
ASK_CONCERN = "Có liên quan đến ai trong công đoàn không? (nobody: không ai; unknown: không biết)"
UNION_IN_WORDS = (
    "Lời kể nhắc đến công đoàn, nên chưa ghi “nobody” được: hỏi lại người kể rồi ghi --concern; không rõ thì unknown."
)
NO_SUCH_PERSON = "Không có cán bộ nào tên đăng nhập {login}."
