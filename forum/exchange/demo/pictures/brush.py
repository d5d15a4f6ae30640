"""The canvas and the strokes every picture is made with; what a picture shows is its scene's.

The canvas holds twice the pixels asked for and the print brings them down, so that edges come
out clean; soft things are made small and enlarged, which is what keeps a picture quick.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, cos, floor, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from forum.exchange.demo.pictures.geometry import HEIGHT, WIDTH, Shape, box, lens

Box = tuple[int, int, int, int]

SOFT = 4  # how many times smaller a blurred shape is made
RIM = 178  # Pillow's radial gradient where it meets the middle of its edges


def mix(first: str, second: str, share: float) -> str:
    """The colour the given share of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    """A sheet to draw on; colours are '#rrggbb', or '#rrggbbaa' for a thin coat."""

    def __init__(self, scene: str, width: int, height: int) -> None:
        self.random = Random(scene)  # noqa: S311 (a picture, not a secret)
        self._size = width, height
        self._unit = 2 * max(width / WIDTH, height / HEIGHT)  # pixels to one step on the sheet
        self._matrix = self._unit, 0.0, 0.0, self._unit, 0.0, 0.0
        self._lay(Image.new("RGB", (round(WIDTH * self._unit), round(HEIGHT * self._unit))))

    def _lay(self, image: Image.Image) -> None:
        self._image = image
        self._pen = ImageDraw.Draw(image, "RGBA" if image.mode == "RGB" else image.mode)

    def _pixels(self, shape: Shape) -> Shape:
        a, b, c, d, e, f = self._matrix
        return [(a * x + c * y + e, b * x + d * y + f) for x, y in shape]

    @contextmanager
    def at(
        self, x: float, y: float, size: float = 1, angle: float = 0, flip: bool = False
    ) -> Iterator[None]:
        """Draws what follows around a place of its own, sized, turned by degrees or mirrored."""
        outer = self._matrix, self._unit
        a, b, c, d, e, f = self._matrix
        u, v, side = size * cos(radians(angle)), size * sin(radians(angle)), -1 if flip else 1
        across = side * (a * u + c * v), side * (b * u + d * v)
        self._matrix = (*across, c * u - a * v, d * u - b * v, a * x + c * y + e, b * x + d * y + f)
        self._unit *= size
        yield
        self._matrix, self._unit = outer

    def poly(self, shape: Shape, colour: str) -> None:
        """Fills a shape."""
        self._pen.polygon(self._pixels(shape), fill=colour)

    def disc(self, x: float, y: float, r: float, colour: str) -> None:
        """Fills a circle."""
        self._pen.circle(self._pixels([(x, y)])[0], r * self._unit, fill=colour)

    def line(self, points: Shape, width: float, colour: str) -> None:
        """Strokes a line, with round ends when it is broad."""
        points = self._pixels(points)
        width *= self._unit
        self._pen.line(points, colour, max(1, round(width)), joint="curve")
        for end in (points[0], points[-1]) if width > 6 else ():
            self._pen.circle(end, width / 2 - 0.5, fill=colour)

    def wash(self, shape: Shape, *colours: str, across: bool = False) -> None:
        """Fills a shape with colours blending downwards, or from left to right."""
        points = self._pixels(shape)
        whole = _bounds(points)
        left, top, right, bottom = seen = self._seen(whole)
        stops = bytes(v for colour in colours for v in ImageColor.getcolor(colour, "RGBA"))
        strip = Image.frombytes("RGBA", (len(colours), 1), stops)
        k, middle = 0 if across else 1, (0.5, 0, len(colours) - 0.5, 1)
        strip = strip.resize((whole[k + 2] - whole[k], 1), Image.Resampling.BILINEAR, middle)
        strip = strip.crop((seen[k] - whole[k], 0, seen[k + 2] - whole[k], 1))
        strip = strip if across else strip.transpose(Image.Transpose.TRANSPOSE)
        fill = strip.resize((right - left, bottom - top), Image.Resampling.NEAREST)
        mask = Image.new("L", fill.size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in points], fill=255)
        mask = ImageChops.multiply(mask, fill.getchannel("A"))
        self._image.paste(fill.convert(self._image.mode), (left, top), mask)

    def _seen(self, bounds: Box) -> Box:
        """The part of some bounds that is on the sheet, of one pixel at least."""
        wide, high = self._image.size
        left, top = min(max(0, bounds[0]), wide - 1), min(max(0, bounds[1]), high - 1)
        right, bottom = min(bounds[2], wide), min(bounds[3], high)
        return left, top, max(left + 1, right), max(top + 1, bottom)

    def glow(self, x: float, y: float, r: float, colour: str, ry: float | None = None) -> None:
        """Lights an ellipse from its middle, fading to nothing at its edge."""
        *rgb, strength = ImageColor.getcolor(colour, "RGBA")
        mask = Image.radial_gradient("L").point(lambda d: strength * max(0, 1 - d / RIM) ** 2)
        left, top, right, bottom = self._around(x, y, r, ry or r)
        mask = mask.resize((right - left, bottom - top), Image.Resampling.BICUBIC)
        self._image.paste(tuple(rgb), (left, top), mask)

    def dim(self, x: float, y: float, r: float, colour: str, ry: float | None = None) -> None:
        """Darkens everything but an ellipse, more and more towards its edge and beyond."""
        *rgb, strength = ImageColor.getcolor(colour, "RGBA")
        shade = Image.radial_gradient("L").point(lambda d: strength * min(1, d / RIM) ** 1.4)
        left, top, right, bottom = self._around(x, y, r, ry or r)
        mask = Image.new("L", self._image.size, strength)
        mask.paste(
            shade.resize((right - left, bottom - top), Image.Resampling.BICUBIC), (left, top)
        )
        self._image.paste(tuple(rgb), (0, 0), mask)

    def _around(self, x: float, y: float, rx: float, ry: float) -> Box:
        ((x, y),) = self._pixels([(x, y)])
        rx, ry = rx * self._unit, ry * self._unit
        return _bounds([(x - rx, y - ry), (x + rx, y + ry)])

    @contextmanager
    def veil(self, colour: str, blur: float, dx: float = 0, dy: float = 0) -> Iterator[None]:
        """Turns what is drawn within into one soft coat of a colour: a shadow, a beam, mist."""
        *rgb, strength = ImageColor.getcolor(colour, "RGBA")
        outer, sheet, unit = self._matrix, self._image, self._unit
        self._matrix, self._unit = tuple(v / SOFT for v in outer), unit / SOFT
        self._lay(Image.new("RGBA", (ceil(sheet.width / SOFT), ceil(sheet.height / SOFT))))
        yield
        blurred = self._image.getchannel("A").filter(ImageFilter.GaussianBlur(blur * self._unit))
        self._matrix, self._unit = outer, unit
        self._lay(sheet)
        edges = blurred.getbbox()
        if edges:
            part = blurred.crop(edges).point(lambda a: a * strength / 255)
            mask = part.resize((part.width * SOFT, part.height * SOFT), Image.Resampling.BICUBIC)
            corner = edges[0] * SOFT + round(dx * unit), edges[1] * SOFT + round(dy * unit)
            sheet.paste(tuple(rgb), corner, mask)

    def reflect(self, shore: float, depth: float, tint: str) -> None:
        """Mirrors what stands above the shore in the water below it, broken by small waves."""
        wide, top, deep = self._image.width, round(shore * self._unit), round(depth * self._unit)
        above = self._image.crop((0, top - deep, wide, top))
        flipped = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        self._image.paste(flipped, (0, top))
        step = max(1, round(3 * self._unit))
        for y in range(0, deep, step):
            reach = (0.5 + 5 * y / deep) * self._unit
            shift = round(reach * sin(y / step * 0.9) + self.random.uniform(-reach, reach))
            self._image.paste(flipped.crop((0, y, wide, y + step)), (shift, top + y))
        self.wash(box(0, shore, WIDTH, shore + depth), tint)

    def gouge(self, area: Shape, count: int, colour: str, length: float, width: float) -> None:
        """Scatters level cuts over a rectangle, longer and broader towards its foot."""
        (x0, y0), _, (x1, y1), _ = area
        for _ in range(count):
            near = self.random.random()
            size = (0.35 + 0.65 * near) * self.random.uniform(0.6, 1.2)
            x, y = self.random.uniform(x0, x1), y0 + (y1 - y0) * near
            self.poly(lens(x, y, length * size, width * size), colour)

    def print(self) -> Image.Image:
        """The finished picture at the size asked for, with the paper's grain."""
        wide, high = self._size[0] * 2, self._size[1] * 2
        left, top = (self._image.width - wide) / 2, (self._image.height - high) / 2
        middle = left, top, left + wide, top + high
        picture = self._image.resize(self._size, Image.Resampling.LANCZOS, middle)
        grain = _tiled(self._noise(256).point(lambda v: 123 + v * 10 / 255), self._size)
        return ImageChops.add(picture, Image.merge("RGB", [grain] * 3), offset=-128)

    def _noise(self, side: int) -> Image.Image:
        return Image.frombytes("L", (side, side), self.random.randbytes(side * side))


def _tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    for x in range(0, size[0], tile.width):
        for y in range(0, size[1], tile.height):
            sheet.paste(tile, (x, y))
    return sheet


def _bounds(points: Shape) -> Box:
    """The whole pixels that hold all the points; never empty."""
    across, down = zip(*points, strict=True)
    left, top = floor(min(across)), floor(min(down))
    return left, top, max(left + 1, ceil(max(across))), max(top + 1, ceil(max(down)))
