"""What is said to the operator about the two key files."""

SHAPE = "{source} phải có đúng 64 ký tự, chỉ gồm 0–9 và a–f. Chép lại cho đủ từ nơi đã cất khóa."
LOST = {
    "bot.key": (
        "Mất khóa {path}, mà {databases} chỉ mở được bằng khóa đó. Chép lại khóa từ nơi đã cất (tệp này hoặc "
        "DANBIET_KEY), hoặc lấy từ bộ khôi phục của những người giữ khóa: danbiet restore. Khóa mới không được tự "
        "tạo, vì mã tra cứu đã phát sẽ không dùng được nữa. Chắc chắn không còn khóa thì chuyển {databases} đi nơi "
        "khác (đừng xóa) rồi chạy lại từ đầu."
    ),
    "push.key": (
        "Mất khóa {path}, mà {databases} chỉ mở được bằng khóa đó. Chép lại khóa từ nơi đã cất. Không còn thì chuyển "
        "{databases} đi nơi khác rồi chạy lại: chỉ mất các lời hẹn nhắc."
    ),
}
WRONG = {
    "bot.key": (
        "Khóa từ {source} không phải khóa của {databases}. Đặt lại đúng khóa cũ từ nơi đã cất, hoặc từ bộ khôi phục: "
        "danbiet restore. Chắc chắn khóa vẫn đúng thì feedback.db bị sửa hoặc là tệp của nơi khác: khôi phục bản sao "
        "lưu gần nhất vào một thư mục trống. Nếu chỉ bot.db không khớp và khóa cũ không còn, chuyển bot.db đi nơi khác "
        "rồi chạy lại: chỉ mất các tin đang trên đường."
    ),
    "push.key": (
        "Khóa từ {source} không phải khóa của {databases}. Đặt lại đúng khóa cũ từ nơi đã cất. Không còn thì chuyển "
        "{databases} đi nơi khác rồi chạy lại: chỉ mất các lời hẹn nhắc."
    ),
}
