"""Where the variants of a picture are, and that reading a row opens no file."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from articles.models import Block, Picture
from articles.pictures import small, variants
from tests import make


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(width=1600, height=900, named=True) -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#334").save(file, "JPEG")
    made = Picture(alt="A lamp", credit="Ada Vale")
    content = ContentFile(file.getvalue(), name="lamp.jpg" if named else None)
    made.file.save("lamp.jpg", content, save=False)
    made.save()
    return made


@pytest.mark.parametrize("size", [(1600, 900), (640, 480), (900, 1600), (100, 50)])
def test_the_variants_are_those_that_the_library_makes(db, size):
    file = picture(*size).file

    of_library = file.aspect_ratios["16/9"]["WEBP"]

    assert variants(file.name, *size) == {width: one.url for width, one in of_library.items()}


@pytest.mark.parametrize(("size", "end"), [((1600, 900), "/16_9/320w.webp"), ((90, 50), ".jpg")])
def test_the_small_one_is_wide_enough_or_the_file_itself(db, size, end):
    made = picture(*size)

    assert small(made.file.name, *size).endswith(end)
    assert small(made.file.name, None, None) == small(made.file.name, *size)


@pytest.mark.parametrize("named", [True, False])
def test_a_picture_knows_its_size_however_its_file_came(db, named):
    made = picture(640, 360, named=named)

    assert Picture.objects.filter(pk=made.pk).values_list("width", "height").get() == (640, 360)


def test_pages_open_no_file_of_a_picture(client, db):
    """A row that does not know its size would: to show it as well as to make its addresses."""
    made = picture(named=False)
    article = make.article(picture=made)
    block = Block.objects.create(title="Newest", section=article.section)
    block.links.create(title="A kettle", url="https://example.org/kettle", picture=made)
    made.file.storage.delete(made.file.name)

    page = client.get(article.get_absolute_url()).content.decode()

    assert page.count("/16_9/320w.webp") == 2  # of the article, and in the sidebar
