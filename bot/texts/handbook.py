"""What `danbiet knowledge check --handbook` says."""

PROBLEM = "{place}: {text}"
CHECKED = (
    "Sổ tay: {entries} mục của {documents} văn bản, đối chiếu {beside} văn bản với bản chính thức; "
    "{cards} thẻ tình huống; {problems} chỗ cần sửa."
)
STAMPED = "Đã ghi dấu văn bản gốc vào {count} mục, số khoản và số chữ của {outlines} văn bản."
