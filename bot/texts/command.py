"""What the commands of `bot` say to the operator."""

SERVING = "Dân Biết đang chạy. Mở http://{host}:{port} để hỏi thử. Dừng: Ctrl+C."
CHAT_HELLO = "Gõ câu hỏi rồi Enter. Gõ số để chọn, 0 để về đầu, Ctrl+D để thoát."
ASK_NOTHING = 'Chưa có câu hỏi. Ví dụ: danbiet ask "nghỉ việc phải báo trước mấy ngày"'
ALREADY_RUNNING = (
    "Dân Biết đang chạy ở một tiến trình khác (cùng thư mục dữ liệu hoặc cùng mã bot). Tắt tiến trình kia trước."
)
CANNOT_START = "Không khởi động được ({error}). Xem chỗ sai và cách sửa: danbiet doctor"
ONLY_ON_A_COPY = (
    "--now và --until xử lý hạn như đã đến, kể cả hủy nội dung. Chép {folder} ra chỗ khác, trỏ DANBIET_DATA vào bản "
    "sao, rồi thêm --copy."
)
FOLDER_IN_USE = "{folder} đang được danbiet serve dùng, không phải bản sao."
FILE_TOO_LARGE = "{file} lớn quá 10 MB: hãy kiểm tra lại, đây có đúng tệp cần nhập không."
NOT_UNICODE = "{file}, dòng {line}: chữ không phải Unicode. Hãy mở tệp bằng Notepad, lưu lại với mã UTF-8, rồi nhập."
