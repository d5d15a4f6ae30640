"""Names that read as reserved ones, and names that only begin like them."""

import pytest

from forum.accounts import names

RESERVED = ["Admin", "Administrator", "Editor", "Moderator", "Staff"]

POSING = """
Admin, admin, ADMIN, Adm1n, Ad min, A d m i n, Admin!, Admins, admins, Admin's, Adrnin, Adrnins,
Aclmin, Admin1, Admin 2, Admin_01, Amdin, Adminn, Addmin, An Admin, Your Admin, The Adrnin,
Administrators, Adminstrator, Administator, Administratar, Administrador, Adrninistrator, Editors,
Ed1tor, Ed1tors, Edittor, Eidtor, Edtior, Editor #3, The Editor, the editors, TheEditor, T h e E d
i t o r, Moderat0r, Moderators, Moderatar, Modertor, Modderator, Moderator-7, A Moderator, Le
Moderator, Staffs, Staf\ufb00, Stafff, Satff, THESTAFF, Our Staff, 4dm1n, @dmin, 4DM1N5, @dm!n 2,
3ditor, 3d1t0r, Edi7or, Mod3r4tor, 5t4ff, $t@ff, adm\u00a1n, \u00a1Admin!, \U0001f170dmin,
\U0001f150\U0001f153\U0001f15c\U0001f158\U0001f15d, \U0001f130dmin, \u24b6dmin,
\U0001f1e6\U0001f1e9\U0001f1f2\U0001f1ee\U0001f1f3, Site Admin, SiteAdmin, The Site Admin, site
4dm1n, Head Moderator, Chief Editor, Our Chief Editor, Head Editors, Site Amdin, A\u3164d\u115fmin
"""
INNOCENT = """
Ada, Adam, Adamina, Adina, Adlin, Admir, Admira, Admiral, Adminah, Amin, Amina, Armin, Arminda,
Ermin, Yasmin, Adrian, Adrienne, Minister, Minna, Edda, Eddie, Edita, Edith, Editha, Editta,
Edito, Editora, Editore, Edwin, Auditor, Creditor, Exeter, Eddy, Tor, Theo, Thea, Theda, Theodor,
Moderata, Moderato, Moderatus, Modest, Modesta, Modesto, Modern, Odette, Staf, Staffa, Staffan,
Stafford, Staffordshire, Steff, Steffi, Stefan, Stuff, Taffy, Gustaff, Falstaff, Wagstaff,
Distaff, The Staffords, Edit Orwell, Mod Erator Jr, Administer, 3, !, Tom Moderate, Edith Or,
Adminka Petrova, Adminka, 4dam, Ad4m, @da, 3dith, 3ddie, Edi7h, M4rtin, 5tafford, Mod3st, R2D2,
Head, Chief, Site, The Head, Our Site, Chief Joseph, Headley Stafford, Chief Stafford, Site
Visitor, Head Gardener, Chief Admiral, Theresa, Afterword, Afterword Reader, Afterwordsmith,
\U0001f1e6\U0001f1f9, Tom Admin Smith, Staff Sergeant Miller, Editor's Pet, Peter Editor
"""


def listed(text: str) -> list[str]:
    return text.strip().replace("\n", " ").split(", ")


@pytest.mark.parametrize("name", listed(POSING))
def test_who_poses_as_one_of_the_house_is_seen(name):
    assert any(names.poses_as(name, reserved) for reserved in RESERVED)


def test_nobody_is_taken_for_one_by_chance():
    innocent = listed(INNOCENT)

    caught = [
        (name, reserved)
        for name in innocent
        for reserved in RESERVED
        if names.poses_as(name, reserved)
    ]

    assert caught == []
    assert len(innocent) >= 40


@pytest.mark.parametrize(
    ("name", "reserved", "poses"),
    [
        ("Marvin", "Martin", False),  # of six letters one more makes another name
        ("Matrin", "Martin", True),
        ("Martins", "Martin", True),
        ("Claire", "Claire", True),
        ("Daire", "Claire", False),
        ("Katherina", "Katharina", True),
        ("Katharine", "Katharina", False),  # another last letter
        ("Lantern", "The Lantern", False),
        ("The Lanterns", "The Lantern", True),
        ("Anybody", "", False),
        ("", "Admin", False),
        ("The", "The", True),
        ("2024", "2024", True),
        ("1984", "1984", True),
        ("Head Martin", "Martin", True),
        ("Headmartin", "Head Martin", True),
        ("Martin", "Head Martin", False),
        ("Site", "Site", True),
    ],
)
def test_the_boundary_of_each_form(name, reserved, poses):
    assert names.poses_as(name, reserved) is poses


@pytest.mark.parametrize("site", ["Lantern", "The Lantern"])
def test_the_sites_own_name_is_a_title(settings, site):
    settings.SITE_NAME = site

    posing = "Lantern Admin, The Lantern Admin, LanternAdmin, L4ntern 4dmin, Head Lantern Admins"
    assert all(names.poses_as(name, "Admin") for name in listed(posing))
    assert not any(names.poses_as(name, "Admin") for name in listed("Lantern, Beacon Admin"))


@pytest.mark.parametrize("name", ["", "!", "★"])
def test_a_site_without_a_name_in_letters_gives_no_title(settings, name):
    settings.SITE_NAME = name

    assert names.poses_as("Site Admin", "Admin")
    assert not names.poses_as("Ann Admin", "Admin")


def test_the_keys_that_are_kept_read_less_into_a_name():
    assert names.key_of("Mona4") != names.key_of("Monaa")
    assert names.key_of("M3na") != names.key_of("Mena")


def test_a_long_name_is_compared_at_once():
    assert not names.poses_as("admin" * 20_000, "Admin")
