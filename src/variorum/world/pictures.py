"""Lead pictures, drawn from the name of the article: a sky, hills and water, no two quite alike."""

from __future__ import annotations

from hashlib import sha256
from html import escape


def draw(name: str, *, title: str) -> str:
    """An SVG picture, the same for the same name."""
    seed = sha256(name.encode()).digest()
    hue, sun_x, sun_y = seed[0] * 360 // 256, 120 + seed[1] * 2, 70 + seed[2] // 4
    hills = "".join(_hill(seed, row, hue) for row in range(3))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 450" width="800" height="450" role="img">'
        f"<title>{escape(title)}</title>"
        f'<rect width="800" height="450" fill="hsl({hue} 45% 82%)"/>'
        f'<circle cx="{sun_x}" cy="{sun_y}" r="38" fill="hsl({(hue + 40) % 360} 80% 92%)"/>'
        f"{hills}"
        f'<rect y="350" width="800" height="100" fill="hsl({(hue + 190) % 360} 30% 45%)"/>'
        "</svg>\n"
    )


def _hill(seed: bytes, row: int, hue: int) -> str:
    heights = [210 + row * 45 + seed[4 + row * 5 + step] % 70 for step in range(5)]
    points = " ".join(f"{step * 200},{height}" for step, height in enumerate(heights))
    return f'<polygon points="0,450 {points} 800,450" fill="hsl({(hue + 20) % 360} 25% {62 - row * 12}%)"/>'
