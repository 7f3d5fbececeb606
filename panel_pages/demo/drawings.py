"""Draw the demo's pictures that are not in static/img/: `python -m panel_pages.demo.drawings`.

Flat shapes without outlines or faces, light from the left, and one gold thing in each.
"""

import io
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "pictures"
WIDTH, HEIGHT = 1280, 800

SKY, DISTANT, FAR, NEAR, GROUND, DEEP = "#CFE4E6", "#8DB5B6", "#55908B", "#2F6E68", "#18544E", "#0B3B3A"
RIVER, GLINT, INK, PATH, PAPER = "#2A6F79", "#8FBFC0", "#0D2A33", "#E7DCC5", "#F6F5F0"
GOLD, LIGHT_GOLD, DARK_GOLD = "#F0AC2B", "#F6C765", "#D88F1C"
BRICK, PORPHYRY, STONE, SHADE = "#C9603F", "#C9A292", "#DCD5CA", "#B9B0A2"


def polygon(points, fill):
    """A filled shape with straight edges."""
    return f'<polygon points="{" ".join(f"{x:.0f},{y:.0f}" for x, y in points)}" fill="{fill}"/>'


def rect(x, y, width, height, fill, radius=0):
    """An upright rectangle."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}"/>'


def ellipse(x, y, across, down, fill):
    """An ellipse around (x, y)."""
    return f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{across:.0f}" ry="{down:.0f}" fill="{fill}"/>'


def path(shape, fill):
    """A filled shape with curves."""
    return f'<path d="{shape}" fill="{fill}"/>'


def spruce(x, foot, height, fill):
    """One spruce with its foot at (x, foot)."""
    left, right, steps = [], [], 5
    for step in range(1, steps + 1):
        y, half = foot - height + height * step / steps, height * 0.075 * step
        left += [(x - half, y), (x - half * 0.55, y - height * 0.03)]
        right += [(x + half, y), (x + half * 0.55, y - height * 0.03)]
    return rect(x - 7, foot - 12, 14, 30, DEEP) + polygon([(x, foot - height), *right[:-1], *reversed(left[:-1])], fill)


def forest(foot, chance, height, fill, rise=0):
    """A line of tree tops across the picture; `rise` lifts its left end."""
    points, x = [(0, HEIGHT)], 0
    while x <= WIDTH:
        y = foot - rise * (1 - x / WIDTH) ** 2
        points += [(x, y), (x + 12, y - chance.uniform(0.5, 1) * height), (x + 24, y)]
        x += chance.randint(26, 40)
    return polygon([*points, (WIDTH, HEIGHT)], fill)


def birch(x, foot, height, chance):
    """A birch in October: the one gold thing."""
    crown = "".join(
        ellipse(
            x + chance.uniform(-0.24, 0.24) * height,
            foot - height * chance.uniform(0.42, 0.98),
            chance.uniform(34, 58),
            chance.uniform(34, 60),
            chance.choice([GOLD, GOLD, LIGHT_GOLD, DARK_GOLD]),
        )
        for _leaf in range(15)
    )
    trunk = polygon([(x - 16, foot), (x - 5, foot - height * 0.8), (x + 5, foot - height * 0.8), (x + 16, foot)], PAPER)
    marks = "".join(
        rect(x + chance.randint(-9, 2), foot - chance.randint(20, int(height * 0.55)), 12, 6, INK) for _mark in range(9)
    )
    return trunk + marks + crown


def person(x, foot, height, coat):
    """Somebody seen from afar."""
    head, width = height * 0.13, height * 0.16
    legs = polygon(
        [
            (x - width, foot), (x - width * 0.85, foot - height * 0.42), (x + width * 0.85, foot - height * 0.42),
            (x + width, foot), (x + width * 0.45, foot), (x, foot - height * 0.25), (x - width * 0.45, foot),
        ],
        INK,
    )  # fmt: skip
    body = path(
        f"M{x - width * 1.1} {foot - height * 0.38}V{foot - height * 0.55}a{width * 1.1} {height * 0.2} 0 0 1 "
        f"{width * 2.2} 0V{foot - height * 0.38}z",
        coat,
    )
    return legs + body + ellipse(x, foot - height * 0.87, head, head, INK)


def bridge(chance):
    """People on their way over the stone bridge, with the river below."""
    stones = "".join(
        rect(
            chance.choice([*range(20, 320, 45), *range(900, 1230, 45)]),
            chance.choice(range(490, 670, 26)),
            chance.randint(30, 60),
            12,
            SHADE,
            3,
        )
        for _ in range(26)
    )
    deck = path("M-10 470Q640 330 1290 470V690H-10z", STONE)
    # The arch and its mirror image in the river, as in the logo.
    arch = path("M390 690a250 180 0 0 1 500 0z", SKY) + path("M398 648Q640 605 882 648L890 690H390z", NEAR)
    mirror = path("M390 690a250 110 0 0 0 500 0z", FAR)
    river = rect(0, 690, WIDTH, 110, RIVER)
    glints = "".join(
        rect(x, y, width, 7, GLINT, 3) for x, y, width in [(120, 725, 170), (560, 735, 150), (930, 760, 210)]
    )
    walkers = [(250, 425, 150, BRICK), (430, 400, 100, PORPHYRY), (520, 396, 165, DEEP), (760, 398, 150, NEAR),
               (930, 418, 160, BRICK), (1020, 430, 96, PAPER)]  # fmt: skip
    return (
        rect(0, 0, WIDTH, HEIGHT, SKY)
        + forest(380, chance, 40, DISTANT, rise=120)
        + forest(440, chance, 60, FAR)
        + birch(1130, 470, 360, chance)
        + "".join(person(*walker) for walker in walkers)
        + deck
        + stones
        + river
        + arch
        + mirror
        + glints
    )


def trail(chance):
    """A path between spruces down to a lake, with a bench."""
    bench = rect(770, 560, 190, 16, BRICK, 4) + rect(770, 522, 190, 14, BRICK, 4)
    bench += "".join(rect(x, 520, 12, 96, INK) for x in (785, 935))
    return (
        rect(0, 0, WIDTH, HEIGHT, SKY)
        + forest(330, chance, 45, DISTANT, rise=150)
        + forest(400, chance, 60, FAR)
        + path("M0 400H1280V560H0z", RIVER)
        + "".join(rect(x, y, width, 7, GLINT, 3) for x, y, width in [(180, 450, 190), (620, 430, 240), (860, 480, 170)])
        + path("M0 540Q420 470 760 520T1280 500V800H0z", GROUND)
        + path("M540 800C560 690 700 640 650 560 630 530 600 520 585 512L612 508C660 530 720 560 730 600 750 680 700 730 720 800z", PATH)
        + "".join(spruce(x, foot, height, fill) for x, foot, height, fill in [
            (90, 640, 430, NEAR), (230, 600, 290, FAR), (1180, 660, 480, NEAR), (1060, 590, 300, FAR), (350, 700, 260, DEEP)])
        + bench
        + person(690, 640, 150, BRICK)
        + person(628, 560, 84, PORPHYRY)
        + birch(470, 610, 380, chance)
    )  # fmt: skip


def letters(chance):
    """Sealed letters in their pigeonholes. Nobody has opened them; one seal is gold."""
    wall, wood = "#DDE9E8", "#6B4737"
    shelves = rect(150, 110, 980, 560, wood, 10)
    holes, golden = "", (2, 1)
    for column in range(5):
        for row in range(3):
            x, y = 180 + column * 188, 140 + row * 176
            holes += rect(x, y, 168, 152, "#3F2B22", 4)
            for number in range(chance.randint(1, 3)):
                left, top = x + 14 + number * 9, y + 60 - number * 16
                is_golden = (column, row) == golden and number == 0
                holes += letter(left, top, GOLD if is_golden else BRICK, PAPER if number % 2 == 0 else STONE)
    floor = rect(0, 670, WIDTH, 130, GROUND) + rect(0, 670, WIDTH, 14, DEEP)
    return rect(0, 0, WIDTH, HEIGHT, wall) + shelves + holes + floor + person(1120, 745, 330, NEAR)


def letter(x, y, seal, paper):
    """An envelope from behind."""
    flap = polygon([(x, y), (x + 122, y), (x + 61, y + 46)], SHADE)
    return rect(x, y, 122, 78, paper, 3) + flap + ellipse(x + 61, y + 46, 13, 13, seal)


DRAWINGS = {"bridge": bridge, "trail": trail, "letters": letters}


def draw(name):
    """The drawing as SVG, the same every time."""
    chance = random.Random(name)  # noqa: S311 - where leaves and stones lie
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{DRAWINGS[name](chance)}</svg>'


def main():
    """Write the drawings as PNG, in few colours."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "deploy"))
    from find_browser import find_installed

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_installed(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name in DRAWINGS:
            page.set_content(f'<body style="margin:0">{draw(name)}</body>')
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(64, dither=Image.Dither.NONE)
            picture.save(FOLDER / f"{name}.png", "PNG", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
