"""What a person reads when a step of the submissions half is refused: one clear sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from feedback.errors import BadOrganisation, Fault, FeedbackError, Flaw

WORDS: Mapping[Fault, str] = {
    Fault.ADDRESS_BROKEN: "Địa chỉ thư điện tử này không đúng. Hãy ghi lại, thí dụ lan@congdoan.vn",
    Fault.ADMINISTRATOR_NEEDED: "Việc này do người quản trị, hoặc người phụ trách ở cấp tỉnh hay trung ương làm.",
    Fault.AREA_PARENT_MISSING: "{name}: không có địa bàn cấp trên “{code}”.",
    Fault.AREA_UNCOVERED: "{name}: chưa có công đoàn cấp trên cơ sở phụ trách, vụ sẽ lên cấp tỉnh.",
    Fault.ARE_YOU_INVOLVED: (
        "Bạn có liên quan đến vụ này không? Mở vụ cần trả lời “không”. Nếu có, hãy chọn “có liên quan”."
    ),
    Fault.ASKED_TWICE: "Đã hỏi hai lần. Hãy phân loại.",
    Fault.ASSIGNEE_INVOLVED: "Người này có liên quan, không được giao vụ.",
    Fault.BACKUP_BROKEN: "Bản sao lưu hỏng hoặc không đúng khóa. Không có gì được ghi.",
    Fault.BACKUP_FORGED: "Bản sao lưu này không do máy chủ của công đoàn ký. Không có gì được ghi.",
    Fault.BACKUP_OF_OTHER_VERSION: "Bản sao lưu này do một phiên bản khác tạo ra.",
    Fault.BACKUP_WRITTEN_WRONG: "Đĩa ghi sai bản sao lưu. Kiểm tra đĩa rồi làm lại.",
    Fault.BOARD_HEAD_CLOSES_THIS: "Vụ về nội bộ công đoàn do người phụ trách ủy ban kiểm tra đóng.",
    Fault.CANARY_LOST: "Vụ thử không đi đến nơi {unit}: chưa mở nhận kiến nghị. Khám máy: danbiet doctor",
    Fault.CASE_WITHOUT_TIER_ABOVE: "Có vụ mà không đơn vị nào phía trên được nhận. Hãy xử lý vụ đó trước.",
    Fault.CODE_IN_TEXT: "Lời bạn viết có mã tra cứu. Hãy xóa mã rồi gửi lại, để không ai đọc được mã.",
    Fault.CODE_NOT_FOUND: "Không tìm thấy mã này. Kiểm tra lại từng nhóm số. Số đúng hết thì có thể bạn chưa gửi. "
    "Phải gõ lại 4 số cuối và thấy chữ “Đã nhận” mới là đã gửi.",
    Fault.CODE_NOT_RETYPED: "Hãy gõ lại nhóm số cuối của mã.",
    Fault.CODE_TWICE: "Mã {kind} “{code}” dùng {times} lần.",
    Fault.COLLEAGUE_HOLDS_KEY: "Đơn vị còn người giữ khóa: nhờ người đó đặt lại mật khẩu, không cần khóa mới.",
    Fault.COLLEAGUE_NEEDED: "Việc này cần một người khác làm giúp bạn.",
    Fault.CONFIRM_NO_CONFLICT: (
        "Nội dung nhắc đến cán bộ hoặc quỹ công đoàn. Hãy xác nhận: không có xung đột lợi ích."
    ),
    Fault.CONFIRM_RECIPIENTS_FIRST: (
        "Đơn vị {unit} chưa xác nhận ai được giữ khóa. Người phụ trách xem và xác nhận trước: danbiet staff pending"
    ),
    Fault.CONFLICT: "Vụ này vừa được người khác cập nhật. Hãy mở lại rồi làm tiếp.",
    Fault.CONTACT_NEEDED: "Mức này cần cách liên hệ. Hãy ghi tên và số điện thoại, hoặc chọn ẩn danh.",
    Fault.COVERED_AREA_MISSING: "Phụ trách: không có {scope} “{code}”.",
    Fault.COVERED_TWICE: "{scope} “{code}”: cả {one} và {other} cùng phụ trách một lúc.",
    Fault.COVERING_UNIT_MISSING: "Phụ trách: không có đơn vị “{code}”.",
    Fault.CSV_BROKEN: "Tệp CSV viết sai ở dòng {line}: hãy mở bằng Excel và lưu lại dạng CSV UTF-8.",
    Fault.CUSTODIAN_ONLY_AT_DESK: (
        "Vai trò giữ danh tính (custodian) chỉ có ở tổ giữ danh tính, và tổ này chỉ có vai trò đó."
    ),
    Fault.DATABASE_ALTERED: "Máy chủ đang được kiểm tra nên tạm dừng nhận và mở vụ. Quản trị xem: danbiet doctor.",
    Fault.DATABASE_BROKEN: "Cơ sở dữ liệu bị hỏng: trang hoặc liên kết không khớp.",
    Fault.DECIDED_BEFORE: "Bạn đã quyết định ở vụ này. Người khác của ủy ban kiểm tra xem lại.",
    Fault.DIALOGUE_DATE_NEEDED: "Hãy ghi ngày dự kiến đối thoại.",
    Fault.DISK_FULL: "Máy chủ sắp đầy nên tạm chưa nhận được. Hãy gọi công đoàn, hoặc gửi lại sau.",
    Fault.DISK_FULL_FOR_PHOTOS: "Máy chủ sắp đầy nên tạm chưa nhận ảnh. Hãy bỏ ảnh rồi gửi phần chữ.",
    Fault.EMPTY_TEXT: "Chưa có nội dung. Hãy viết vài chữ rồi gửi.",
    Fault.ENDS_BEFORE_IT_BEGINS: "{name}: ngày kết thúc không sau ngày bắt đầu.",
    Fault.ERASED_SEND_ANEW: "Nội dung đã được xóa theo yêu cầu của bạn. Hãy gửi kiến nghị mới.",
    Fault.EXTENDED_ONCE_ONLY: "Thời hạn trả lời chỉ được gia hạn một lần, khi còn đang giải quyết.",
    Fault.FILES_THERE: "{files} đã có ở đó. Khôi phục vào một thư mục trống.",
    Fault.FILE_BROKEN: "Ảnh hỏng, không mở được. Hãy chụp lại.",
    Fault.FILE_DOCUMENT: "Chưa nhận tệp Word, Excel, tệp nén. Hãy chụp màn hình thành ảnh.",
    Fault.FILE_EMPTY: "Tệp rỗng.",
    Fault.FILE_NOT_A_PHOTO: "Chỉ nhận ảnh JPG, PNG, WebP, HEIC.",
    Fault.FILE_NOT_FETCHED: "Chưa tải được ảnh. Hãy gửi lại.",
    Fault.FILE_PDF: "Chưa nhận tệp PDF. Hãy chụp từng trang thành ảnh.",
    Fault.FILE_TOO_BIG: "Ảnh lớn quá 10 MB. Hãy gửi ảnh nhỏ hơn.",
    Fault.FILE_TOO_MANY: "Mỗi lần nhận tối đa 10 ảnh. Ảnh này gửi bổ sung sau bằng mã tra cứu.",
    Fault.FILE_TOO_MANY_PIXELS: "Ảnh quá nhiều điểm ảnh. Hãy chụp lại ở cỡ thường.",
    Fault.FILE_TOO_SLOW: "Ảnh này xử lý lâu quá. Hãy chụp màn hình ảnh đó rồi gửi.",
    Fault.FILE_VIDEO: "Chưa nhận video. Hãy chụp một khung hình, hoặc kể bằng chữ.",
    Fault.FILE_VOICE: "Chưa nhận tin thoại: giọng nói có thể khiến bạn bị nhận ra. Hãy kể bằng chữ.",
    Fault.FIVE_PARTS_NEEDED: "Câu trả lời phải đủ năm phần.",
    Fault.FLOODED: "Đang ở chế độ ngập: bước tự động này chờ.",
    Fault.FLOOD_TOO_LONG: "Chế độ ngập kéo dài từ 1 đến {most} ngày làm việc.",
    Fault.FORWARDING_NOT_AGREED: "Người gửi chưa đồng ý chuyển. Hãy hỏi trước.",
    Fault.HOLIDAY_BROKEN: (
        "Ngày nghỉ ở dòng {line}: “{field}” thiếu, sai hoặc không có trong mẫu. Mỗi ngày cần day (dạng 2027-02-12), "
        "name và source; working là true hoặc false."
    ),
    Fault.HOLD_TOO_LONG: "Ngày kết thúc phải sau hôm nay và trong vòng 6 tháng.",
    Fault.HELD_ALREADY: "Vụ này đang được giữ lại, hoặc đã có người đề xuất giữ.",
    Fault.HOTLINES_BROKEN: "Tệp hotlines.toml viết sai: chép tệp mẫu rồi sửa từng dòng.",
    Fault.IDENTITY_ONLY_IF_CONFIDENTIAL: "Chỉ hỏi khi người gửi chọn giữ bí mật danh tính, và phải ghi lý do.",
    Fault.KEY_THERE: "{target} đã có ở đó. Khóa lấy ra nằm ở {restored}: khôi phục vào một thư mục trống.",
    Fault.KIND_AND_CATEGORY_NEEDED: "Hãy chọn loại đơn và lĩnh vực trước khi tiếp nhận.",
    Fault.KIT_FIRST: "Hãy khôi phục bộ khôi phục của những người giữ khóa vào thư mục này trước, rồi tới bản sao lưu.",
    Fault.LEAD_AND_BOARD_NEEDED: "Cần người phụ trách và một người của ủy ban kiểm tra cùng quyết định.",
    Fault.DANGER_IN_WORDS: "Lời kể có nói đến nguy hiểm ({kind}). Hãy hỏi lại người kể rồi chọn đúng loại.",
    Fault.UNION_IN_WORDS: "Lời kể nhắc đến công đoàn. Hãy hỏi lại: liên quan đến ai? Không rõ thì chọn “không rõ”.",
    Fault.SHEET_NEEDED: "Muốn nêu tên người kể thì cần phiếu đồng ý do họ ký. Không có phiếu thì để ẩn danh.",
    Fault.REPLY_OUT_OF_DATE: "Câu mẫu “{name}” dẫn điều luật đã hết hiệu lực. Hãy đọc lại và sửa nó ở trang Câu mẫu.",
    Fault.LAW_REF_UNKNOWN: "Không tìm thấy căn cứ “{ref}” đang có hiệu lực. Ghi như 45/2019/QH14:97:2.",
    Fault.LEAD_ANSWERS_THIS: "Câu trả lời của vụ này do người phụ trách gửi.",
    Fault.LEAD_OF_UNIT_NEEDED: (
        "Việc này do người phụ trách của đơn vị {unit} làm; nơi chưa có ai giữ khóa thì do cấp trên hoặc quản trị."
    ),
    Fault.LEVEL_ONLY_RISES: "Chỉ đổi được sang mức nêu rõ hơn.",
    Fault.LINK_CODE_WRONG: "Mã nối không đúng hoặc đã quá 15 phút. Hãy xin mã mới.",
    Fault.LINK_KIND_UNKNOWN: "Chỉ liên kết “trùng” hoặc “liên quan”.",
    Fault.LINK_TO_LEADING_CASE: "Hãy liên kết với vụ đứng đầu, không phải với chính nó hay một vụ đi theo.",
    Fault.LOGIN_TAKEN: "Tên đăng nhập trống hoặc đã có người dùng.",
    Fault.LOG_DOES_NOT_MATCH: "Chuỗi nhật ký không khớp: có dòng bị sửa hoặc bị mất.",
    Fault.MEMBER_PASSWORD_NEEDED: "Đơn vị đã có khóa: cần mật khẩu của một người đang giữ khóa.",
    Fault.NAMED_BODY_NEEDED: "Hãy ghi rõ nơi có trách nhiệm và cách gửi.",
    Fault.NOTHING_WRITTEN: "Chưa có nội dung.",
    Fault.NOT_A_BACKUP: "Không đọc được tệp này như một bản sao lưu.",
    Fault.NOT_IN_THIS_STATE: "Bước này không làm được ở trạng thái hiện nay của vụ.",
    Fault.NOT_OF_THIS_UNIT: "Bạn không thuộc đơn vị này.",
    Fault.NOT_OPEN: "Chưa có nơi nhận kiến nghị. Hãy gọi công đoàn, hoặc hỏi lại sau.",
    Fault.NOT_READY: "Chưa mở nhận kiến nghị được. Xem còn thiếu gì: danbiet setup",
    Fault.NOT_YOUR_CASE: "Vụ này không thuộc phần việc của bạn.",
    Fault.NOT_YOUR_STEP: "Bước này không thuộc quyền của bạn.",
    Fault.NOT_YOUR_SUPERVISION: "Vụ này không do đơn vị của bạn giám sát.",
    Fault.NO_BOARD: "{name}: chưa có ủy ban kiểm tra (supervision_board).",
    Fault.NO_CUSTODIANS_YET: "Chưa có người giữ khóa. Chạy: danbiet custodians set",
    Fault.NO_CUSTODIAN_OF_BACKUP: "Người này không giữ khóa của bản sao lưu.",
    Fault.NO_HOLD_PROPOSED: "Chưa ai đề xuất giữ vụ này lại.",
    Fault.NO_NEUTRAL_BOARD: (
        "Không còn nơi nào ở trên để nhận vụ này. Hãy chọn “riêng tôi có liên quan”, và báo cấp trên bằng cách khác."
    ),
    Fault.NO_IDENTITY_DESK: "Chưa có người giữ danh tính.",
    Fault.NO_IDENTITY_DESK_CHOOSE: "Ở đây chưa có người giữ kín tên. Hãy chọn ẩn danh, hoặc nêu tên.",
    Fault.NO_INTAKE_DESK: ("Chưa có đầu mối tiếp nhận chung (intake_desk): vụ không khớp nơi nào sẽ vào cấp tỉnh."),
    Fault.NO_KEY: "Bạn không có khóa để mở vụ này.",
    Fault.NO_LONGER_KEPT: "Việc này đã hết thời hạn lưu, hoặc đang được xóa theo yêu cầu.",
    Fault.NO_NEUTRAL_UNIT: (
        "Nơi bị nêu là nơi nhận cuối cùng ở đây, nên gửi ở đây không chắc công bằng cho bạn. Hãy gửi Tổng Liên đoàn, "
        "nơi tiếp công dân hoặc thanh tra. Có dấu hiệu phạm tội thì báo công an."
    ),
    Fault.NO_REFUSAL_PROPOSED: "Chưa có đề xuất từ chối.",
    Fault.NO_REQUEST_TO_DECIDE: "Không có yêu cầu nào để bạn quyết định.",
    Fault.NO_ROLE_THERE: "{login} không có vai trò đọc vụ ở đơn vị này. Giao vai trò trước.",
    Fault.NO_RULE: "Chưa có quy định thời hạn cho “{clock}” vào ngày {day:%d/%m/%Y}.",
    Fault.NO_SUCH_LOGIN: "Không có cán bộ “{login}”.",
    Fault.NO_SUCH_ROLE: "Người này không giữ vai trò đó ở đơn vị.",
    Fault.NO_SUCH_UNIT: "Không có đơn vị “{unit}”.",
    Fault.NO_TIER_ABOVE: "Không còn cấp trên nào nhận được vụ này.",
    Fault.ONE_TO_FIVE_STARS: "Hãy chọn từ 1 đến 5 sao.",
    Fault.ORGANISATION_UNUSABLE: "Cây tổ chức chưa dùng được:",
    Fault.OTHER_HANDLER_NEEDED: "Hãy giao cho người khác với người đã trả lời.",
    Fault.OUTCOME_NOT_FOR_STAFF: "Kết quả này không do cán bộ chọn.",
    Fault.PARENT_MISSING: "{name}: không có đơn vị cấp trên “{code}”.",
    Fault.PARTS_NEEDED: "Hãy ghi ít nhất một phần tách ra.",
    Fault.PART_CANNOT_BE_SPLIT: "Phần đã tách thì không tách nữa.",
    Fault.INVITATION_OVER: (
        "Lời mời này đã dùng rồi, đã quá 72 giờ, hoặc chép thiếu. Hãy nhờ người đã mời tạo lời mời mới."
    ),
    Fault.PASSWORD_GUESSABLE: "Mật khẩu này dễ đoán. Hãy ghép bốn từ không liên quan đến nhau.",
    Fault.PASSWORD_NEEDED: "Người này không ở chế độ thử nghiệm: cần mật khẩu.",
    Fault.PASSWORD_TOO_SHORT: "Mật khẩu cần ít nhất {least} ký tự. Ghép bốn từ là dễ nhớ.",
    Fault.PERSON_NOT_OF_OWNER: "Người này không thuộc đơn vị đang giữ vụ.",
    Fault.PHOTO_TOO_LARGE: "Ảnh lớn quá 10 MB. Hãy gửi ảnh nhỏ hơn; phần chữ vẫn giữ.",
    Fault.PROPOSER_CANNOT_DECIDE: "Người đề xuất từ chối không được tự quyết định.",
    Fault.REASON_FOR_SENDER_NEEDED: "Hãy ghi lý do; người gửi sẽ đọc lý do này.",
    Fault.REASON_NEEDED: "Hãy ghi lý do.",
    Fault.RECIPIENT_CHANGED: "Dấu vân tay vừa thay đổi. Hãy xem lại rồi xác nhận.",
    Fault.RECIPIENT_NEEDED: "Hãy ghi nơi nhận.",
    Fault.RECIPIENT_UNCONFIRMED: (
        "Khóa của {unit} chưa được đơn vị bạn xác nhận. Người phụ trách xem và xác nhận trước: danbiet staff pending"
    ),
    Fault.RECORD_BROKEN: (
        "Dòng {line}, {name} “{code}”: “{field}” thiếu, sai hoặc không có trong mẫu. Ngày ghi dạng 2026-12-31."
    ),
    Fault.RECORD_UNEXPECTED: "Dòng {line}: không hiểu [[{name}]], tệp này chỉ có các mục [[{wanted}]].",
    Fault.RECORD_UNKNOWN: "Dòng {line}: không hiểu loại “{name}”, hãy dùng area, unit hoặc coverage.",
    Fault.RECOVERY_KEY_EXISTS: "Đã có khóa khôi phục. Muốn đổi người giữ, cần hai người giữ khóa cũ.",
    Fault.REFUSAL_CODE_NEEDED: "Chọn một mã từ N2, N4 đến N9. N1 thì chuyển hướng, N3 thì liên kết.",
    Fault.REVIEWED_ONCE: "Vụ này đã được xem lại một lần.",
    Fault.REVIEWED_SEND_ANEW: "Việc này đã được xem lại. Có chuyện mới thì gửi kiến nghị mới và ghi số cũ.",
    Fault.ROLES_EXCLUDE_EACH_OTHER: "Một người không được vừa đọc vụ vừa giữ danh tính hoặc quản trị.",
    Fault.ROSTER_BROKEN: "Lịch trực viết sai: {detail}. Mỗi ca cần unit, login, start, end; start trước end.",
    Fault.RULE_BROKEN: (
        "Thời hạn ở dòng {line}: “{field}” thiếu, sai hoặc không có trong mẫu. days là số từ 1; unit là working_day, "
        "day, hour hoặc minute; ngày ghi dạng 2026-12-31."
    ),
    Fault.SECOND_FACTOR_MISSING: "Bạn chưa có bước xác nhận thứ hai. Hãy cài nó, rồi đăng nhập: danbiet office",
    Fault.SECOND_FACTOR_THERE: "Bạn đã có bước xác nhận thứ hai. Muốn đổi điện thoại thì đăng nhập trước.",
    Fault.SECOND_FACTOR_UNCONFIRMED: "Sáu số chưa đúng. Xem lại giờ của điện thoại, rồi nhập số đang hiện.",
    Fault.SESSION_ENDED: "Phiên làm việc đã hết. Hãy đăng nhập lại.",
    Fault.SPAM_CODE_NEEDED: "Tin ở hàng kiểm tra chỉ được đề xuất với mã N7 hoặc N8.",
    Fault.STAYING_PASSWORD_NEEDED: "Cần mật khẩu của một người ở lại trong: {units}.",
    Fault.STILL_KEPT: "Vụ này còn phải giữ.",
    Fault.SUCCESSOR_MISSING: "{name}: không có đơn vị kế thừa “{code}”.",
    Fault.SUCCESSOR_WITHOUT_END: "{name}: có đơn vị kế thừa nhưng chưa có ngày kết thúc.",
    Fault.SUCCESSOR_WITHOUT_KEY: "{unit} chưa có ai giữ khóa. Thêm cán bộ trước.",
    Fault.SUPERVISOR_ONLY_AT_BOARD: "Vai trò giám sát (supervisor) chỉ có ở ủy ban kiểm tra.",
    Fault.TEXT_TOO_LONG: "Dài quá {most} chữ rồi. Hãy gửi phần này ngắn hơn, phần sau viết thêm bằng mã tra cứu.",
    Fault.THREE_CUSTODIANS_NEEDED: "Cần đúng ba người giữ khóa khác nhau.",
    Fault.TIER_ABOVE_NEEDED: "Việc này do người phụ trách của cấp trên làm.",
    Fault.TOML_BROKEN: "Tệp TOML viết sai ở dòng {line}: hãy kiểm tra dấu ngoặc, dấu nháy và ngày (dạng 2026-12-31).",
    Fault.TOO_LATE_TO_APPEAL: "Đã quá ngày được yêu cầu xem lại. Bạn có thể gửi kiến nghị mới và nêu số cũ.",
    Fault.TOO_LATE_TO_REOPEN: "Đã quá ngày được mở lại. Bạn có thể gửi kiến nghị mới và ghi số cũ.",
    Fault.TOO_MANY_LOG_INS: "Thử sai nhiều lần quá. Hãy chờ 15 phút rồi đăng nhập lại.",
    Fault.TOO_MANY_PHOTOS: "Mỗi vụ nhận tối đa {most} ảnh.",
    Fault.TREE_CIRCLE: "Vòng lặp {link}: {codes}.",
    Fault.TWO_CUSTODIANS_NEEDED: "Cần hai người giữ khóa khác nhau.",
    Fault.UNION_CONTACT_TOO_EARLY: "Vụ về nội bộ công đoàn: người phụ trách quyết định, sau ít nhất 5 ngày làm việc.",
    Fault.UNIT_NOT_ENDED: "Đơn vị này chưa kết thúc hoặc chưa có đơn vị kế thừa trong cây tổ chức.",
    Fault.UNIT_STILL_USED: ("{name} còn vụ hoặc còn người: giữ lại trong tệp, ghi ngày kết thúc và đơn vị kế thừa."),
    Fault.UNNAMED_DENUNCIATION: (
        "Đơn không nêu tên không được xử lý như tố cáo (Luật Tố cáo 2018, Điều 25): chọn phản ánh."
    ),
    Fault.WITHDRAWAL_WAS_COERCED: "Người gửi nói bị ép rút: hãy dùng “bị ép”.",
    Fault.WRONG_PASSWORD: "Sai tên hoặc mật khẩu.",
}

CANNOT_NOW = "Lúc này máy chủ chưa làm được việc đó. Bạn thử lại sau ít phút, hoặc gọi công đoàn."
TO_WORKERS = frozenset(
    {
        Fault.CODE_IN_TEXT,
        Fault.CODE_NOT_FOUND,
        Fault.CONTACT_NEEDED,
        Fault.DISK_FULL,
        Fault.DISK_FULL_FOR_PHOTOS,
        Fault.EMPTY_TEXT,
        Fault.ERASED_SEND_ANEW,
        Fault.LEVEL_ONLY_RISES,
        Fault.NOT_OPEN,
        Fault.NO_IDENTITY_DESK_CHOOSE,
        Fault.NO_LONGER_KEPT,
        Fault.NO_NEUTRAL_UNIT,
        Fault.ONE_TO_FIVE_STARS,
        Fault.PHOTO_TOO_LARGE,
        Fault.REVIEWED_ONCE,
        Fault.REVIEWED_SEND_ANEW,
        Fault.TEXT_TOO_LONG,
        Fault.TOO_LATE_TO_APPEAL,
        Fault.TOO_LATE_TO_REOPEN,
        Fault.TOO_MANY_PHOTOS,
        *(fault for fault in Fault if fault.startswith("file_")),
    }
)
"""What a verb of a worker refuses with words for workers; every other fault is staff's or the operator's."""


def sentence(error: FeedbackError) -> str:
    """The words for an error, with its facts; an unusable organisation lists each flaw on a line."""
    if isinstance(error, BadOrganisation):
        return "\n".join([WORDS[error.fault], *(f"- {line}" for line in flaws(error.problems))])
    return WORDS[error.fault].format(**error.facts)


def for_worker(error: FeedbackError) -> str:
    """The words of an error that a worker can do something about; of any other, what to do now."""
    if error.fault in TO_WORKERS:
        return sentence(error)
    return CANNOT_NOW


def flaws(found: Iterable[Flaw]) -> list[str]:
    """The words for each flaw of an organisation file."""
    return [WORDS[flaw.fault].format(**flaw.facts) for flaw in found]


def photo_refused(reason: str) -> str:
    """The words for a file that was not taken."""
    return WORDS[Fault(f"file_{reason}")]
