"""The two commands at the terminal, and what they install."""

import ast
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import run
from config import machine, processes

ROOT = Path(__file__).resolve().parent.parent.parent


def launch(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "run.py", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_it_says_how_to_use_it_when_the_command_is_unknown():
    done = launch("sreve")
    assert done.returncode == 2
    assert "python3 run.py test [ARGS]" in done.stdout


def test_it_refuses_a_port_that_is_in_use_before_it_sets_anything_up():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = launch(PORT=str(port))
    assert done.returncode == 1
    assert f"Cannot listen on 127.0.0.1, port {port}" in done.stderr
    assert f"PORT={port + 1} python3 run.py" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_it_refuses_a_port_that_is_none(port):
    done = launch(PORT=port)
    assert done.returncode == 1
    assert f"PORT must be a number from 1 to 65535; it is '{port}'." in done.stderr


def test_an_old_python_can_read_as_far_as_the_sentence_that_says_it_is_too_old():
    ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 7))
    old = "import sys; sys.version_info = (3, 9, 2); exec(open('run.py').read())"
    done = subprocess.run(
        [sys.executable, "-c", old], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "Python 3.11 or newer is needed; this is 3.9."


def test_a_program_that_fails_is_reported_with_its_own_words():
    with pytest.raises(processes.Problem, match="(?s)no such luck.*failed; its words stand"):
        processes.quietly("sh", "-c", "echo no such luck >&2; exit 3")


def test_what_would_lead_django_or_postgresql_astray_is_not_handed_on(monkeypatch):
    for name in ("PGHOST", "DJANGO_SETTINGS_MODULE", "PYTHONPATH"):
        monkeypatch.setenv(name, "elsewhere")
    assert "elsewhere" not in processes.clean_environment().values()


def test_the_demo_ends_when_one_of_its_programs_does():
    commands = {"web server": ["sleep", "60"], "sealing of the trail": ["sh", "-c", "exit 7"]}
    sentence = r"The sealing of the trail ended by itself \(exit code 7\)"
    with processes.children(commands, dict(os.environ)) as running:  # noqa: SIM117
        with pytest.raises(processes.Problem, match=sentence):
            processes.watch(running)
    assert running["web server"].returncode == -signal.SIGTERM


def test_a_program_that_does_not_listen_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr(processes, "SECONDS_TO_END", 0.2)
    deaf = subprocess.Popen(
        ["sh", "-c", "trap '' TERM; echo on; while :; do sleep 1; done"], stdout=subprocess.PIPE
    )
    with deaf:
        deaf.stdout.readline()
        processes.end(deaf)
    assert deaf.returncode == -signal.SIGKILL


def test_a_demo_that_was_stopped_half_way_is_begun_again(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "DATA", tmp_path)
    monkeypatch.setattr(run, "UNFINISHED", tmp_path / "pg.unfinished")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    run.begin_again_if_unfinished()  # nothing is there yet: what comes now may be stopped half way
    (tmp_path / "pg").mkdir()
    run.begin_again_if_unfinished()
    assert not (tmp_path / "pg").exists()
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg.unfinished").unlink()  # as after the last step
    run.begin_again_if_unfinished()
    assert (tmp_path / "pg").exists()
    assert not (tmp_path / "pg.unfinished").exists()


def test_the_demo_keeps_its_password_unless_another_is_given(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "DATA", tmp_path)
    first = run.kept_secret("demo_password", 12)
    assert len(first) >= 12
    assert run.kept_secret("demo_password", 12) == first
    assert run.kept_secret("demo_password", 12, "a word of my own") == "a word of my own"
    assert run.kept_secret("demo_password", 12) == "a word of my own"
    assert stat.S_IMODE((tmp_path / "demo_password").stat().st_mode) == 0o600


def test_what_runs_and_what_is_tested_are_the_same_releases():
    run_time, development = (
        dict(re.findall(r"^([\w.\[\]-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in (machine.RUN_TIME, machine.DEVELOPMENT)
    )
    assert run_time.items() <= development.items()


@pytest.mark.parametrize("lock", [machine.RUN_TIME, machine.DEVELOPMENT, machine.INSTALLER])
def test_every_package_is_pinned_by_its_hashes(lock):
    packages = re.split(r"\n(?=[\w])", (ROOT / lock).read_text())
    pinned = [text for text in packages if "==" in text and not text.startswith("#")]
    assert pinned
    assert all("--hash=sha256:" in text for text in pinned)
    assert "://" not in "".join(pinned)


def test_an_unchanged_lock_is_not_installed_again_and_a_changed_one_is(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    monkeypatch.setattr(machine, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(machine, "PYTHON", Path(sys.executable))
    (tmp_path / ".venv").mkdir()
    for lock in (machine.RUN_TIME, machine.DEVELOPMENT):
        (tmp_path / lock).write_text("one==1\n")
    monkeypatch.setattr(machine, "DATA", tmp_path / ".data")
    installs = []
    monkeypatch.setattr(machine, "_install", lambda lock: installs.append(lock) or "uv")
    for lock in (machine.DEVELOPMENT, machine.RUN_TIME, machine.DEVELOPMENT):
        machine.make_environment(lock)
    assert installs == [machine.DEVELOPMENT]
    (tmp_path / machine.DEVELOPMENT).write_text("one==2\n")
    machine.make_environment(machine.DEVELOPMENT)
    assert installs == [machine.DEVELOPMENT] * 2


def test_without_rights_it_says_which_line_brings_what_is_missing(monkeypatch, capsys):
    monkeypatch.setattr(machine, "LIBRARIES", {"libnone.so.0": "libnone0"})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "BROWSERS", ())
    monkeypatch.delenv("CHROMIUM", raising=False)
    machine.bring_system_packages(testing=True)
    said = capsys.readouterr().out
    assert "MISSING: libnone0, chromium" in said
    assert "apt-get install -y libnone0" in said
