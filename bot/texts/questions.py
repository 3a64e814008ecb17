"""What `danbiet knowledge questions` says."""

ADDED = "Đã thêm {count} câu hỏi mẫu."
NONE = "Chưa có câu hỏi mẫu nào. Thêm bằng: danbiet knowledge questions add “câu hỏi” “Điều 98 Bộ luật Lao động”."
NO_ARTICLE = "Không tìm thấy điều luật này: {article}. Ghi như “45/2019/QH14:98” hoặc “Điều 98 Bộ luật Lao động”."
EXPORTED = "Đã xuất {count} câu hỏi mẫu ra {path}."
