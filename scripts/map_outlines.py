"""Write static/geo/russia.svg: the outlines of the regions by code, and a graticule.

Pages draw the map by reference (`<use href="…/russia.svg#RU-KLU">`), so the outlines are loaded
once and kept by the browser. Run by hand after cms/data/russia_svg.json has changed; a test
compares the two.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cms.geo import View, country  # noqa: E402 -- the project is found through the line above

TARGET = ROOT / "static" / "geo" / "russia.svg"


def graticule(view: View) -> str:
    """Path of parallels each 10° and meridians each 15°."""
    parallels = [
        [view.project(longitude, latitude) for longitude in range(10, 196, 3)]
        for latitude in range(40, 90, 10)
    ]
    meridians = [
        [view.project(longitude, latitude) for latitude in range(36, 85, 4)]
        for longitude in range(10, 200, 15)
    ]
    lines = ("L".join(f"{x:.0f} {y:.0f}" for x, y in line) for line in (*parallels, *meridians))
    return "".join(f"M{line}" for line in lines)


def drawing() -> str:
    """The file's text."""
    view = country()
    paths = [f'<path id="graticule" d="{graticule(view)}"/>']
    paths += [f'<path id="{code}" d="{shape.d}"/>' for code, shape in sorted(view.shapes.items())]
    body = "\n".join(paths)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view.view_box}">\n'
        f"<defs>\n{body}\n</defs>\n</svg>\n"
    )


if __name__ == "__main__":
    TARGET.write_text(drawing(), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")
