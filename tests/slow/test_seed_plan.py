"""The plan beside the project, imported: found, shown and cited by its own numbering."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.library import Library
from knowledge.model import Source

PLAN = Path(__file__).parents[3] / "shared" / "seed_plan.txt"
NUMBER = "13/KH-LĐLĐ"
DAY = date(2024, 3, 1)

pytestmark = pytest.mark.skipif(not PLAN.is_file(), reason="no plan beside the project")

QUESTIONS = {
    "I": [
        "mục đích yêu cầu của kế hoạch 13 liên đoàn lao động tỉnh",
        "kế hoạch dân chủ yêu cầu kiện toàn ban chỉ đạo thế nào",
        "phương châm dân biết dân bàn dân làm trong kế hoạch nằm ở đâu",
        "quy chế dân chủ phải thực hiện thường xuyên thành nề nếp",
        "tăng cường kiểm tra, tự kiểm tra, phúc tra việc thực hiện quy chế dân chủ",
        "phân công nhiệm vụ cho các đồng chí thành viên ban chỉ đạo",
        "ngăn chặn tự diễn biến tự chuyển hóa trong nội bộ",
        "giải quyết kịp thời kiến nghị chính đáng của người lao động, tạo đồng thuận trong doanh nghiệp",
    ],
    "II.1": [
        "nhiệm vụ trọng tâm của kế hoạch quy chế dân chủ 2024",
        "tuyên truyền chỉ thị 30-CT/TW và kết luận 120-KL/TW",
        "trách nhiệm người đứng đầu cấp ủy tiếp dân đối thoại với dân theo quy định 11",
        "công đoàn phát động phong trào lao động giỏi lao động sáng tạo",
        "thi đua dân vận khéo nhân rộng điển hình",
        "phong trào giỏi việc nước đảm việc nhà",
        "giám sát phản biện xã hội theo quyết định 217 218",
        "đơn vị hành chính cải cách thủ tục hành chính công khai minh bạch",
        "công đoàn phối hợp tổ chức hội nghị đối thoại định kỳ thương lượng tập thể",
        "cụ thể hóa văn bản cấp trên để xây dựng nội quy quy chế của đơn vị",
    ],
    "II.2": [
        "nhiệm vụ cụ thể theo quý của kế hoạch",
        "quý I năm 2024 phải xây dựng kế hoạch thực hiện quy chế dân chủ",
        "cập nhật thỏa ước lao động tập thể vào phần mềm thư viện của Tổng Liên đoàn",
        "rà soát sửa đổi tiêu chí chấm điểm hoạt động ban chỉ đạo",
        "quý nào tập huấn thực hiện quy chế dân chủ",
        "báo cáo 6 tháng đầu năm gửi Tỉnh ủy và Tổng Liên đoàn",
        "quý III kiểm tra việc xây dựng quy chế dân chủ ở 03 loại hình cơ sở",
        "đánh giá chấm điểm xếp loại thực hiện quy chế dân chủ năm 2024 vào quý IV",
        "đôn đốc các đơn vị báo cáo tổng hợp việc thực hiện quy chế dân chủ",
        "ai tổ chức kiểm tra dân chủ cơ sở quý II",
        "tham mưu giúp ban chỉ đạo xây dựng kế hoạch kiểm tra và tự kiểm tra",
    ],
    "III.1": [
        "liên đoàn lao động tỉnh phải làm gì để tổ chức thực hiện kế hoạch",
        "tham mưu cho ban chỉ đạo tỉnh quán triệt, tập huấn quy chế dân chủ",
        "kiểm tra việc thực hiện quy chế dân chủ ở doanh nghiệp và LĐLĐ huyện, công đoàn ngành",
        "hướng dẫn công đoàn trực thuộc theo nghị định 59/2023 và nghị định 04",
    ],
    "III.2": [
        "công đoàn cấp trên trực tiếp cơ sở có việc gì trong kế hoạch",
        "báo cáo cấp ủy phối hợp với thành viên ban chỉ đạo triển khai văn bản",
        "hỗ trợ công đoàn cơ sở đối thoại thương lượng ký kết thỏa ước có lợi hơn cho người lao động",
    ],
    "III.3": [
        "công đoàn cơ sở phải làm gì theo kế hoạch dân chủ",
        "phối hợp với thủ trưởng cơ quan tổ chức hội nghị cán bộ công chức hội nghị người lao động đúng quy định",
        "ký kết thỏa ước lao động tập thể ngay tại hội nghị người lao động",
        "ban chấp hành công đoàn cơ sở rà soát thỏa ước lao động tập thể đã ký",
    ],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = Library.open(tmp_path_factory.mktemp("plan"))
    (report,) = import_paths([PLAN], library.store, ImportOptions(), lambda _: None)
    assert (report.document, report.whole, report.part) == (NUMBER, True, "Mục")
    library.reload()
    yield library
    library.store.close()


def first_three(library: Library, question: str) -> list[str]:
    return [place.article for place in library.rank(question, DAY).places[:3]]


def test_forty_questions_find_their_place_among_the_first_three(library: Library) -> None:
    asked = [(question, f"{NUMBER}:{place}") for place, questions in QUESTIONS.items() for question in questions]
    missed = [question for question, key in asked if key not in first_three(library, question)]
    assert len(asked) == 40
    assert len(missed) <= 4, missed


@pytest.mark.parametrize(
    ("question", "place", "clause"),
    [
        ("cập nhật thỏa ước vào phần mềm thư viện của Tổng Liên đoàn", "Mục II.2", "dòng 3"),
        ("công đoàn cơ sở ký kết thỏa ước ngay tại hội nghị người lao động", "Mục III.3", "gạch đầu dòng thứ 2"),
        ("kiện toàn ban chỉ đạo, phân công nhiệm vụ cho thành viên", "Mục I", "gạch đầu dòng thứ 5"),
    ],
)
def test_the_answer_names_the_row_or_the_dash(library: Library, question: str, place: str, clause: str) -> None:
    hits = library.answer(question, DAY).hits
    hit = next(hit for hit in hits if hit.citation.document == NUMBER)
    assert (hit.citation.article_name, hit.citation.clause_name) == (place, clause)
    assert hit.passages[0].source is Source.OFFICIAL


def test_a_place_is_shown_when_it_is_named(library: Library) -> None:
    hit = library.answer("mục II.2 kế hoạch 13/KH-LĐLĐ", DAY).hits[0]
    assert hit.citation.key == f"{NUMBER}:II.2"


def test_the_plans_topics_lead_to_its_own_places(library: Library) -> None:
    keys = [hit.citation.key for hit in library.topic_articles("plan", DAY)]
    assert f"{NUMBER}:III.3" in keys
    assert len(keys) == len(set(keys))
