"""What can go wrong with a submission. The message is one clear Vietnamese sentence for the person who acts."""


class FeedbackError(Exception):
    """Something that a person can put right; `str(error)` says what to do, and names nobody."""


class CodeNotFound(FeedbackError):
    """No case has this code, or the code is mistyped. The two are told apart nowhere."""

    def __init__(self) -> None:
        super().__init__("Không tìm thấy. Kiểm tra lại từng nhóm số trong mã.")


class CodeInText(FeedbackError):
    """The text holds the secret code; it is refused before anything is stored."""

    def __init__(self) -> None:
        super().__init__("Nội dung có mã tra cứu. Hãy xóa mã khỏi nội dung rồi gửi lại.")


class EmptyText(FeedbackError):
    """There is nothing to send."""

    def __init__(self) -> None:
        super().__init__("Chưa có nội dung. Hãy viết vài chữ rồi gửi.")


class TooLarge(FeedbackError):
    """More text or pictures than a case takes."""


class NoSpace(FeedbackError):
    """The disk is nearly full."""


class TooManyTries(FeedbackError):
    """Too many wrong codes in a short time."""

    def __init__(self) -> None:
        super().__init__("Thử sai nhiều lần quá. Hãy chờ 10 phút rồi nhập lại mã.")


class NoNeutralUnit(FeedbackError):
    """Every unit that could own the case is named in it (R9): the way leads outside."""

    def __init__(self) -> None:
        super().__init__(
            "Kênh này không thể bảo đảm khách quan cho việc của bạn. Hãy gửi Tổng Liên đoàn, nơi tiếp công dân, "
            "thanh tra, hoặc công an nếu có dấu hiệu phạm tội."
        )


class NotOpen(FeedbackError):
    """No unit of the tree can receive submissions yet."""

    def __init__(self) -> None:
        super().__init__("Chưa có nơi nhận kiến nghị. Hãy gọi công đoàn, hoặc hỏi lại sau.")


class NotAllowed(FeedbackError):
    """The state, the role or a guard does not allow this step."""


class Conflict(FeedbackError):
    """Somebody else changed the case in between."""

    def __init__(self) -> None:
        super().__init__("Vụ này vừa được người khác cập nhật. Hãy mở lại rồi làm tiếp.")


class NoKey(FeedbackError):
    """No key in this session opens the case."""

    def __init__(self) -> None:
        super().__init__("Bạn không có khóa để mở vụ này.")


class WrongPassword(FeedbackError):
    """The password does not open the key; an unknown login answers the same."""

    def __init__(self) -> None:
        super().__init__("Sai tên hoặc mật khẩu.")


class BadOrganisation(FeedbackError):
    """The organisation file cannot be used; `problems` lists each fault in a sentence."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Cây tổ chức chưa dùng được:\n" + "\n".join(f"- {p}" for p in problems))
        self.problems = problems


class BadBackup(FeedbackError):
    """A backup cannot be made or read."""
