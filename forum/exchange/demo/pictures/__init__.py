"""The demo's pictures, drawn by code so that nothing is downloaded; the words they go with are not
kept here.
"""

from PIL import Image

from . import indoors, night, outdoors, stage, town
from .brush import Canvas

_SCENES = {
    "lamps": night.lamps,
    "train": night.train,
    "greenhouse": night.greenhouse,
    "moon": night.moon,
    "library": indoors.library,
    "theatre": stage.theatre,
    "kettle": indoors.kettle,
    "stage": stage.stage,
    "market": town.market,
    "rooftops": town.rooftops,
    "bicycle": town.bicycle,
    "bridge": outdoors.bridge,
    "harbour": outdoors.harbour,
    "orchard": outdoors.orchard,
}

SCENES = tuple(_SCENES)


def draw(scene: str, width: int = 1600, height: int = 900) -> Image.Image:
    """The scene at that size, always the same one; the sheet is 16:9 and other shapes crop it."""
    paint = _SCENES[scene]
    canvas = Canvas(scene, width, height)
    paint(canvas)
    return canvas.print()
