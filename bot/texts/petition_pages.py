"""Words of the web form for petitions and of the page that follows one by its code."""

TITLE = "Gửi kiến nghị"
FOLLOW_TITLE = "Xem kiến nghị đã gửi"
CODE_LABEL = "Mã tra cứu (20 số)"
OPEN = "Xem"
MORE = "Đọc thêm"
NOBODY = "Không"
CLOSED = "Nơi này chưa nhận kiến nghị. Bạn gọi công đoàn giúp nhé."
UNIT = "công đoàn cấp trên của nơi bạn làm"
TRIAL_SHORT = "🔴 Đang chạy thử: đừng gửi việc thật."

TEXT_LABEL = "Việc của bạn (bắt buộc)"
PHOTOS_LABEL = "Ảnh, nếu có (tối đa 10, mỗi ảnh tối đa 10 MB)"
PHOTOS_HINT = "Xem trước trong ảnh có mặt người, thẻ tên, mã máy, tên bạn không. Vị trí và tên máy trong ảnh sẽ bị xóa."
DANGER_LABEL = "Có ai đang gặp nguy hiểm không?"
WHERE_LABEL = "Việc xảy ra ở đâu?"
AREA_LABEL = "Khu công nghiệp, xã, phường"
BRANCH_LABEL = "Ngành"
COMPANY_LABEL = "Công ty, cơ quan (được khóa kín)"
NOT_SAID = "Không nói"
CONCERN_LABEL = "Có liên quan đến ai trong công đoàn không?"
CONSENT = "Tôi đã đọc phần trên và đồng ý để công đoàn cấp trên xem nội dung này."
PREVIEW = "Xem lại trước khi gửi"
NEED_CONSENT = "Hãy đánh dấu ô đồng ý rồi bấm lại; chữ bạn viết vẫn còn."
NEED_TEXT = "Chưa có chữ nào. Viết vài chữ về việc của bạn rồi bấm lại."
TOO_BIG = "Các ảnh cộng lại quá 40 MB nên chưa nhận được ảnh nào. Lời kể vẫn còn dưới đây: gửi lại với ít ảnh hơn."
PHOTOS_CUT = (
    "Các ảnh cộng lại quá 40 MB. Đã nhận {count} ảnh đầu, cả lời kể. Ảnh còn lại: bấm “Viết thêm” rồi gửi tiếp."
)
TOO_FAST = "Đang có nhiều lượt quá. Chờ một phút rồi bấm lại."
NOT_TAKEN = "Máy chủ đang bận, chưa nhận được. Chờ một phút rồi bấm lại; chữ bạn viết vẫn còn, ảnh thì chọn lại."
NO_ROOM = (
    "Từ mạng này đang có quá nhiều bản nháp chưa gửi, nên chưa giữ thêm được. Chữ bạn viết vẫn còn: gửi lại không kèm "
    "ảnh, hoặc dùng mạng khác. Ảnh gửi thêm được sau, bằng mã."
)
AGAIN = "Làm lại việc vừa bấm"
PHOTO_REFUSED = "Ảnh {number}: {reason}"

TO_CODE = "Tiếp: nhận mã"
CODE_HEADING = "Còn một bước: CHƯA GỬI"
CODE_COPY = "Chép mã này ra giấy. Có mã mới xem được trả lời."
COPY, COPIED, SAVE_FILE, PRINT = "Chép", "Đã chép", "Lưu thành tệp", "In"
CODE_COPIED = "Đã chép. Nhớ: vẫn CHƯA GỬI."
CODE_LAST_GROUP = "Chép xong, gõ 4 số cuối của mã rồi bấm Gửi"
SEND_PETITION = "Gửi kiến nghị"
CODE_CARE = "Mã chỉ hiện lần này, không ai cấp lại được. Máy có người khác dùng thì đừng chụp màn hình, đừng lưu tệp."
TO_PREVIEW = "Quay lại, sửa lời kể"
CODE_HINT = "5 nhóm 4 số. Gõ liền hay cách đều được."
UNSENT_TITLE = "Gõ đúng mã mà không thấy?"
UNSENT = (
    "Có thể bạn chưa gửi. Mã hiện ra trước khi gửi, và chỉ dùng được khi bạn đã gõ 4 số cuối rồi bấm Gửi.",
    "Gửi xong, bạn thấy chữ “Đã nhận” và một số bắt đầu bằng KN. Chưa thấy số đó thì hãy gửi lại từ đầu.",
)
LOST_TITLE = "Mất mã?"
LOST = (
    "Không ai tìm lại được mã. Mã không được lưu ở đâu cả, và nơi này không biết bạn là ai.",
    "Vụ của bạn vẫn được giải quyết tiếp. Chỉ là bạn không xem được trả lời.",
    "Nếu còn số KN trên phiếu (thí dụ KN26-7F3KQ): gửi một kiến nghị mới và ghi số KN ấy. Cán bộ sẽ nối hai vụ.",
    "Lời trao đổi của vụ cũ vẫn khóa. Có số KN cũng không ai đọc được, kể cả bạn.",
)

SLIP_HEAD = "PHIẾU TIẾP NHẬN"
SLIP_QR = "Hình QR của phiếu"
SLIP_CHECKED_BY = "Đưa phiếu cho ai thì người đó tự kiểm tra được ở trang"
SLIP_LINK = "Kiểm tra phiếu"
SLIP_WHAT = "Ai có phiếu tiếp nhận cũng kiểm tra được ở đây. Trang này không lưu gì."
SLIP_PASTE = "Dán cả phiếu vào đây"
SLIP_HINT = "Từ chữ PHIẾU TIẾP NHẬN đến hết dòng Chữ ký. Có hình QR thì quét bằng điện thoại rồi chép chữ hiện ra."
SLIP_FILE = "Hoặc chọn tệp chữ (.txt)"
SLIP_CHECK = "Kiểm tra"
SLIP_TRUE = "Đúng là phiếu của {unit}, ngày {day}, số {number}."
SLIP_FALSE = "Không đúng. Phiếu này không do nơi này cấp, hoặc đã bị sửa hay chép thiếu."
SLIP_NOT_READ = "Chưa thấy phiếu nào. Chép lại cả phiếu, từ dòng đầu đến hết dòng Chữ ký."
SLIP_TRIAL = "Nơi này đang chạy thử, nên phiếu này cũng chỉ là phiếu thử."
SLIP_SAYS_NOT = "Phiếu cho biết công đoàn đã nhận một kiến nghị. Phiếu không cho biết ai gửi và gửi việc gì."

REPLY_LABEL = "Viết ở đây"
LABELS = {"code": "4 số cuối của mã", "change": "4 số cuối của mã mới", "lookup": CODE_LABEL}
SEND = "Gửi"
PHOTO_LABEL = "Kèm ảnh"
CONTINUE = "Tiếp tục"
KEPT_NOTE = "Bản nháp được khóa kín trên máy chủ tối đa 24 giờ. Đóng trang này là không ai mở lại được."
