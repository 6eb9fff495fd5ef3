"""What this machine must have before anything runs: the Python environment and system packages.

Standard library only: it runs on the system's Python, before anything is installed.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import fcntl
import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.processes import ROOT, Problem, clean_environment, quietly, step

VENV, DATA = ROOT / ".venv", ROOT / ".data"
PYTHON = VENV / "bin" / "python"
RUN_TIME, DEVELOPMENT, INSTALLER = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-uv.txt",
)
# What WeasyPrint opens, with the Debian package that brings it.
LIBRARIES = {
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@contextmanager
def alone(purpose: str) -> Iterator[None]:
    """Two of us must not do this at once in one folder; the second waits here."""
    DATA.mkdir(mode=0o700, exist_ok=True)
    with (DATA / f"{purpose}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment(lock: str) -> None:
    """`.venv` with what `lock` pins; a stamp says what was installed, so that again is quick."""
    with step("Python packages") as outcome, alone("packages"):
        if is_installed(lock):
            outcome.note = "up to date"
            return
        if not _has_pip():
            _make_venv()
        outcome.note = f"{lock}, by {_install(lock)}"
        _stamp(lock).write_text(_digest(lock))


def is_installed(lock: str) -> bool:
    """Whether `.venv` holds `lock`, or the development lock, which contains the other."""
    return PYTHON.exists() and any(
        _stamp(name).exists() and _stamp(name).read_text() == _digest(name)
        for name in (lock, DEVELOPMENT)
    )


def bring_system_packages(*, testing: bool) -> None:
    """Pango for paper, Chromium for the browser tests: installed where we may, else asked for."""
    with step("System libraries") as outcome:
        outcome.note = "there"
        if missing := missing_packages(testing=testing):
            apt_install(missing)
            still = missing_packages(testing=testing)
            brought = [name for name in missing if name not in still]
            outcome.note = f"MISSING: {', '.join(still)}" if still else ", ".join(brought)
            missing = still
    if missing:
        lost = ["PDFs"] if missing != ["chromium"] else []
        lost += ["the browser tests"] if "chromium" in missing else []
        print(f"    Without them {' and '.join(lost)} do not work. They come with:")
        print(f"      {how_to_install(missing)}")


def missing_packages(*, testing: bool) -> list[str]:
    """The system packages that are wanted here and are not found."""
    return missing_libraries() + (["chromium"] if testing and not browser() else [])


def missing_libraries() -> list[str]:
    """The system packages that WeasyPrint wants and does not find."""
    if sys.platform == "darwin":
        return [] if ctypes.util.find_library("pangoft2-1.0") else ["pango"]
    return [package for library, package in LIBRARIES.items() if not _opens(library)]


def browser() -> str | None:
    """The program of Chromium or Chrome, or of what CHROMIUM in the environment names."""
    candidates = (os.environ.get("CHROMIUM", ""), *BROWSERS)
    return next((found for name in candidates if (found := shutil.which(name))), None)


def apt_install(packages: list[str]) -> bool:
    """Whether apt-get brought them. Only for root: no rights are asked for behind your back."""
    packages = [name for name in packages if not _is_snap(name)]
    if not packages or not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    quiet = ["-qq", "-o", "DPkg::Lock::Timeout=120"]
    environment = clean_environment(DEBIAN_FRONTEND="noninteractive")
    try:
        quietly("apt-get", *quiet, "update", env=environment)
        quietly("apt-get", *quiet, "install", "-y", *packages, env=environment)
    except Problem:
        return False
    return True


def how_to_install(packages: list[str]) -> str:
    """The one line that does it on this system."""
    if sys.platform == "darwin":
        return "brew install pango; brew install --cask google-chrome"
    if not shutil.which("apt-get"):
        return "(with your package manager) Pango, HarfBuzz and Chromium"
    snaps = [f"sudo snap install {name}" for name in packages if _is_snap(name)]
    names = " ".join(name for name in packages if not _is_snap(name))
    apt = [f"sudo apt-get update && sudo apt-get install -y {names}"] if names else []
    return "; ".join(apt + snaps)


def _is_snap(package: str) -> bool:
    """Ubuntu's Chromium is a snap, which apt-get cannot bring everywhere."""
    release = Path("/etc/os-release")
    ubuntu = release.exists() and "ID=ubuntu" in release.read_text().splitlines()
    return ubuntu and package == "chromium"


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_pip() -> bool:
    """Whether `.venv` is whole: a first try that was stopped may have left a half."""
    try:
        quietly(PYTHON, "-c", "import pip")
    except (OSError, Problem):
        return False
    return True


def _make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not apt_install([package]):
            raise Problem(
                "This Python came without its venv module. On Debian and Ubuntu:\n"
                f"  sudo apt-get update && sudo apt-get install -y {package}"
            )
    quietly(sys.executable, "-m", "venv", "--clear", VENV)


def _install(lock: str) -> str:
    """Install what `lock` pins, by its hashes; returns the name of the program that did it."""
    python = str(PYTHON)
    pip = [python, "-m", "pip", "install", "-q", "--retries", "2", "--require-hashes", "-r"]
    try:
        quietly(*pip, INSTALLER)
        uv = [str(VENV / "bin" / "uv"), "pip", "install", "-q", "--python", python]
        quietly(*uv, "--require-hashes", "-r", lock, env=clean_environment(UV_SYSTEM_CERTS="1"))
    except Problem:
        # uv may not be had for this machine, or not like its proxy; pip does the same, slower.
        try:
            quietly(*pip, lock)
        except Problem as problem:
            sentence = "The Python packages could not be had. Is this machine on the network?"
            raise Problem(f"{problem}\n{sentence}") from problem
        return "pip"
    return "uv"


def _stamp(lock: str) -> Path:
    return VENV / f".{lock}.sha256"


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
