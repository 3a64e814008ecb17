"""True, short answers to messages about the bot itself. Each is a few sentences; the way on stands in the buttons."""

from collections.abc import Mapping

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "lost_code": (
        "Mã mất thì không cấp lại được, vì không ai giữ mã của bạn, kể cả máy chủ.",
        "Kiến nghị vẫn được giải quyết tiếp, không cần mã. Chỉ là bạn không xem được trả lời.",
        "Muốn được trả lời: gửi kiến nghị mới, ghi số cũ trên phiếu (dạng KN26-7F3KQ).",
        "Cán bộ sẽ biết hai vụ liên quan.",
        "Có số ấy cũng không ai đọc được lời cũ, kể cả bạn.",
    ),
    "anonymous_how": (
        "Bạn không cần ghi tên. Kiến nghị không lưu tên, số điện thoại hay tài khoản của bạn.",
        "Điều bạn kể có thể khiến người khác đoán ra bạn. Tránh ghi tổ, ca, máy số mấy nếu không cần.",
    ),
    "who_reads": (
        "Công đoàn cấp trên của nơi bạn làm đọc kiến nghị. Không gửi cho công ty.",
        "Công đoàn công ty chỉ được xem khi bạn đồng ý.",
    ),
    "cost": ("Hỏi và gửi kiến nghị đều miễn phí. Chỉ tốn tiền mạng của điện thoại.",),
    "who_are_you": (
        "Tôi là Dân Biết, máy trả lời về quyền của người lao động, câu nào cũng ghi rõ điều luật.",
        "Tôi cũng nhận kiến nghị ẩn danh và chuyển lên công đoàn cấp trên.",
    ),
    "are_you_a_robot": (
        "Tôi là máy. Câu trả lời do người soạn sẵn từ luật, tôi chỉ tìm đúng câu cho bạn.",
        "Kiến nghị thì do cán bộ công đoàn đọc và trả lời.",
    ),
    "human": ("Tôi là máy nên không chuyển máy được. Bạn gửi kiến nghị thì cán bộ công đoàn sẽ đọc và trả lời.",),
    "telephone": ("Nơi này chưa ghi số điện thoại công đoàn. Bạn có thể gửi kiến nghị ở đây, lúc nào cũng được.",),
    "where_is_the_union": (
        "Tôi chưa có địa chỉ công đoàn gần bạn. Hỏi tổ trưởng công đoàn ở xưởng, hoặc Liên đoàn Lao động tỉnh.",
    ),
    "hours": (
        "Tôi trả lời cả ngày lẫn đêm.",
        "Cán bộ công đoàn đọc kiến nghị trong giờ làm việc.",
    ),
    "thanks": ("Không có gì. Cần hỏi thêm, bạn cứ gõ.",),
    "goodbye": ("Chào bạn. Khi nào cần, cứ gõ câu hỏi vào đây.",),
    "fine": ("Mừng là bạn ổn. Khi nào cần, gõ “khẩn cấp”, hoặc cứ kể cho tôi.",),
    "praise": ("Cảm ơn bạn. Cần hỏi thêm, bạn cứ gõ.",),
    "insult": ("Xin lỗi vì chưa giúp được bạn. Bạn nói lại việc đang gặp bằng vài chữ, tôi tìm lại.",),
    "wrong_answer": (
        "Xin lỗi, tôi tìm chưa đúng. Bạn gõ lại ngắn hơn: việc gì, ở đâu (thí dụ “trễ lương”, “nghỉ thai sản”).",
    ),
    "not_understood": ("Bạn bấm “Vì sao” dưới câu trả lời để xem điều luật, hoặc hỏi lại từng ý nhỏ.",),
    "too_long": ("Dòng đầu tiên, chữ to, là câu trả lời. Phần dưới bạn đọc khi cần.",),
    "my_data": (),
    "how_long_until_answer": (
        "Hạn của công đoàn: xem trong 1 ngày làm việc, báo lại trong 5 ngày, trả lời trong 30 ngày.",
        "Chậm thì việc tự chuyển lên cấp trên. Xem bằng mã tra cứu.",
    ),
    "withdraw": ("Mở kiến nghị bằng mã tra cứu, rồi chọn “Rút kiến nghị”. Bạn không phải nêu lý do.",),
    "add_to_petition": ("Mở kiến nghị bằng mã tra cứu, rồi chọn “Viết thêm”.",),
    "photo": ("Ảnh gửi được trong kiến nghị, tối đa 10 ảnh. Tôi xóa vị trí và tên máy trong ảnh trước khi lưu.",),
    "voice": ("Tôi chưa nghe được giọng nói. Bạn gõ vài chữ, không dấu cũng được, hoặc nhờ người gõ giúp.",),
    "retaliation": (
        "Luật cấm trù dập người kiến nghị. Công ty không được báo ai đã gửi.",
        "Nếu bị làm khó sau khi gửi: mở kiến nghị bằng mã, bấm “Tôi bị trù dập”. Việc được xử lý gấp.",
    ),
    "source_of_law": (
        "Từ luật, nghị định, thông tư đang có hiệu lực. Mỗi câu trả lời ghi rõ điều, khoản để bạn tự kiểm tra.",
    ),
    "is_it_official": (
        "Đây là kênh của công đoàn, không phải cơ quan nhà nước. Câu trả lời là lời giải thích, có ghi điều luật.",
        "Tôi không bao giờ hỏi mật khẩu, số tài khoản hay tiền của bạn.",
    ),
    "other_channel": (
        "Bạn dùng được trên trang web, Telegram, Zalo, tùy nơi đã mở kênh nào. Mã tra cứu dùng chung cho mọi kênh.",
    ),
    "yes_no_alone": ("Tôi chưa rõ bạn trả lời câu nào. Bạn gõ câu hỏi, hoặc chọn một mục ở dưới.",),
    "test_message": ("Tôi đang chạy. Bạn gõ thử một câu hỏi, thí dụ “công ty trễ lương thì sao”.",),
    "legal_aid": (
        "Công đoàn tư vấn pháp luật và có thể đại diện cho bạn, không mất tiền, khi bạn nêu tên.",
        "Gửi kiến nghị và chọn mức “nêu tên”, hoặc hỏi Trung tâm trợ giúp pháp lý của tỉnh.",
    ),
    "complaint": (
        "Gửi ở đây không thay cho đơn khiếu nại. Thời hạn được kiện, được khiếu nại vẫn chạy.",
        "Khiếu nại lần đầu gửi cho người đã ra quyết định. Công đoàn có thể hướng dẫn, đại diện nếu bạn nêu tên.",
        "Bạn vẫn gửi được phần góp ý ẩn danh ở đây.",
    ),
    "denunciation": (
        "Đơn tố cáo phải có họ tên, địa chỉ, và gửi đúng cơ quan giải quyết. Tên bạn được giữ bí mật.",
        "Không nêu tên thì không được xử lý như tố cáo. Nhưng nội dung rõ, có chứng cứ thì vẫn có thể được kiểm tra.",
        "Cố ý tố cáo sai là vi phạm. Bạn có thể gửi phản ánh ẩn danh ở đây.",
    ),
}
TRIAL = "🔴 Đang chạy thử: chưa có cán bộ thật nào đọc hay trả lời."
IN_TRIAL: Mapping[str, tuple[str, ...]] = {
    "how_long_until_answer": (TRIAL, "Vì vậy sẽ không có trả lời. Đừng gửi việc thật."),
    "human": (TRIAL, "Cần người thật giúp, bạn hỏi công đoàn ở nơi làm việc hoặc công đoàn tỉnh."),
    "hours": ("Tôi trả lời cả ngày lẫn đêm.", TRIAL),
    "who_reads": (TRIAL, "Máy chủ giữ khóa nên đọc được lời bạn gửi. Đừng gửi việc thật."),
    "are_you_a_robot": ("Tôi là máy. Câu trả lời do người soạn sẵn từ luật, tôi chỉ tìm đúng câu cho bạn.", TRIAL),
    "telephone": (TRIAL, "Nơi này cũng chưa ghi số điện thoại công đoàn."),
}
"""What is said in place of `ANSWERS` where nobody is there; before the others that speak of people stands `TRIAL`."""
