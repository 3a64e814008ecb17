"""Welcome, menu, guide, privacy, cancel, and what is said to messages that the bot cannot use."""

from bot.messages import Fleeting

WELCOME = "Chào bạn, tôi là Dân Biết. Tôi trả lời về quyền của người lao động, kèm điều luật để bạn kiểm tra."
HOW_TO_ASK = "Bạn cứ gõ câu hỏi như nói chuyện thường ngày, có dấu hay không dấu đều được. Không cần nói bạn là ai."
EXAMPLES = (
    "Công ty có được phạt tiền khi tôi đi trễ không?",
    "Làm thêm giờ ngày chủ nhật được trả bao nhiêu?",
    "Muốn nghỉ việc phải báo trước bao nhiêu ngày?",
    "Công ty phải công khai những gì cho công nhân biết?",
)
MENU = "Bạn muốn làm gì?"
MENU_BROWSE = "📚 Xem theo chủ đề"
MENU_GUIDE = "❓ Cách dùng"
MENU_PRIVACY = "🔒 Tôi giữ gì về bạn"
MENU_UNIT = "🏭 Chọn nơi làm việc"
MENU_HOME = "🏠 Về đầu"

GUIDE = (
    "Hỏi: gõ câu hỏi rồi gửi. Mỗi tin một câu hỏi thì trả lời đúng hơn.",
    "Hỏi thẳng điều luật: “điều 43 nghị định 145”.",
    "Hỏi tiếp: “còn ở doanh nghiệp nhà nước thì sao?”, “điều đó ở luật nào?”.",
    "Chọn: bấm nút, hoặc gõ số của nút.",
    "Dừng: gõ 0 hoặc /huy lúc nào cũng được. Về đầu: gõ “menu”.",
    "Tôi chỉ đưa điều luật và lời giải thích đã soạn sẵn, không tự đặt ra câu trả lời. Việc quan "
    "trọng, hãy hỏi thêm công đoàn.",
)
LAW_IN_VIETNAMESE = "Câu hỏi và trả lời về luật chỉ có bằng tiếng Việt."
MENU_LANGUAGES = "🌐 {names}"
LANGUAGES = "Chọn tiếng nào?"
IN_VIETNAMESE = "Từ đây tôi nói tiếng Việt."

PRIVACY = (
    "Không cần nói bạn là ai: tôi không hỏi tên, số điện thoại, nơi ở.",
    "Cuộc trò chuyện được khóa kín trên máy chủ để bạn hỏi tiếp. Sau 24 giờ không nhắn thì tự xóa.",
    "Câu hỏi tôi chưa trả lời được, hoặc bạn bấm 👎, được giữ tối đa 90 ngày cho cán bộ xem. "
    "Trước khi lưu, máy xóa tên người, tên công ty, số và địa chỉ. Không lưu ai hỏi, chỉ lưu ngày hỏi. "
    "Máy xóa có thể sót, nên đừng ghi tên trong câu hỏi.",
    "Tôi đếm mỗi ngày có bao nhiêu câu hỏi về từng chủ đề. Chỉ giữ con số, không giữ chữ nào.",
    "Ứng dụng bạn đang dùng (Telegram, Zalo, trình duyệt) và mạng internet vẫn thấy việc bạn nhắn tin. "
    "Nên dùng điện thoại và mạng riêng, đừng dùng của công ty.",
)
FORGET = "🗑 Xóa cuộc trò chuyện này"
FORGET_HERE = "🗑 Quên cuộc trò chuyện này"
FORGOTTEN = "Đã xóa những gì tôi nhớ về cuộc trò chuyện này, cả lời hẹn nhắc và báo tin."
ERASED_THERE = "Tin nhắn trong 48 giờ qua ở đây cũng được xóa, ở cả hai phía. Tin nào còn thì bạn tự xóa."
ERASE_THERE = "Tin nhắn trong máy bạn thì tôi không xóa được: giữ vào cuộc trò chuyện, rồi chọn Xóa."
GO_ON = "Muốn hỏi tiếp, bạn cứ gõ câu hỏi, hoặc gõ “menu”."

LOST = {
    Fleeting.CODE: "Máy chủ vừa khởi động lại nên mã chưa tới bạn. Chưa có gì được gửi. Gõ “tiếp” để nhận mã mới.",
    Fleeting.CASE: "Máy chủ vừa khởi động lại. Hãy gõ lại mã tra cứu để xem.",
    Fleeting.RECEIPT: "Kiến nghị đã được nhận; sau đó máy chủ khởi động lại. Gõ mã tra cứu để xem số và tình trạng.",
}
"""What stands for a reply whose words a restart lost."""

CANCELLED = "Đã dừng. Bạn muốn làm gì tiếp?"
NOTHING_TO_CANCEL = "Không có gì đang làm dở. Bạn muốn làm gì?"

UNIT_ASK = (
    "Gõ mã nơi làm việc in trên tờ giới thiệu có hình vuông để quét. Không có mã cũng không sao: gõ 0 để bỏ qua.",
)
UNIT_SAVED = "Đã ghi nhớ nơi làm việc: {unit}. Tôi chỉ nhớ trong 24 giờ, để khỏi hỏi lại."
UNION_NAMED = "Mã này của {unit}. Khi bạn gửi kiến nghị, tôi sẽ hỏi nơi bạn làm để chuyển đúng chỗ."
LINK_UNKNOWN = (
    "Tôi không tìm thấy nơi làm việc có mã “{code}”. Không sao, bạn vẫn hỏi và gửi kiến nghị được. Muốn chọn nơi làm "
    "việc: gõ /donvi."
)
UNIT_UNKNOWN = "Tôi không tìm thấy mã “{code}”. Xem lại từng chữ trên tờ giới thiệu rồi gõ lại, hoặc gõ 0 để bỏ qua."

EMPTY = "Tôi chưa thấy câu hỏi nào. Bạn gõ câu hỏi rồi gửi nhé."
NO_SUCH_NUMBER = "Không có lựa chọn số {number}. Gõ số của một dòng ở trên, hoặc gõ câu hỏi."
OLD_BUTTON = "Nút này đã cũ. Bạn chọn lại ở dưới, hoặc gõ câu hỏi."
UNSUPPORTED = {
    "photo": "Tôi chưa đọc được ảnh. Bạn gõ câu hỏi bằng chữ nhé.",
    "file": "Tôi chưa mở được tệp. Bạn gõ câu hỏi bằng chữ nhé.",
    "voice": ("Tôi chưa nghe được tin thoại. Bạn gõ chữ, hoặc dùng nút micrô trên bàn phím để đọc thành chữ nhé."),
    "video": "Tôi chưa xem được video. Bạn gõ câu hỏi bằng chữ nhé.",
    "sticker": "Cảm ơn bạn. Khi cần hỏi gì, bạn cứ gõ câu hỏi nhé.",
    "location": "Tôi không cần biết bạn ở đâu và không lưu vị trí. Bạn gõ câu hỏi nhé.",
    "other": "Tôi chưa đọc được loại tin này. Bạn gõ câu hỏi bằng chữ nhé.",
}
GROUP = "Để giữ kín cho bạn, tôi không trả lời trong nhóm. Hãy nhắn riêng cho tôi."
GROUP_LINK = "Nhắn riêng cho tôi: {address}"
UNKNOWN_COMMAND = (
    "Tôi không có lệnh này. Các lệnh: /menu, /kiennghi, /tracuu, /khancap, /chude, /riengtu, /gioithieu, /huy.",
    "Hỏi luật thì cứ gõ câu hỏi, không cần lệnh.",
)

MORE = "Xem tiếp ({left})"
WHAT_NEXT = "Bạn muốn xem gì tiếp?"
MORE_IS_ALL = "Bạn đã xem hết, không còn phần nào nữa. Bạn muốn làm gì tiếp?"
MORE_IS_OLD = "Phần còn lại đã cũ. Bạn hỏi lại để xem cả câu trả lời nhé."
CHOOSE_BY_NUMBER = "Gõ số để chọn:"
PERHAPS_SENT = "Chưa rõ kiến nghị đã gửi hay chưa: gõ mã tra cứu vừa chép để biết. Không tìm thấy là chưa gửi."
SET_ASIDE = (
    "Tôi chưa xử lý được tin vừa rồi. Bạn gửi lại bằng cách khác giúp tôi nhé. Mã lỗi để báo người quản trị: {mark}"
)
