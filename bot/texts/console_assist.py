"""Words of "Nhập hộ"."""

from collections.abc import Mapping

from feedback.model.case import Concern
from feedback.model.union import Scope

NO_DANGER = "Không ai đang gặp nguy hiểm"
CONCERNS: Mapping[Concern, str] = {
    Concern.NOBODY: "Không",
    Concern.GRASSROOTS: "Công đoàn cơ sở ở nơi làm việc",
    Concern.SUPERIOR: "Công đoàn xã, khu công nghiệp, ngành",
    Concern.PROVINCE: "Liên đoàn Lao động tỉnh",
    Concern.COMPANY_PRESSURE: "Công ty ép công đoàn cơ sở",
    Concern.UNKNOWN: "Người kể không rõ",
}
SCOPES: Mapping[Scope, str] = {
    Scope.COMPANY: "công ty",
    Scope.INDUSTRIAL_PARK: "khu công nghiệp",
    Scope.COMMUNE: "xã, phường",
    Scope.DISTRICT: "huyện",
    Scope.BRANCH: "ngành",
    Scope.PROVINCE: "tỉnh",
}
INCOMPLETE = "Còn ô chưa điền: nơi, lĩnh vực, có ai nguy hiểm không, có liên quan đến ai không. Phần đã viết vẫn còn."
DANGER_IN_WORDS = "Lời kể có nói đến: {kind}. Hỏi lại người kể, rồi chọn đúng loại, hoặc đánh dấu là đã hỏi lại."
SENT_BEFORE = "Kiến nghị này đã gửi, số {number}. Mã chỉ hiện một lần, ở trang trước; chưa chép kịp thì nhập hộ lại."
