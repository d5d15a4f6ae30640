"""Pictures that move in from WordPress: what was brought along, and what was not."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from articles.models import Article, Picture
from forum.exchange.wordpress.uploads import Uploads
from tests.exchange.wxr import attachment, export, item, meta

LAMP = attachment(50, "2011/05/lamp.jpg", alt="A lamp &amp; a dog", caption="By <b>Quarrie</b>")
URL = "https://office.example.org/wp-content/uploads/2011/05/lamp.jpg"


def jpeg(width: int = 64, height: int = 36) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "gold").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "uploads"
    (folder / "2011" / "05").mkdir(parents=True)
    (folder / "2011" / "05" / "lamp.jpg").write_bytes(jpeg())
    return folder


def test_an_attachment_is_a_picture_without_a_file(move):
    report = move(export(LAMP))

    picture = Picture.objects.get()
    assert not picture.file
    assert (picture.alt, picture.credit) == ("A lamp & a dog", "By Quarrie")
    assert picture.source_url == URL
    assert report.things["Pictures"] == {"without their file": 1}


def test_without_words_of_its_own_the_title_and_the_site_stand_in(move):
    move(export(attachment(50, "2011/05/lamp.jpg")))

    assert (Picture.objects.get().alt, Picture.objects.get().credit) == ("lamp", "The Night Office")


def test_a_file_that_was_brought_along_is_the_lead_picture(
    move, media, django_capture_on_commit_callbacks
):
    data = jpeg(1600, 900)
    (media / "2011" / "05" / "lamp.jpg").write_bytes(data)
    post = item(12, extra=meta(_thumbnail_id="50"))

    with django_capture_on_commit_callbacks(execute=True):
        report = move(export(post, LAMP), media=media)

    picture = Article.objects.get().picture
    assert (picture.width, picture.height) == (1600, 900)
    assert Path(picture.file.path).read_bytes() == data
    assert list(Path(picture.file.path).with_suffix("").rglob("*.webp"))
    assert report.things["Pictures"] == {"with their file": 1}


def test_without_its_file_a_lead_picture_is_none(move):
    move(export(LAMP, item(12, extra=meta(_thumbnail_id="50"))))

    assert Article.objects.get().picture is None


def test_a_file_that_comes_later_joins_its_picture(move, media):
    move(export(LAMP))

    move(export(LAMP), media=media)

    assert Picture.objects.get().file


def test_pictures_in_a_text_show_our_copy(move, media, client):
    content = f'<a href="{URL}"><img src="{URL.replace("lamp", "lamp-300x200")}" alt="A lamp"></a>'

    report = move(export(item(12, content=content)), media=media)

    here = "/media/uploads/office.example.org/2011/05/lamp.jpg"
    assert Article.objects.get().body == (
        f'<p><a href="{here}" rel="noopener"><img src="{here}" alt="A lamp"></a></p>'
    )
    assert report.things["Pictures in texts"]["brought along"] == 1
    assert (media.parent / here.removeprefix("/")).read_bytes() == jpeg()


def test_a_picture_in_a_text_that_is_not_here_becomes_a_link(move):
    report = move(export(item(12, content=f'<img src="{URL}" alt="A lamp">')))

    assert Article.objects.get().body == f'<p><a href="{URL}" rel="noopener">A lamp</a></p>'
    assert report.things["Pictures in texts"]["now links"] == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://office.example.org/wp-content/uploads/../secret.jpg",
        "https://office.example.org/wp-content/uploads/2011/%2e%2e/%2e%2e/secret.jpg",
        "https://office.example.org/wp-content/uploads/link.jpg",
        "https://office.example.org/wp-content/uploads//etc/hostname",
        "https://office.example.org/wp-content/uploads/a%00.jpg",
        f"https://office.example.org/wp-content/uploads/{'x' * 5000}.jpg",
        "https://elsewhere.example.org/wp-content/uploads/2011/05/lamp.jpg",
        "https://office.example.org/wp-content/uploads/2011",
        "http://[bad/wp-content/uploads/2011/05/lamp.jpg",
    ],
)
def test_no_address_leads_out_of_the_folder_or_to_another_site(media, url):
    (media.parent / "secret.jpg").write_bytes(jpeg())
    (media / "link.jpg").symlink_to(media.parent / "secret.jpg")

    assert Uploads(media, {"office.example.org"}).find(url) is None


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"<?php evil(); ?>", jpeg(640, 360)[:2000]])
def test_a_file_that_is_no_whole_picture_stays_behind(move, media, data):
    (media / "2011" / "05" / "lamp.jpg").write_bytes(data)

    move(export(LAMP, item(12, content=f'<img src="{URL}">')), media=media)

    assert not Picture.objects.get().file
    assert "<img" not in Article.objects.get().body


def test_a_picture_that_cannot_be_resized_comes_without_its_file(move, media):
    wrong = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("CMYK", (64, 36)).save(media / "2011" / "05" / "lamp.jpg", icc_profile=wrong)

    report = move(export(LAMP, item(12, extra=meta(_thumbnail_id="50"))), media=media)

    assert not Picture.objects.get().file
    assert Article.objects.get().picture is None
    assert report.things["Pictures"] == {"without their file": 1}


def test_a_picture_too_large_to_be_opened_stays_behind(media):
    bomb = media / "bomb.png"
    Image.new("1", (12_000, 12_000)).save(bomb)

    found = Uploads(media, {"office.example.org"})

    assert found.find("https://office.example.org/wp-content/uploads/bomb.png") is None


def test_a_picture_is_named_for_what_it_is(media):
    (media / "trick.html").write_bytes(jpeg())

    found = Uploads(media, {"office.example.org"})

    assert found.find("/wp-content/uploads/trick.html").name == "trick.jpg"


def test_an_attachment_that_is_no_picture_stays_behind(move):
    report = move(export(attachment(50, "2011/05/minutes.pdf")))

    assert not Picture.objects.exists()
    assert [*report.skipped] == ["attachment that is no picture"]
