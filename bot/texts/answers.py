"""The words around an answer: headings, citation, validity, buttons, and the honest "not found"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from knowledge.model import Amendment, Note, NoteKind

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
CARD_ABOUT = "Về việc: {name}."
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
WHERE_YOU_WORK = (
    "Bạn làm ở đâu? Luật mỗi nơi một khác, chọn để tôi trả lời đúng. Tôi chỉ nhớ trong cuộc trò chuyện này."
)
WORKPLACES = {
    "private": "Công ty, xưởng, hộ kinh doanh",
    "state": "Doanh nghiệp nhà nước",
    "public_unit": "Trường học, bệnh viện công",
    "office": "Cơ quan nhà nước",
    "commune": "Hỏi về xã, phường, thôn",
}
SKIPPED_LABEL = "Bỏ qua"
PASSED_OVER = "Không sao. Bạn cứ hỏi tiếp."
REMEMBERED = "Tôi nhớ rồi: {place}. Muốn đổi thì gõ “đổi nơi làm”."
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


def note_text(note: Note) -> str:
    """What must be said beside a text, as a line of its own."""
    day = plain_day(note.day) if note.day else ""
    names = ", ".join(_since(amendment) for amendment in note.amendments)
    changed = note.amendments[0].text.strip() if note.amendments else ""
    words = NOTE_WORDS[note.kind].format(day=day, names=names, text=note.text)
    if note.kind is NoteKind.AMENDED:
        words += NEW_WORDS.format(text=changed) if changed else NO_NEW_WORDS
    return words


def _since(amendment: Amendment) -> str:
    return amendment.by + (SINCE.format(day=plain_day(amendment.effective_on)) if amendment.effective_on else "")


def plain_day(day: date) -> str:
    """1/7/2025."""
    return f"{day.day}/{day.month}/{day.year}"


NOTE_WORDS: Mapping[NoteKind, str] = {
    NoteKind.EXPIRED: "Văn bản này đã hết hiệu lực từ ngày {day}.",
    NoteKind.NOT_YET_IN_FORCE: "Văn bản này chưa có hiệu lực; bắt đầu áp dụng từ ngày {day}.",
    NoteKind.AMENDED: "Điều này đã được sửa bởi {names}.",
    NoteKind.AMENDED_SOMEWHERE: (
        "Văn bản này còn được sửa bởi {names}; chưa có lời văn ở đây nên điều này có thể đã khác."
    ),
    NoteKind.RETOLD_AS_AMENDED: "Phần kể dễ hiểu theo luật hiện nay, sau khi đã sửa.",
    NoteKind.TEXT_MISSING: "Chưa có toàn văn của văn bản này; đây chỉ là phần được biết qua nơi khác nhắc tới.",
    NoteKind.UNCHECKED: "Bản đang có chưa được đối chiếu từng chữ với nguồn chính thức: hãy kiểm lại trước khi dùng.",
    NoteKind.BOOK: "{text}",
}
SINCE = " từ ngày {day}"
NEW_WORDS = " Lời sửa: {text}"
NO_NEW_WORDS = " Chưa có lời văn sửa đổi ở đây."
