"""The folder `platform` is a source root, and never hides the standard library."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_names_of_our_folders_leave_the_libraries_alone() -> None:
    script = "import platform, alembic; print(platform.python_version(), alembic.__version__)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"{sys.version_info.major}.{sys.version_info.minor}")


def test_the_source_root_is_no_package() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not (ROOT / "alembic" / "__init__.py").exists()
