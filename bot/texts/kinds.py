"""The true word about each kind of submission, shown before sending. The articles behind it stand in `ARTICLES`."""

from collections.abc import Mapping

from feedback.model.case import Kind

TITLE = "Nên biết trước khi gửi"
WORDS: Mapping[Kind, str] = {
    Kind.PETITION: (
        "Gửi được ngay, không cần nêu tên. Công đoàn xem, làm việc với nơi có trách nhiệm và trả lời qua mã tra cứu."
    ),
    Kind.COMPLAINT: (
        "Muốn xét lại một quyết định về chính bạn thì đó là khiếu nại. Đơn phải nêu tên, gửi nơi ra quyết định trước. "
        "Gửi ở đây không thay cho đơn khiếu nại, và thời hạn khiếu nại vẫn chạy. Nêu tên thì công đoàn có thể hướng "
        "dẫn, soạn đơn, đại diện."
    ),
    Kind.DENUNCIATION: (
        "Báo ai đó làm trái luật và muốn được bảo vệ thì đó là tố cáo. Đơn phải có họ tên, gửi đúng nơi giải quyết. "
        "Tên bạn được giữ bí mật. Không nêu tên thì không được xử lý như tố cáo. Nhưng kể rõ việc gì, ở đâu, khi nào, "
        "có chứng cứ thì vẫn có thể được kiểm tra. Cố ý nói sai sự thật là vi phạm."
    ),
    Kind.DISPUTE: (
        "Chuyện tiền lương, cho nghỉ việc, kỷ luật của riêng bạn có thời hạn được đòi. Hạn tính từ ngày bạn biết mình "
        "bị vi phạm. Hòa giải là 6 tháng, hội đồng trọng tài 9 tháng, tòa án 1 năm. Gửi kiến nghị thì thời hạn ấy vẫn "
        "chạy. Công đoàn có thể tư vấn, đại diện nếu bạn nêu tên."
    ),
}
IN_TRIAL: Mapping[Kind, str] = {
    Kind.PETITION: "Gửi được ngay, không cần nêu tên. Khi nơi này làm thật, công đoàn trả lời qua mã tra cứu.",
}
ARTICLES: Mapping[Kind, tuple[tuple[str, str, str], ...]] = {
    Kind.PETITION: (("10/2022/QH15", "5", "Luật Thực hiện dân chủ ở cơ sở"),),
    Kind.COMPLAINT: (("02/2011/QH13", "7", "Luật Khiếu nại"),),
    Kind.DENUNCIATION: (("25/2018/QH14", "25", "Luật Tố cáo"), ("25/2018/QH14", "47", "Luật Tố cáo")),
    Kind.DISPUTE: (("45/2019/QH14", "190", "Bộ luật Lao động"),),
}
"""Kind → (document, article, name of the document, for an installation whose handbook lacks it)."""
CITATION = "Căn cứ: Điều {article} {name} ({document})."

RETALIATION = (
    "Trả thù, trù dập người kiến nghị bị cấm trong thực hiện dân chủ ở cơ sở. Người tố cáo có tên được bảo vệ việc làm."
)
RETALIATION_ARTICLES = (
    ("10/2022/QH15", "9", "Luật Thực hiện dân chủ ở cơ sở"),
    ("25/2018/QH14", "57", "Luật Tố cáo"),
)
