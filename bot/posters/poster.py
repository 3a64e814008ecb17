"""A poster of one unit (A6): QR codes of the channels, what they are for, and that nobody is named.

One layout, drawn twice: as SVG, and as PDF with an embedded font that has Vietnamese letters (bot/data).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from fpdf import FPDF

from bot.posters.qr_code import QUIET, modules
from bot.texts import poster as words

WIDTH, HEIGHT, MARGIN = 105.0, 148.0, 7.0  # millimetres
POINT = 0.3528  # millimetres
INK, BRAND, PAPER = (20, 30, 28), (10, 107, 88), (255, 255, 255)
FONTS = Path(__file__).parents[1] / "data"
FAMILY = "DejaVuSans"

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A way in: what it is called, and the address that its code holds."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, in millimetres."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: `x` is its middle, or its left end; `y` its base line; `size` in points."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: Colour = INK
    middle: bool = True


def layout(unit: str, code: str, links: list[Link]) -> Iterator[Box | Text]:
    """Everything on the poster."""
    yield Box(0, 0, WIDTH, 27, BRAND)
    yield Text(WIDTH / 2, 13, words.BRAND, 24, bold=True, colour=PAPER)
    yield Text(WIDTH / 2, 21.5, words.SLOGAN, 9.5, colour=PAPER)
    y = 35.0
    for line in textwrap.wrap(unit, 34)[:3]:
        yield Text(WIDTH / 2, y, line, 11.5, bold=True)
        y += 5.2
    yield Text(WIDTH / 2, y, words.CODE.format(code=code), 9)
    yield from _codes(links, y + 4)
    y = 117.0
    for line in words.LINES:
        for part in textwrap.wrap(line, 52, subsequent_indent="   "):
            yield Text(MARGIN, y, part, 9, middle=False)
            y += 4.6
        y += 0.8


def _codes(links: list[Link], top: float) -> Iterator[Box | Text]:
    """The codes side by side, as large as they fit, each with its name."""
    room = (WIDTH - 2 * MARGIN) / len(links)
    side = min(room - 2, 60.0)
    for place, link in enumerate(links):
        middle = MARGIN + room * (place + 0.5)
        yield from _code(link.address, middle - side / 2, top, side)
        yield Text(middle, top + side + 4, link.label, 10, bold=True)


def _code(address: str, x: float, y: float, side: float) -> Iterator[Box]:
    """A QR code: one box for each run of dark modules in a row."""
    rows = modules(address)
    module = side / (len(rows) + 2 * QUIET)
    for number, row in enumerate(rows):
        start = None
        for place, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                left, top = x + (start + QUIET) * module, y + (number + QUIET) * module
                yield Box(left, top, (place - start) * module, module, INK)
                start = None


def as_svg(parts: list[Box | Text]) -> str:
    """The poster as SVG, true to size."""
    size = f'width="{WIDTH}mm" height="{HEIGHT}mm" viewBox="0 0 {WIDTH} {HEIGHT}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} shape-rendering="crispEdges">']
    lines.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>')
    lines += [_svg_box(p) if isinstance(p, Box) else _svg_text(p) for p in parts]
    return "\n".join([*lines, "</svg>"]) + "\n"


def as_pdf(parts: list[Box | Text]) -> bytes:
    """The poster as PDF of one A6 page, with the font inside."""
    pdf = FPDF(format=(WIDTH, HEIGHT))
    pdf.set_auto_page_break(False)
    pdf.add_font(FAMILY, "", FONTS / "DejaVuSans-vi.ttf")
    pdf.add_font(FAMILY, "B", FONTS / "DejaVuSans-Bold-vi.ttf")
    pdf.add_page()
    for part in parts:
        if isinstance(part, Box):
            pdf.set_fill_color(*part.colour)
            pdf.rect(part.x, part.y, part.width, part.height, style="F")
        else:
            pdf.set_font(FAMILY, "B" if part.bold else "", part.size)
            pdf.set_text_color(*part.colour)
            left = part.x - pdf.get_string_width(part.text) / 2 if part.middle else part.x
            pdf.text(left, part.y, part.text)
    return bytes(pdf.output())


def _svg_box(box: Box) -> str:
    place = f'x="{box.x:.3f}" y="{box.y:.3f}" width="{box.width:.3f}" height="{box.height:.3f}"'
    return f'<rect {place} fill="{_hex(box.colour)}"/>'


def _svg_text(text: Text) -> str:
    look = f'font-size="{text.size * POINT:.2f}" fill="{_hex(text.colour)}"'
    weight = ' font-weight="bold"' if text.bold else ""
    anchor = ' text-anchor="middle"' if text.middle else ""
    family = 'font-family="DejaVu Sans, Arial, sans-serif"'
    place = f'x="{text.x:.2f}" y="{text.y:.2f}"'
    return f"<text {place} {family} {look}{weight}{anchor}>{escape(text.text)}</text>"


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
