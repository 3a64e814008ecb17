"""What the `danbiet knowledge` commands say to the operator."""

from knowledge.model import Extent

STATUS = {
    "imported": "Đã nhập",
    "replaced": "Đã thay bản cũ",
    "unchanged": "Không đổi",
    "kept": "Giữ bản đang có",
    "refused": "Không nhập được",
    "skipped": "Bỏ qua",
}
DRY_RUN = {"imported": "Sẽ nhập", "replaced": "Sẽ thay bản cũ"}
PARTS = {"Điều": "điều", "Mục": "mục", "Phụ lục": "phần phụ lục"}
PART = "phần"
REPORT = "{status}: {document} – {title}"
REPORT_ARTICLES = "  {articles}, {whole}, {validity}"
REPORT_WARNING = "  Lưu ý: {warning}"
REPORT_REFUSED = "{status}: {file}\n  {error}"
REPORT_SKIPPED = "{status}: {file} (không phải loại tệp đọc được)"
ARTICLES = "{count} {part}"
EXTENT = {
    Extent.COMPARED: "đủ văn bản",
    Extent.CONSISTENT: "không thấy thiếu (chưa có bản mẫu để đối chiếu)",
    Extent.WITHOUT_ENCLOSURES: "không thấy thiếu điều nào, còn thiếu phần kèm theo",
    Extent.UNCLEAR: "chưa rõ đủ hay chưa",
    Extent.PARTIAL: "chưa đủ văn bản",
}
SUMMARY = "Xong: {taken} văn bản, {refused} tệp không nhập được."
SUMMARY_DRY = "Chỉ xem thử, chưa ghi gì: {taken} văn bản, {refused} tệp không nhập được."
NOTHING_FOUND = (
    "Không thấy tệp văn bản nào ở đó (.docx, .doc, .pdf, .rtf, .odt, .html, .txt, .md, .zip): "
    "hãy kiểm tra lại đường dẫn."
)
ONE_NUMBER = "--number chỉ dùng khi nhập một tệp: hãy nhập từng tệp một."

EFFECTIVE = "hiệu lực từ {day}"
EFFECTIVE_UNKNOWN = "chưa rõ ngày hiệu lực"
UNTIL = "hết hiệu lực từ {day}"

SOURCE = {"handbook": "Nói dễ hiểu", "official": "Nguyên văn"}
LIST_LINE = "{document}  {title}\n  {counts}, {validity}"
LIST_COUNT = "{source}: {count} {part}"

UNREADABLE_CITATION = (
    'Chưa rõ điều nào, văn bản nào. Hãy viết như: danbiet knowledge show "khoản 2 Điều 63 Bộ luật Lao động"'
)
NOT_FOUND = "Chưa có {place} {document} trong sổ tay và trong kho: xem danh sách bằng danbiet knowledge list."
SHOWN = "{source}\n{place} – {document_title} ({validity})\n{title}\n\n{text}"
SHOWN_NOTE = "Lưu ý: {note}"
AMENDED = "Đã được sửa bởi {by}{since}{where}"
AMENDED_SOMEWHERE = "Văn bản này đã được sửa bởi {numbers}: phần sửa có thể gồm cả điều này, hãy kiểm tra."
AMENDED_SINCE = " từ {day}"
AMENDED_WORDS = ":\n{text}"
AMENDED_NO_WORDS = " (chưa có nguyên văn phần sửa)."

CHECK_EMPTY = "Chưa nhập văn bản chính thức nào: dùng danbiet knowledge import để nhập."
CHECK_CLEAN = "{count} văn bản: không thiếu điều, không văn bản nào hết hiệu lực, đủ nội dung sửa đổi."
CHECK_HOLES = "{document}: thiếu Điều {holes}. Hãy nhập bản đầy đủ hơn."
CHECK_EXPIRED = "{document}: hết hiệu lực từ {day}. Vẫn giữ để tra cứu; câu trả lời sẽ nói rõ."
CHECK_NO_WORDS = "{document}: được sửa bởi {by} nhưng chưa có nguyên văn. Hãy nhập văn bản đó hoặc bản hợp nhất."

REMOVED = "Đã xóa {document} khỏi kho."
NOT_STORED = "Trong kho không có {document}: xem danh sách bằng danbiet knowledge list."

FIGURE = "{title}: {value} {unit}, từ {day} ({source})"
FIGURE_UNTIL = " đến trước {day}"
FIGURE_PAST = "⚠ Cần xem lại: {title} ({source}), hạn xem lại {day}. Sửa ở knowledge/data/figures.toml."


def part_name(part: str) -> str:
    """What the numbered parts of a document are called in a count: "Điều" → "điều"."""
    return PARTS.get(part, PART)


MISS = "{id}  {question}\n  đúng: {gold}\n  tìm ra: {found}\n"
MISS_SILENT = "không trả lời (gần nhất: {places})"
MISS_NONE = "không trả lời"
FITTED_CLAUSES = "chọn khoản: {count} câu, đúng {share} ở phần chưa học"
