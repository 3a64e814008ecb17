"""Text typed in the fonts from before Unicode (TCVN3, VNI) or read in the wrong code → Unicode.

Such a file shows Vietnamese only in its old font; its letters are those of Western Europe ("§iÒu 1" is
"Điều 1"). What a text is, is told by its commonest words. A text that no table makes readable is refused,
never kept as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from knowledge.model import KnowledgeError

UNREADABLE = "Chữ trong tệp dùng bảng mã cũ hoặc đã lỗi: hãy đổi sang Unicode bằng UniKey (Ctrl+Shift+F6) rồi nhập lại."

_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)
_VNI_MARKS = dict(zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True))  # as they stand after "a"
_VNI_ALONE = dict(zip("ñíìæóòôöî", "đíìỉĩịơưỵ", strict=True))
_VNI = re.compile("[aeouyôö]?[ùøûõïâáàåãäêéèúüë]|[ñíìæóòôöî]", re.IGNORECASE)
_COMMON = re.compile(
    r"\b(?:của|và|được|người|định|việc|này|các|không|điều|lao động|thực hiện|những|với|tại|đối|số|nghị)\b",
    re.IGNORECASE,
)
_VIETNAMESE = re.compile("[ăđơưẠ-ỹ]", re.IGNORECASE)
# letters and signs inside words that no Vietnamese word has
_STRANGER = re.compile(r"(?<=\w)[^\W\da-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]|(?<=\w)[¡-¿](?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LOST = re.compile("[\ufffd\x80-\x9f\ue000-\uefff]|(?<=[^\\W\\d_])\\?(?=[^\\W\\d_])")
_ENOUGH_LINES = 5000
_FEW_WORDS = 40  # on fewer there is no telling
_MOST_LOST = 0.02  # of the words may have a lost letter: a bad scan, and not a wrong code
_LEAST_COMMON = 0.01  # of the words of any Vietnamese text are common ones
_STRANGE = 0.01  # of the letters may be none of Vietnamese: names of foreign places and units


def to_unicode(lines: Sequence[str]) -> list[str]:
    """The lines in Unicode; raises KnowledgeError when their letters are lost."""
    text = "\n".join(_sample(lines))
    table = max((from_tcvn3, from_vni, from_mojibake), key=lambda read: common_words(read(text)))
    if common_words(table(text)) > 2 * common_words(text) + 2:
        lines = [line if _VIETNAMESE.search(line) else table(line) for line in lines]
    if is_damaged("\n".join(_sample(lines))):
        raise KnowledgeError(UNREADABLE)
    return list(lines)


def _sample(lines: Sequence[str]) -> Sequence[str]:
    """Lines from all over a long text: enough to tell its code."""
    return lines[:: 1 + len(lines) // _ENOUGH_LINES]


def is_damaged(text: str) -> bool:
    """Whether letters were lost for good, or stand for others by a table that we do not know."""
    words = len(_WORD.findall(text))
    if words < _FEW_WORDS:
        return False
    if len(_LOST.findall(text)) > _MOST_LOST * words:
        return True
    strange = len(_STRANGER.findall(unicodedata.normalize("NFC", text)))
    return strange > _STRANGE * sum(map(str.isalpha, text)) and common_words(text) < _LEAST_COMMON * words


def from_tcvn3(text: str) -> str:
    """ "Ph¹m vi ®iÒu chØnh" → "Phạm vi điều chỉnh"."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """ "Phaïm vi ñieàu chænh" → "Phạm vi điều chỉnh"."""
    return _VNI.sub(lambda found: _vni_letter(found[0]), text)


def _vni_letter(written: str) -> str:
    """A letter of VNI: one that stands alone, or a letter with the mark written after it."""
    if len(written) == 1:
        alone = _VNI_ALONE.get(written.lower(), written)
        return alone.upper() if written.isupper() else alone
    base, mark = written[0].lower(), unicodedata.normalize("NFD", _VNI_MARKS[written[1].lower()])[1:]
    base = _VNI_ALONE.get(base, base)
    letter = unicodedata.normalize("NFC", base + mark)
    return letter.upper() if written[0].isupper() else letter


def from_mojibake(text: str) -> str:
    """UTF-8 that was read as Western European: "Äiá»u" → "Điều"; lines that are none stay."""
    return "\n".join(map(_mojibake_line, text.split("\n")))


def _mojibake_line(line: str) -> str:
    try:
        return b"".join(map(_byte, line)).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return line


def _byte(letter: str) -> bytes:
    """The byte behind a letter of Windows' Western code; the five that it leaves out stand for themselves."""
    return letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")


def common_words(text: str) -> int:
    """How many of the commonest Vietnamese words stand in a text: what tells a right reading from a wrong one."""
    return len(_COMMON.findall(text))
