"""The built wheel is all a user needs: it carries migrations and seed, and works in an empty environment."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.mark.slow
def test_wheel_carries_migrations_seed_and_catalogs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert any(name.startswith("dutytrack/_migrations/versions/") for name in names)
    assert "dutytrack/_seed/rules/default.toml" in names
    assert "dutytrack/locale/zh/LC_MESSAGES/dutytrack.mo" in names


@pytest.mark.slow
def test_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Installed beside its dependencies but away from the checkout, the command fills and reads a ledger."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True, capture_output=True)
    site = next(venv.glob("lib/python*/site-packages"))
    dependencies = next(path for path in map(Path, sys.path) if (path / "sqlmodel").is_dir())
    subprocess.run(
        [venv / "bin" / "python", "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel],
        check=True,
        capture_output=True,
    )
    (site / "dependencies.pth").write_text(f"{dependencies}\n")
    (site / "distutils-precedence.pth").unlink(missing_ok=True)
    ledger = tmp_path / "x.db"
    command = [str(venv / "bin" / "dutytrack"), "--ledger", str(ledger)]

    filled = subprocess.run(
        [*command, "seed", "load", "shenyang-2012", "--yes"], capture_output=True, text=True, cwd=tmp_path
    )
    counted = subprocess.run([*command, "list", "--format", "json"], capture_output=True, text=True, cwd=tmp_path)

    assert filled.returncode == 0, filled.stderr
    assert counted.stdout.count('"key"') == 13
