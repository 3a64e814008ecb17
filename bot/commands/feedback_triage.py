"""The first steps in a case: who is involved, looking, asking, accepting, refusing, showing another way."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.acting import Act, step
from bot.texts import submissions as words
from feedback.model.access import Involvement
from feedback.model.case import Category, Kind, Lane, RefusalCode
from feedback.staff import requests as ask

KINDS = [k.value for k in Kind if k is not Kind.UNCLASSIFIED]
CATEGORIES = [c.value for c in Category]
KIND = click.Choice(KINDS)
CATEGORY = click.Choice(CATEGORIES)


@click.command()
@step
@click.option("--uninvolved", "how", flag_value="none", help="Tôi không liên quan đến vụ này.")
@click.option("--involved", "how", flag_value=Involvement.PERSON.value, help="Tôi có liên quan: giao người khác.")
@click.option("--unit-involved", "how", flag_value=Involvement.UNIT.value, help="Vụ nói về chính đơn vị tôi.")
def declare(act: Act, how: str | None) -> None:
    """Trả lời câu hỏi: bạn có liên quan không? Trả lời được lúc nào cũng được.

    Ví dụ: danbiet feedback declare KN26-7F3KQ --uninvolved --as lan
    """
    if how is None:
        raise click.UsageError(words.CHOOSE_INVOLVEMENT)
    if how == "none":
        act.say(ask.DeclareUninvolved)
    else:
        act.do(ask.DeclareInvolved, how=Involvement(how))
        click.echo(words.STEPPED_BACK.format(number=act.number))


@click.command(name="open")
@step
def open_(act: Act) -> None:
    """Bắt đầu phân loại một vụ mới: hạn “có người xem” dừng.

    Ví dụ: danbiet feedback open KN26-7F3KQ --as lan
    """
    act.say(ask.Open)


@click.command()
@step
def release(act: Act) -> None:
    """Đây là tin thật: vụ rời hàng kiểm tra và vào hàng đợi.

    Ví dụ: danbiet feedback release KN26-7F3KQ --as lan
    """
    act.say(ask.Release)


@click.command()
@step
@click.option("--kind", type=KIND, required=True, help="Loại đơn.")
@click.option("--category", type=CATEGORY, required=True, help="Lĩnh vực.")
@click.option("--no-conflict", is_flag=True, help="Đã xem: không có xung đột lợi ích.")
@click.confirmation_option(prompt="Bạn không có liên quan gì đến vụ này?")
def accept(act: Act, kind: str, category: str, no_conflict: bool) -> None:
    """Tiếp nhận: ghi loại, lĩnh vực; cấp số thụ lý và hạn trả lời.

    Ví dụ: danbiet feedback accept KN26-7F3KQ --kind petition --category wage --as lan
    """
    ready = act.uninvolved().begun()
    ready.say(ask.Accept, kind=Kind(kind), category=Category(category), no_conflict=no_conflict)


@click.command(name="ask")
@step
@click.argument("text")
def ask_(act: Act, text: str) -> None:
    """Hỏi lại người gửi; thời hạn tạm dừng.

    Ví dụ: danbiet feedback ask KN26-7F3KQ "Việc này từ tháng nào?" --as lan
    """
    act.say(ask.Ask, text=text)


@click.command()
@step
@click.option("--kind", type=KIND, help="Loại đơn.")
@click.option("--category", type=CATEGORY, help="Lĩnh vực.")
@click.option("--lane", type=click.Choice([lane.value for lane in Lane]), help="Mức khẩn; báo động nhầm thì normal.")
def classify(act: Act, kind: str | None, category: str | None, lane: str | None) -> None:
    """Sửa loại đơn, lĩnh vực hoặc mức khẩn; trạng thái giữ nguyên.

    Ví dụ: danbiet feedback classify KN26-7F3KQ --lane normal --as lan
    """
    act.say(
        ask.Classify,
        kind=Kind(kind) if kind else None,
        category=Category(category) if category else None,
        lane=Lane(lane) if lane else None,
    )


@click.command()
@step
@click.argument("files", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True)
@click.option("--category", "categories", type=CATEGORY, multiple=True, required=True, help="Của từng tệp, theo thứ tự")
def split(act: Act, files: tuple[Path, ...], categories: tuple[str, ...]) -> None:
    """Tách nhiều việc thành nhiều vụ dưới cùng một mã của người gửi; mỗi tệp là lời của một phần.

    Ví dụ: danbiet feedback split KN26-7F3KQ luong.txt an-toan.txt --category wage --category safety --as lan
    """
    if len(files) != len(categories):
        raise click.UsageError(words.SPLIT_UNEQUAL)
    texts = [file.read_text(encoding="utf-8").strip() for file in files]
    parts = [ask.Part(text, Category(category)) for text, category in zip(texts, categories, strict=True)]
    act.say(ask.Split, parts=tuple(parts))


@click.command()
@step
@click.option("--code", type=click.Choice([c.value for c in RefusalCode]), help="Mã lý do.")
@click.option("--reason", default="", help="Lý do mà người gửi sẽ đọc.")
@click.option("--confirm", is_flag=True, help="Người thứ hai: đồng ý từ chối.")
@click.option("--reject", is_flag=True, help="Người thứ hai: không đồng ý, tiếp nhận.")
def refuse(act: Act, code: str | None, reason: str, confirm: bool, reject: bool) -> None:
    """Đề xuất không tiếp nhận; người thứ hai dùng --confirm hoặc --reject.

    Ví dụ: danbiet feedback refuse KN26-7F3KQ --code N5 --reason "Việc riêng giữa hai người." --as lan
    """
    if confirm + reject + bool(code) != 1:
        raise click.UsageError(words.CHOOSE_REFUSAL)
    if code:
        act.begun().say(ask.ProposeRefusal, code=RefusalCode(code), reason=reason)
    else:
        act.say(ask.ConfirmRefusal if confirm else ask.RejectRefusal)


@click.command()
@step
@click.option("--to", required=True, help="Nơi có trách nhiệm.")
@click.option("--how", required=True, help="Cách gửi, địa chỉ, giờ tiếp.")
def redirect(act: Act, to: str, how: str) -> None:
    """Không thuộc công đoàn: chỉ rõ nơi có trách nhiệm và cách gửi.

    Ví dụ: danbiet feedback redirect KN26-7F3KQ --to "Bảo hiểm xã hội tỉnh" --how "Quầy 3, giờ hành chính" --as lan
    """
    act.begun().say(ask.Redirect, to=to, how=how)
