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
Moderator, Staffs, Staf\ufb00, Stafff, Satff, THESTAFF, Our Staff
"""
INNOCENT = """
Ada, Adam, Adamina, Adina, Adlin, Admir, Admira, Admiral, Adminah, Amin, Amina, Armin, Arminda,
Ermin, Yasmin, Adrian, Adrienne, Minister, Minna, Edda, Eddie, Edita, Edith, Editha, Editta,
Edito, Editora, Editore, Edwin, Auditor, Creditor, Exeter, Eddy, Tor, Theo, Thea, Theda, Theodor,
Moderata, Moderato, Moderatus, Modest, Modesta, Modesto, Modern, Odette, Staf, Staffa, Staffan,
Stafford, Staffordshire, Steff, Steffi, Stefan, Stuff, Taffy, Gustaff, Falstaff, Wagstaff,
Distaff, The Staffords, Edit Orwell, Mod Erator Jr, Administer, 3, !
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
    ],
)
def test_the_boundary_of_each_form(name, reserved, poses):
    assert names.poses_as(name, reserved) is poses


def test_a_long_name_is_compared_at_once():
    assert not names.poses_as("admin" * 20_000, "Admin")
