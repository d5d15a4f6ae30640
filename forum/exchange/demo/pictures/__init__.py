"""The demo's pictures, drawn by code so that nothing is downloaded; the words beside them and the
files they end up in are not made here.
"""

from PIL import Image

from forum.exchange.demo.pictures import country, night, rooms, stages, street, town
from forum.exchange.demo.pictures.brush import Canvas

_PAINTERS = {
    "lamps": town.lamps,
    "harbour": country.harbour,
    "library": rooms.library,
    "train": night.train,
    "orchard": country.orchard,
    "theatre": stages.theatre,
    "market": street.market,
    "rooftops": town.rooftops,
    "bridge": country.bridge,
    "greenhouse": night.greenhouse,
    "kettle": rooms.kettle,
    "moon": night.moon,
    "stage": stages.stage,
    "bicycle": street.bicycle,
}

SCENES = tuple(_PAINTERS)


def draw(scene: str, width: int = 1600, height: int = 900) -> Image.Image:
    """The scene at that size, the same every time; a sheet that is not 16:9 crops it evenly."""
    paint = _PAINTERS[scene]
    canvas = Canvas(scene, width, height)
    paint(canvas)
    return canvas.print()
