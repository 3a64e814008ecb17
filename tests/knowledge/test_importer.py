"""Files and folders into the store: reports, idempotence, replacement, metadata, amendments."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.importing.importer import ImportOptions, import_paths, import_upload
from knowledge.model import Amendment, ImportReport, Trust
from knowledge.store import KnowledgeStore

HEAD = "CHÍNH PHỦ\nSố: {number}\nHà Nội, ngày 02 tháng 3 năm 2030\nNGHỊ ĐỊNH\nChính phủ ban hành Nghị định {about}.\n"
BODY = """Điều 1. Phạm vi
Nghị định này nói về vườn cây ở nơi làm việc, người trồng cây, người tưới cây và người hái quả trong vườn ấy.
Điều 2. Tưới cây
1. Tưới sáng trước giờ làm việc, trừ những ngày mưa.
2. Tưới chiều sau giờ làm việc, trừ ngày nghỉ.
"""
END = "Điều {n}. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2030./.\n"
DECREE = HEAD.format(number="8/2030/NĐ-CP", about="về vườn cây") + BODY + END.format(n=3)
AMENDING = (
    HEAD.format(number="9/2031/NĐ-CP", about="sửa đổi, bổ sung một số điều của Nghị định số 8/2030/NĐ-CP về vườn cây")
    + "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 8/2030/NĐ-CP\n"
    + "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Tưới sáng sớm, trước Điều 9.”.\n2. Bãi bỏ khoản 2 Điều 2.\n"
    + END.format(n=2)
)


def run(
    store: KnowledgeStore, *paths: Path, options: ImportOptions | None = None, heard: list[str] | None = None
) -> list[ImportReport]:
    say = (heard if heard is not None else []).append
    return list(import_paths(paths, store, options or ImportOptions(), say))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def store() -> KnowledgeStore:
    return KnowledgeStore()


def test_a_report_says_what_was_found(store: KnowledgeStore, tmp_path: Path) -> None:
    (report,) = run(store, write(tmp_path, "a.txt", DECREE))
    assert (report.status, report.document, report.whole) == ("imported", "8/2030/NĐ-CP", True)
    assert (report.articles, report.holes, report.warnings) == (("1", "2", "3"), (), ())
    assert (report.title, report.effective_on) == ("Nghị định về vườn cây", date(2030, 5, 1))
    assert store.article_counts() == {"8/2030/NĐ-CP": 3}


def test_importing_again_changes_nothing(store: KnowledgeStore, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", DECREE)
    run(store, path)
    before = store.fingerprint()
    assert run(store, path)[0].status == "unchanged"
    assert store.fingerprint() == before


def test_an_older_copy_gives_way_to_a_fuller_one_or_when_told(store: KnowledgeStore, tmp_path: Path) -> None:
    whole = write(tmp_path, "whole.txt", DECREE)
    part = write(tmp_path, "part.txt", DECREE.replace(END.format(n=3), ""))
    (report,) = run(store, part)
    assert not report.whole
    assert "thiếu phần cuối" in report.warnings[0]
    assert run(store, whole)[0].status == "replaced"
    kept = run(store, part)[0]
    assert (kept.status, store.article_counts()) == ("kept", {"8/2030/NĐ-CP": 3})
    assert "--replace" in kept.warnings[-1]
    assert run(store, part, options=ImportOptions(replace=True))[0].status == "replaced"
    assert store.article_counts() == {"8/2030/NĐ-CP": 2}


def test_a_dry_run_reports_and_changes_nothing(store: KnowledgeStore, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", DECREE)
    (report,) = run(store, path, options=ImportOptions(dry_run=True))
    assert (report.status, report.document, len(report.articles)) == ("imported", "8/2030/NĐ-CP", 3)
    assert store.documents() == []


LAI_CHAU = DECREE.replace("CHÍNH PHỦ\nSố: 8/2030/NĐ-CP", "ỦY BAN NHÂN DÂN TỈNH A\nSố: 8/QĐ-UBND").replace(
    "về vườn cây", ""
)


@pytest.mark.parametrize(
    "other",
    [
        LAI_CHAU.replace("TỈNH A", "TỈNH B").replace("vườn", "ao").replace("Tưới", "Thả"),
        LAI_CHAU.replace("năm 2030", "năm 2031").replace("vườn", "ao").replace("Tưới", "Thả"),
    ],
    ids=["other issuer", "other year"],
)
def test_another_document_under_the_same_number_is_asked_about(
    store: KnowledgeStore, tmp_path: Path, other: str
) -> None:
    first, second = write(tmp_path, "a.txt", LAI_CHAU), write(tmp_path, "b.txt", other)
    kept, asked = run(store, first, second)
    assert (kept.status, asked.status) == ("imported", "refused")
    assert "văn bản khác" in asked.error
    assert "--number" in asked.error
    assert "--replace" in asked.error
    assert run(store, second, options=ImportOptions("8/QĐ-UBND (2)"))[0].status == "imported"
    assert run(store, second, options=ImportOptions(replace=True))[0].status == "replaced"


def test_bad_files_are_refused_and_the_others_go_on(store: KnowledgeStore, tmp_path: Path) -> None:
    paths = [
        write(tmp_path, "letter.txt", "Kính gửi anh chị, xin phép nghỉ một ngày để trồng cây. " * 9),
        write(tmp_path, "contract.txt", "HỢP ĐỒNG\n" + BODY * 3),
        tmp_path / "missing.txt",
        write(tmp_path, "good.txt", DECREE),
    ]
    letter, contract, missing, good = run(store, *paths)
    assert [r.status for r in (letter, contract, missing, good)] == ["refused"] * 3 + ["imported"]
    assert "Điều 1" in letter.error
    assert "--number" in contract.error
    assert "đường dẫn" in missing.error
    assert [d.number for d in store.documents()] == ["8/2030/NĐ-CP"]


def test_options_win_over_the_text(store: KnowledgeStore, tmp_path: Path) -> None:
    options = ImportOptions("10/2030/nđ-cp", date(2030, 6, 1), date(2031, 1, 1))
    (report,) = run(store, write(tmp_path, "a.txt", DECREE), options=options)
    assert (report.document, report.effective_on, report.expires_on) == (
        "10/2030/NĐ-CP",
        date(2030, 6, 1),
        date(2031, 1, 1),
    )


def test_a_files_name_that_disagrees_is_a_warning(store: KnowledgeStore, tmp_path: Path) -> None:
    (report,) = run(store, write(tmp_path, "nghi-dinh-99-2030.txt", DECREE))
    assert report.status == "imported"
    assert "99/2030" in report.warnings[0]


def test_a_text_that_goes_on_in_the_next_issue_is_partial(store: KnowledgeStore, tmp_path: Path) -> None:
    text = DECREE.replace(END.format(n=3), "(Xem tiếp Công báo số 5)")
    (report,) = run(store, write(tmp_path, "a.txt", text))
    assert not report.whole
    assert "chỉ có Điều 1 đến Điều 2" in report.warnings[0]


def test_a_folder_is_walked_in_order_and_heard(store: KnowledgeStore, tmp_path: Path) -> None:
    write(tmp_path, "b.txt", DECREE)
    write(tmp_path, "sums.xyz", "không phải văn bản")
    (tmp_path / "a").mkdir()
    write(tmp_path / "a", "c.txt", AMENDING)
    heard: list[str] = []
    reports = run(store, tmp_path, heard=heard)
    assert [r.document for r in reports] == [None, "9/2031/NĐ-CP", "8/2030/NĐ-CP"]
    assert (reports[0].status, reports[0].file) == ("skipped", str(tmp_path / "sums.xyz"))
    assert heard == ["[1/2] c.txt", "[2/2] b.txt"]


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_an_amending_document_gives_its_words_to_its_target_in_any_order(
    store: KnowledgeStore, tmp_path: Path, names: tuple[str, str]
) -> None:
    write(tmp_path, names[0], DECREE)
    write(tmp_path, names[1], AMENDING)
    run(store, tmp_path)
    day = date(2030, 5, 1)
    target = store.document("8/2030/NĐ-CP")
    assert target
    assert target.amended_by == (
        Amendment(
            "9/2031/NĐ-CP",
            day,
            ("2",),
            "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Tưới sáng sớm, trước Điều 9.”.",
        ),
        Amendment("9/2031/NĐ-CP", day, ("2",), "2. Bãi bỏ khoản 2 Điều 2."),
    )


def test_a_document_ends_when_another_that_replaces_it_begins(store: KnowledgeStore, tmp_path: Path) -> None:
    new = HEAD.format(number="1/2040/NĐ-CP", about="về cây mới") + BODY + END.format(n=3).replace("2030./.", "2040.")
    new += "Nghị định số 8/2030/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.\n"
    run(store, write(tmp_path, "a.txt", DECREE), write(tmp_path, "b.txt", new))
    assert {d.number: d.expires_on for d in store.documents()} == {
        "8/2030/NĐ-CP": date(2040, 5, 1),
        "1/2040/NĐ-CP": None,
    }


def folder(tmp_path: Path, text: str = DECREE, name: str = "8-2030-ND-CP", **meta: object) -> Path:
    path = tmp_path / name
    path.mkdir()
    write(path, "text.txt", text)
    write(path, "meta.json", json.dumps({"so_hieu": "8/2030/NĐ-CP", "so_dieu": 3, **meta}))
    return path


def test_a_folder_with_metadata(store: KnowledgeStore, tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        ten="Nghị định về vườn cây nơi làm việc",
        loai="Nghị định",
        ngay_hieu_luc="2030-06-01",
        ngay_het_hieu_luc="2035-01-01",
        thay_the=["1/2020/NĐ-CP (một phần)", "Luật Vườn 1990"],
        sua_doi_boi=[
            "2/2031/NĐ-CP (bãi bỏ Điều 1–2)",
            "3/2032/NĐ-CP (2032-02-03, chưa có nguyên văn)",
            "4/2033/NĐ-CP (Điều 7, hiệu lực 2033-01-01)",
            "5/2034/NĐ-CP (Điều 7: khoản 2 Điều 3)",
            "6/2035/NĐ-CP?",
        ],
        do_tin_cay="trung bình-cao",
        ghi_chu="Bản thử.",
    )
    (report,) = run(store, path)
    assert report.whole
    document = store.documents()[0]
    assert (document.title, document.kind) == ("Nghị định về vườn cây nơi làm việc", "decree")
    assert (document.effective_on, document.expires_on) == (date(2030, 6, 1), date(2035, 1, 1))
    assert document.replaces == ("1/2020/NĐ-CP",)
    assert document.amended_by == (
        Amendment("2/2031/NĐ-CP", None, ("1", "2")),
        Amendment("3/2032/NĐ-CP", date(2032, 2, 3)),
        Amendment("4/2033/NĐ-CP", date(2033, 1, 1)),
        Amendment("5/2034/NĐ-CP", None, ("3",)),
    )
    assert document.trust is Trust.MEDIUM
    assert document.note == "Bản thử. Có thể đã được sửa bởi 6/2035/NĐ-CP (chưa kiểm chứng)."


def test_the_wording_of_amendments_article_by_article(store: KnowledgeStore, tmp_path: Path) -> None:
    path = folder(tmp_path, sua_doi_boi=["9/2031/NĐ-CP (Điều 4)"])
    parts = [{"cac_dieu_bi_tac_dong": [2, 3], "nguyen_van": "Bỏ chữ “sáng”. "}]
    wording = {
        "sua_doi_boi": "9/2031/NĐ-CP",
        "hieu_luc": "2031-07-01",
        "muc": parts,
        "chuyen_tiep": "Cây cũ giữ nguyên.",
    }
    write(path, "sua_doi.json", json.dumps(wording))
    run(store, path)
    document = store.documents()[0]
    assert document.amended_by == (Amendment("9/2031/NĐ-CP", date(2031, 7, 1), ("2", "3"), "Bỏ chữ “sáng”."),)
    assert document.note == "Cây cũ giữ nguyên."


def test_two_numbers_that_disagree_are_refused_unless_one_is_chosen(store: KnowledgeStore, tmp_path: Path) -> None:
    path = folder(tmp_path, so_hieu="88/2030/NĐ-CP")
    (refused,) = run(store, path)
    assert (refused.status, store.documents()) == ("refused", [])
    assert "8/2030/NĐ-CP" in refused.error
    assert "88/2030/NĐ-CP" in refused.error
    assert run(store, path, options=ImportOptions("88/2030/NĐ-CP"))[0].document == "88/2030/NĐ-CP"


def test_a_consolidated_folder_is_cited_under_its_base(store: KnowledgeStore, tmp_path: Path) -> None:
    text = DECREE.replace("Số: 8/2030/NĐ-CP\n", "")
    path = folder(tmp_path, text, "8-2030-ND-CP_VBHN", so_hieu="19/VBHN-VPQH (2032)", loai="Văn bản hợp nhất")
    run(store, path)
    document = store.documents()[0]
    assert (document.number, document.cited_as) == ("19/VBHN-VPQH (2032)", "8/2030/NĐ-CP")


@pytest.mark.parametrize("meta", ["{", "[]", '{"so_hieu": "8/2030/NĐ-CP", "ngay_hieu_luc": "hôm qua"}'])
def test_metadata_that_cannot_be_read_is_refused(store: KnowledgeStore, tmp_path: Path, meta: str) -> None:
    path = folder(tmp_path)
    write(path, "meta.json", meta)
    (report,) = run(store, path)
    assert (report.status, store.documents()) == ("refused", [])


def test_a_folder_that_links_to_itself_is_walked_once(store: KnowledgeStore, tmp_path: Path) -> None:
    write(tmp_path, "a.txt", DECREE)
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(run(store, tmp_path)) == 1


def test_an_upload_is_imported_like_a_file(store: KnowledgeStore) -> None:
    (report,) = import_upload("8-2030.txt", DECREE.encode(), store, ImportOptions(dry_run=True))
    assert (report.file, report.document, report.whole) == ("8-2030.txt", "8/2030/NĐ-CP", True)
    assert store.documents() == []
    (refused,) = import_upload("quet.pdf", b"%PDF-1.7", store, ImportOptions())
    assert (refused.file, refused.status) == ("quet.pdf", "refused")


def test_a_whole_copy_takes_the_place_of_one_that_lacks_words(store: KnowledgeStore, tmp_path: Path) -> None:
    cut = DECREE.replace("2. Tưới chiều sau giờ làm việc, trừ ngày nghỉ.\n", "")
    run(store, write(tmp_path, "cut.txt", cut))
    assert run(store, write(tmp_path, "whole.txt", DECREE))[0].status == "replaced"
    assert run(store, write(tmp_path, "again.txt", cut))[0].status == "kept"
