"""The walls of the house: every arrow points down, also those that an import linter cannot see."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines

ROOT = Path(__file__).resolve().parent.parent

FLOORS = {
    "forum.web": 0,
    "forum.accounts": 1,
    "forum.comments": 2,
    "forum.moderation": 3,
    "articles": 3,
    "forum.exchange": 4,
}
FOLDERS = {name.rpartition(".")[2]: name for name in FLOORS}  # of templates, and of addresses


def may_know(app: str, other: str) -> bool:
    """Whether `app` may point to `other`: to itself, or down; never sideways."""
    return app == other or FLOORS[other] < FLOORS[app]


def test_every_import_points_down():
    linter = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_app_of_ours_has_a_floor():
    here = {
        config.name
        for config in apps.get_app_configs()
        if (path := Path(config.path)).is_relative_to(ROOT) and ".venv" not in path.parts
    }

    assert here <= set(FLOORS)


def our_models() -> list:
    return [model for model in apps.get_models() if model._meta.app_config.name in FLOORS]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_relation_points_down(model):
    app = model._meta.app_config.name
    related = {
        field.name: field.related_model._meta.app_config.name
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    }

    for name, other in related.items():
        assert other not in FLOORS or may_know(app, other), f"{model._meta.label}.{name} → {other}"


def test_there_are_relations_to_look_at():
    assert {"comments.Comment", "moderation.Decision", "articles.Article"} <= {
        model._meta.label for model in our_models()
    }


@pytest.mark.parametrize("label", ["comments.Discussion", "comments.Comment", "accounts.Member"])
def test_what_articles_point_to_does_not_know_them(label):
    """Without related_name="+" a discussion would know what hangs above it."""
    names = [
        relation.related_model._meta.label
        for relation in apps.get_model(label)._meta.related_objects
        if relation.related_model._meta.app_label in ("articles", "exchange")
    ]

    assert names == []


# templates

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NAMED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
LOADED = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")
ADDRESS = re.compile(r"""{%\s*url\s+["'](\w+):""")


def libraries() -> dict[str, str]:
    """Which app of ours a library of template tags belongs to."""
    return {
        name: app
        for name, module in engines["django"].engine.libraries.items()
        for app in FLOORS
        if module.startswith(f"{app}.")
    }


def app_of(template: str) -> str | None:
    """The app a template belongs to; None for the site's own, which stand below all pages."""
    return FOLDERS.get(template.partition("/")[0]) if "/" in template else None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_takes_in_its_own_the_sites_and_those_below(path):
    name = str(path.relative_to(ROOT / "templates"))
    if name.startswith("admin/"):
        return  # the desk's pages: Django's, with words of any app
    app, text = app_of(name), path.read_text()

    for other in NAMED.findall(text):
        assert (ROOT / "templates" / other).exists(), f"{name} takes in {other}, which is nowhere"
        assert app_of(other) is None or (app and may_know(app, app_of(other))), f"{name} → {other}"
    for library in " ".join(LOADED.findall(text)).split():
        other = libraries().get(library)
        is_below = other in (None, "forum.web") or (app and may_know(app, other))
        assert is_below, f"{name} loads {library} of {other}"
    for space in ADDRESS.findall(text):
        other = FOLDERS.get(space)
        # The site's own templates lead everywhere: a masthead to the front page, a footer to terms.
        assert not (app and other) or may_know(app, other), f"{name} leads to {space}"


def test_there_are_libraries_and_templates_to_look_at():
    assert "forum.comments" in libraries().values()
    assert len(TEMPLATES) > 10


# addresses by name, in Python

SOURCES = sorted(
    path
    for app in FLOORS
    for path in (ROOT / app.replace(".", "/")).rglob("*.py")
    if "migrations" not in path.parts
)
REVERSED = re.compile(r"""\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*["'](\w+):""")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_address_named_in_code_is_ones_own_or_below(path):
    dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    app = next(name for name in FLOORS if f"{dotted}.".startswith(f"{name}."))

    for space in REVERSED.findall(path.read_text()):
        assert space not in FOLDERS or may_know(app, FOLDERS[space]), f"{path} leads to {space}"


def test_no_module_is_called_after_nothing():
    nothing = {"utils", "helpers", "common", "base", "manager", "handler", "service", "misc"}

    assert not [path for path in SOURCES if path.stem in nothing]
