"""`cpdsite serve` and `cpdsite check --watch` as a person runs them."""

import socket
import stat
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.commands import at, cpdsite, entry, folder, tree
from tests.serve.previews import PATIENCE
from tests.serve.terminals import terminal
from tests.tools import TODAY, require

TALK = "journal/2025/talk.md"
SERVE = ("serve", "--port", "0", "--today", TODAY)
AT = r"at http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)"
CTRL_C = b"\x03"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one private entry."""
    return folder(tmp_path / "cpd", {TALK: entry("Secret talk", visibility="private")})


def page(port: int | str) -> str:
    """The home page."""
    connection = HTTPConnection("127.0.0.1", int(port), timeout=PATIENCE)
    connection.request("GET", "/")
    text = connection.getresponse().read().decode()
    connection.close()
    return text


# --- From the first key to Ctrl-C -----------------------------------------------------------------


def test_ctrl_c_leaves_nothing_behind(root: Path, tmp_path: Path) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    assert at(root, "build").code == 0
    before = tree(root)
    with terminal("-C", root, *SERVE, env={"TMPDIR": str(spare), "HOME": str(spare)}) as run:
        port = run.wait_for(AT)[1]
        run.wait_for(r"1 entry on \d+ pages, counted as of 2026-11-30")
        assert "Secret talk" in page(port)
        children = Path(f"/proc/{run.process.pid}/task/{run.process.pid}/children")
        assert not children.exists() or children.read_text() == ""
        folder(root, {TALK: entry(hours="six")})
        run.wait_for(f"changed: {TALK}")
        run.wait_for(r"talk\.md:5:8: error\[bad-amount\] .*\n  5 \| hours: six\n")
        run.wait_for("mend this first")
        folder(root, {TALK: entry("Secret talk", visibility="private")})
        run.wait_for(r"1 entry on \d+ pages, .* s\n")
        run.press(CTRL_C)
        assert run.end() == 0
        assert run.seen == "^C\nEnded.\n"
    assert tree(root) == before
    assert list(spare.iterdir()) == []
    with socket.create_server(("127.0.0.1", int(port))):
        pass  # the port is free again


def test_ctrl_c_ends_a_build_too(root: Path) -> None:
    many = {f"journal/2024/n{n}.md": entry(f"Note {n}", day="2024-02-03") for n in range(500)}
    folder(root, many)
    with terminal("-C", root, *SERVE, env={}) as run:
        run.wait_for(AT)
        run.press(CTRL_C)
        assert run.end() == 0


def test_the_browser_is_opened_when_there_is_something_to_see(root: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.new && mv {opened}.new {opened}\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    with terminal("-C", root, *SERVE, "--open", env={"BROWSER": f"{browser} %s"}) as run:
        port = run.wait_for(AT)[1]
        end = time.monotonic() + PATIENCE
        while not opened.exists():
            assert time.monotonic() < end
            time.sleep(0.05)
        assert opened.read_text() == f"http://127.0.0.1:{port}/\n"


# --- What stands in the way at once ---------------------------------------------------------------


def test_a_busy_port_is_told_before_anything_is_built(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = cpdsite("-C", root, "serve", "--port", port)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"cpdsite: port {port} is in use by another program\n"
        f"  help: end it, or choose another port: --port {port + 1}\n"
    )


@pytest.mark.parametrize(
    ("host", "code", "fault"),
    [
        ("nowhere.invalid", 2, 'there is no host "nowhere.invalid"'),
        ("192.0.2.1", 2, "this machine has no address 192.0.2.1"),
    ],
)
def test_a_host_that_is_not_ours_is_refused(root: Path, host: str, code: int, fault: str) -> None:
    ran = cpdsite("-C", root, "serve", "--host", host)
    assert (ran.code, ran.err.splitlines()[0]) == (code, f"cpdsite: {fault}")


def test_others_can_only_read_after_a_warning(root: Path) -> None:
    with terminal("-C", root, *SERVE, "--host", "0.0.0.0", env={}) as run:  # noqa: S104 (the point)
        run.wait_for(AT)
        run.wait_for("Everyone who can reach this machine over the network can read it")


def test_without_being_told_only_the_machine_itself_is_listened_to(root: Path) -> None:
    with terminal("-C", root, *SERVE, env={}) as run:
        port = int(run.wait_for(AT)[1])
        bound = Path("/proc/net/tcp").read_text() if Path("/proc/net/tcp").exists() else ""
        lines = [line.split()[1] for line in bound.splitlines() if line.split()[3] == "0A"]
        assert [line for line in lines if line.endswith(f":{port:04X}")] in (
            [],
            [f"0100007F:{port:04X}"],
        )


# --- Checking again and again ---------------------------------------------------------------------


def test_check_watches(root: Path) -> None:
    with terminal("-C", root, "check", "--watch", "--today", TODAY, env={}) as run:
        run.wait_for("Waiting for changes; Ctrl-C ends it.")
        folder(root, {TALK: entry(hours="six")})
        run.wait_for(f"changed: {TALK}")
        run.wait_for(r"talk\.md:5:8: error\[bad-amount\]")
        run.wait_for("Waiting for changes")
        run.press(CTRL_C)
        assert run.end() == 1


def test_check_watches_on_over_a_path_that_is_gone(root: Path) -> None:
    with terminal("-C", root, "check", TALK, "--watch", "--poll", "--today", TODAY, env={}) as run:
        run.wait_for("Waiting for changes")
        (root / TALK).rename(root / "journal/2025/aside.md")
        run.wait_for(rf"cpdsite: .*{TALK}")
        run.wait_for("Waiting for changes")
        (root / "journal/2025/aside.md").rename(root / TALK)
        run.wait_for("Waiting for changes")
        run.press(CTRL_C)
        assert run.end() == 0


# --- All of it together ---------------------------------------------------------------------------


def test_writing_in_vim_beside_the_browser(browser: Browser, root: Path, tmp_path: Path) -> None:
    """Tmux with the server and vim in it, Chromium beside them."""
    tmux = [require("tmux"), "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]

    def in_tmux(*arguments: str) -> str:
        ran = subprocess.run([*tmux, *arguments], check=True, capture_output=True, text=True)
        return ran.stdout

    serve = f"{sys.executable} -m cpdsite -C {root} {' '.join(SERVE)} 2>&1 | tee {tmp_path}/said"
    in_tmux("new-session", "-d", "-x", "100", "-y", "30", serve)
    try:
        in_tmux("split-window", f"{require('vim')} -Nu NONE {root / TALK}")
        port = _port(tmp_path / "said")
        with browser.new_context() as context:
            tab = context.new_page()
            tab.goto(f"http://127.0.0.1:{port}/entries/2025-06-12-talk/")
            expect(tab.locator("h1")).to_have_text("Secret talk")
            tab.wait_for_timeout(300)
            in_tmux("send-keys", ":%s/Secret talk/Long walk/", "Enter", ":w", "Enter")
            expect(tab.locator("h1")).to_have_text("Long walk", timeout=PATIENCE * 1000)
            in_tmux("send-keys", ":%s/hours: 1/hours: six/", "Enter", ":w", "Enter")
            faults = tab.locator("cpdsite-faults")
            expect(faults).to_contain_text(
                f"{TALK}:5:8: error[bad-amount]", timeout=PATIENCE * 1000
            )
            in_tmux("send-keys", "u:wq", "Enter")
            expect(faults).to_have_count(0, timeout=PATIENCE * 1000)
            expect(tab.locator("h1")).to_have_text("Long walk")
    finally:
        in_tmux("kill-server")


def _port(said: Path) -> str:
    """The port in what the server has said."""
    end = time.monotonic() + PATIENCE
    while not said.exists() or "127.0.0.1:" not in said.read_text():
        assert time.monotonic() < end
        time.sleep(0.1)
    return said.read_text().partition("127.0.0.1:")[2].partition("/")[0]
