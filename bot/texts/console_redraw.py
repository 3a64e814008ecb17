"""Words of "Sửa cây tổ chức"."""

from collections.abc import Mapping

from feedback.model.union import UnitKind
from feedback.organisation.units import Unit

KINDS: Mapping[UnitKind, str] = {
    UnitKind.COMMUNE_UNION: "Công đoàn xã, phường",
    UnitKind.DISTRICT_UNION: "Công đoàn khu vực, huyện cũ",
    UnitKind.INDUSTRIAL_PARK_UNION: "Công đoàn khu công nghiệp",
    UnitKind.BRANCH_UNION: "Công đoàn ngành địa phương",
    UnitKind.PROVINCIAL_FEDERATION: "Liên đoàn Lao động tỉnh, thành phố",
    UnitKind.CENTRAL_BRANCH_UNION: "Công đoàn ngành trung ương",
    UnitKind.GENERAL_CONFEDERATION: "Tổng Liên đoàn",
    UnitKind.SUPERVISION_BOARD: "Ủy ban kiểm tra",
    UnitKind.SPECIALIST_DESK: "Ban chuyên đề (nữ công, pháp luật)",
    UnitKind.INTAKE_DESK: "Bộ phận tiếp nhận chung",
    UnitKind.CUSTODIAN_DESK: "Bộ phận giữ danh tính",
    UnitKind.GRASSROOTS_UNION: "Công đoàn cơ sở",
    UnitKind.GRASSROOTS_SYNDICATE: "Nghiệp đoàn cơ sở",
}
NEW = "thêm {name}{under}"
GONE = "bỏ {name}"
RENAMED = "{old} đổi tên thành {name}"
MOVED_UNDER = "{name} về dưới {parent}"
ENDED = "{name} thôi hoạt động từ {on:%d/%m/%Y}, {heir} kế thừa"
OTHER = "{name}: sửa thông tin"
UNDER = " dưới {parent}"

KEPT = "Đã lưu cây tổ chức. Đơn vị mới chỉ nhận kiến nghị khi có người giữ khóa: mời người ở trang Người và chìa khóa."
NOTHING_PENDING = "Chưa có thay đổi nào chờ lưu. Hãy xem trước rồi bấm Lưu."
CHANGED_MEANWHILE = "Cây tổ chức vừa được người khác sửa, nên chưa lưu. Hãy xem lại rồi làm lần nữa."
NOT_UTF8 = "Tệp không đọc được: hãy lưu ở dạng UTF-8 (trong Excel: “CSV UTF-8”)."
INCOMPLETE = "Còn ô bắt buộc chưa điền, hai đơn vị trùng nhau, hay ngày viết chưa đủ. Chưa có gì thay đổi."
MOVED = "Đã chuyển sang đơn vị kế thừa: niêm lại {count} khóa. Mã tra cứu của người gửi vẫn dùng được."


def change_of(before: Unit | None, after: Unit | None, names: Mapping[str, str]) -> str:
    """A change of a unit, as one reads it."""
    if after is None:
        assert before
        return GONE.format(name=before.name)
    if before is None:
        under = UNDER.format(parent=names.get(after.parent, after.parent)) if after.parent else ""
        return NEW.format(name=after.name, under=under)
    if after.valid_to and after.valid_to != before.valid_to:
        return ENDED.format(name=after.name, on=after.valid_to, heir=names.get(after.replaced_by, after.replaced_by))
    if after.name != before.name:
        return RENAMED.format(old=before.name, name=after.name)
    if after.parent != before.parent:
        return MOVED_UNDER.format(name=after.name, parent=names.get(after.parent, after.parent))
    return OTHER.format(name=after.name)
