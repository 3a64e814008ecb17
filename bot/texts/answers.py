"""The words around an answer: headings, citation, validity, buttons, and the honest "not found"."""

PLAIN_WORDS = "Nói dễ hiểu"
OFFICIAL_WORDS = "Nguyên văn"
CITATION = "Căn cứ: {place}"
IN_FORCE_FROM = "có hiệu lực từ {day}"
IN_FORCE_UNTIL = "hết hiệu lực từ {day}"
NOT_IN_FORCE = "⚠ Điều này không áp dụng vào ngày {day}. Chỉ xem để biết."
NOTE = "Lưu ý: {note}"
EXPLANATION_ONLY = "Lời giải thích của Dân Biết, không phải nguyên văn luật."

WHY = "⚖ Vì sao: xem điều luật"
WHY_TITLE = "Căn cứ của câu trả lời “{name}”"
DO_NOW = "Bạn nên làm ngay"
EXCEPT = "⚠ {text}"
FOR = "Dành cho: {readers}."
AUDIENCES = {
    "private": "doanh nghiệp ngoài nhà nước",
    "state": "doanh nghiệp nhà nước",
    "public_unit": "đơn vị sự nghiệp công lập (trường học, bệnh viện công …)",
    "office": "cơ quan nhà nước",
    "commune": "người dân xã, phường, thôn, tổ dân phố",
    "employer": "người sử dụng lao động",
    "union": "công đoàn",
    "public": "mọi người",
}
ABOUT = "{title}."
PERHAPS_ANOTHER = "Nếu chưa đúng việc bạn hỏi, chọn một việc gần đó ở dưới."

YOU_ASKED = "“{question}”"
ANSWERS = "👉 {clause}"
THIS_PART = "mục này"
WHOLE_ARTICLE = "📖 Xem cả {article}"
RELATED = "➡ {title}"
HELPED = "👍 Có ích"
NOT_HELPED = "👎 Chưa đúng ý"

NOT_FOUND = "Tôi chưa tìm thấy điều luật nào trả lời câu này."
NOT_FOUND_WHAT_NOW = (
    "Bạn thử hỏi ngắn hơn và nói rõ việc gì, thí dụ “trễ lương”, “nghỉ thai sản”. Hoặc chọn chủ đề gần nhất ở dưới."
)
WHICH_TOPIC = "Bạn hỏi về việc nào? Chọn để tôi trả lời sát hơn."
CALL_UNION = "Cần người thật giúp, gọi công đoàn: {hotline}."
NO_PETITIONS = "Nơi này chưa nhận kiến nghị."
LAST_PLACE = "Câu trả lời vừa rồi dựa vào:"
NOTHING_BEFORE = "Tôi không còn nhớ câu trước. Bạn hỏi lại cả câu giúp tôi nhé."
ARTICLE_GONE = "Tôi không còn điều này trong sổ tay. Bạn hỏi lại bằng câu hỏi nhé."

TOPICS = "Chọn chủ đề:"
TOPIC_ARTICLES = "{title}:"
TOPIC_EMPTY = "Chủ đề này chưa có bài. Bạn thử chủ đề khác, hoặc gõ câu hỏi."
ALL_TOPICS = "📚 Các chủ đề"
NEXT_TOPICS = "Thêm…"

THANKS = "Cảm ơn bạn. Bạn còn muốn hỏi gì, cứ gõ tiếp."
SORRY = "Cảm ơn bạn đã nói. Bạn thử hỏi lại bằng cách khác nhé."
SORRY_KEPT = "Câu hỏi được giữ lại (đã bỏ tên, số, địa chỉ) để cán bộ bổ sung câu trả lời."
