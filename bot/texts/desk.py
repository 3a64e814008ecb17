"""Words of `danbiet knowledge desk`."""

ROW = "{id:>4}  {day}  {reason:<14}  {q}"
REASONS = {"unanswered": "chưa trả lời", "unhelpful": "chưa đúng ý"}
COUNT = '{count} câu đang chờ. Gắn vào điều luật: danbiet knowledge desk tie SỐ "Điều … số hiệu văn bản"'
NO_QUESTION = "Không có câu số {number} đang chờ. Xem danh sách: danbiet knowledge desk"
NO_ARTICLE = "Không tìm thấy “{place}”. Viết dạng: Điều 43 145/2020/NĐ-CP"
TIED = "Đã gắn vào Điều {article} {document}. Câu hỏi giống vậy từ nay được trả lời."
MARKED = "Đã đánh dấu ngoài phạm vi."
REMOVED = "Đã xóa."
