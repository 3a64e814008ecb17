"""What `danbiet setup` says, step by step, and what doctor says of a union."""

ALREADY = "Công đoàn này đã mở nhận kiến nghị. Thêm người: danbiet staff add; khám: danbiet doctor"
PEOPLE_BROKEN = "Tệp cán bộ viết sai ({detail}). Xem mẫu: feedback/data/sample_people.toml"
ORGANISATION = "1. Tổ chức: {units} đơn vị, {areas} địa bàn."
PERSON = "2. {login}: {roles} tại {unit}."
PERSON_KNOWN = "2. {login}: đã có."
CUSTODIANS = "3. Ba người giữ khóa khôi phục: {logins}."
CUSTODIANS_KNOWN = "3. Đã có ba người giữ khóa khôi phục."
CUSTODIANS_WRONG = "Cần đúng ba người có vai trò custodian trong tệp cán bộ; đang có {count}."
LISTS = "4. Mỗi đơn vị đã ghi dấu vân tay của cấp trên, ủy ban kiểm tra, khóa khôi phục và người của mình."
KIT = (
    "5. Bộ khôi phục: {file}. Cất ngoài máy chủ, in kèm dấu vân tay này để so khi khôi phục:\n"
    "   {fingerprint}\n   Mất bộ này là mất mã tra cứu của mọi người."
)
KIT_KNOWN = "5. Bộ khôi phục đã có ở {file}, không ghi đè."
LACKING = "Còn thiếu:"
LOG_IN = "Để thử đường đi cần một người phụ trách đăng nhập. Tên đăng nhập"
CANARY = "6. Đã thử đường đi: gửi, {owners} nơi nhận đọc được, tra lại bằng mã. Vụ thử không để lại gì."
OPEN = "Đã mở nhận kiến nghị. Mỗi người đăng nhập lần đầu: danbiet office --as TÊN. Mỗi đêm: danbiet backup THƯ-MỤC"
CHECK = "Khám lại sau này: danbiet doctor"

NO_TIER = "chưa đơn vị nào trên cơ sở nhận được kiến nghị (chưa có ai giữ khóa)"
NO_TIER_ABOVE = "{unit}: không có cấp trên nào nhận thay khi quá hạn"
NO_BOARD = "chưa có ủy ban kiểm tra nào nhận được: vụ về nội bộ công đoàn và khiếu nại lại không có nơi xem"
HEADLESS_BOARD = "{unit}: ủy ban kiểm tra chưa có người phụ trách (lead): không ai đóng được vụ về nội bộ công đoàn"
NO_CUSTODIANS = "chưa có ba người giữ khóa khôi phục"
UNCOVERED = "{area}: kiến nghị từ đây không có nơi nhận"
WITHOUT_HOLDER = "{unit}: không còn ai mở được khóa của đơn vị (danbiet staff renew-unit, danbiet custodians recover)"
OVERDUE = "{unit}: có người hết vai trò mà còn giữ khóa; người phụ trách đổi khóa: danbiet staff rotate {unit}"

UNION_TRIAL = "Chế độ thử nghiệm: máy chủ giữ khóa và đọc được nội dung. Không dùng cho kiến nghị thật."
UNION_READY = "Công đoàn nhận được kiến nghị; có cấp trên, ủy ban kiểm tra, người giữ khóa."
UNION_LACKS = "Công đoàn {what}."
UNION_SHUT = "Chưa mở nhận kiến nghị. Chạy: danbiet setup"
UNION_ALTERED = (
    "feedback.db bị sửa ngoài các lệnh: {subjects}. Đang dừng nhận và mở vụ. Khôi phục bản sao lưu gần nhất "
    "(danbiet restore) và tìm xem ai ghi được vào tệp này."
)
UNION_UNCHANGED = "Khóa, người và vai trò trong feedback.db đúng như các lệnh đã ghi."
UNION_WAITING = "{unit} chờ xác nhận: {subjects}. Người phụ trách của đơn vị xem: danbiet staff pending"
UNION_RECOVERY = "Dấu vân tay của khóa khôi phục (so với tờ in kèm bộ khôi phục): {fingerprint}"
UNION_NO_FACTOR = "Chưa cài bước xác nhận thứ hai: {logins}. Cài ở lần đăng nhập tới: danbiet office"
UNION_UNREADABLE = "Không mở được feedback.db để khám công đoàn. Chạy lệnh này bằng tài khoản chạy Dân Biết."
UNION_FORGED = (
    "Có tin trong các vụ {numbers} không đúng chữ ký của người viết, nên không được hiện cho ai. Có người ghi vào "
    "feedback.db ngoài các lệnh."
)
