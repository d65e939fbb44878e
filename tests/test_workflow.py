"""The workflow that `init --github` writes: what it may do, and what its commands come to."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from cpdsite import __version__
from cpdsite.cli.starting import WORKFLOW
from tests.commands import cpdsite, entry, folder
from tests.tools import ROOT, TODAY, lack, require


@pytest.fixture(scope="module")
def on_github(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workflow."""
    root = tmp_path_factory.mktemp("github")
    words = ("init", "--today", TODAY, "--github", "--scheme", "gcs")
    assert cpdsite("-C", root, *words).code == 0
    return root


@pytest.fixture
def clone(on_github: Path, tmp_path: Path) -> Path:
    """A clone of that folder, on a machine that has cpdsite already."""
    clean = tmp_path / "clone"
    shutil.copytree(on_github, clean, ignore=shutil.ignore_patterns("_site", ".cpdsite"))
    (clean / "requirements.txt").write_text("")
    return clean


# --- What it may do -------------------------------------------------------------------------------


def checker(name: str) -> str:
    """A program of the development extra. Without it the test is skipped; under CI=true it fails."""
    found = shutil.which(name, path=os.pathsep.join((str(Path(sys.executable).parent), os.defpath)))
    return found or lack(f"{name} is not installed: pip install -e '.[dev]'")


@pytest.mark.parametrize(
    "command",
    [
        ("check-jsonschema", "--builtin-schema", "vendor.github-workflows"),
        ("zizmor", "--offline", "--persona", "pedantic", "--no-progress"),
    ],
)
def test_it_passes_the_checkers(on_github: Path, command: tuple[str, ...]) -> None:
    words = [checker(command[0]), *command[1:], str(on_github / WORKFLOW)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_actions_are_fixed_to_a_commit_and_say_which_version_it_is(on_github: Path) -> None:
    text = (on_github / WORKFLOW).read_text()
    used = re.findall(r"^ *(?:- )?uses: (.*)$", text, re.MULTILINE)
    assert len(used) == 4
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)


def test_only_the_job_that_publishes_may_publish(on_github: Path) -> None:
    workflow = yaml.safe_load((on_github / WORKFLOW).read_text())
    assert workflow["permissions"] == {"contents": "read"}
    granted = {name: job.get("permissions") for name, job in workflow["jobs"].items()}
    assert granted == {"build": None, "deploy": {"pages": "write", "id-token": "write"}}


def test_pages_of_its_own_are_only_for_who_asks_for_them(on_github: Path) -> None:
    workflow = yaml.safe_load((on_github / WORKFLOW).read_text())
    assert workflow["env"]["SITE"] == "second"
    assert workflow["jobs"]["build"]["outputs"] == {"site": "${{ env.SITE }}"}
    assert workflow["jobs"]["deploy"]["if"] == "needs.build.outputs.site == 'here'"


# --- What its commands come to --------------------------------------------------------------------


def run_steps(
    root: Path, site: str = "second", *, private: bool = False, **secrets: str
) -> Iterator[tuple[str, int, str]]:
    """Run the commands of the workflow in order in the folder, until one fails.

    What they install lies beside the folder; what that needs is taken from where the tests run.
    """
    installed, here = root.parent / "installed", sys.executable
    tools = os.pathsep.join((f"{installed}/bin", str(Path(here).parent), os.environ["PATH"]))
    env = {"PATH": tools, "HOME": str(root), "TZ": "Europe/London", "SITE": site, **secrets}
    env |= {"PYTHONPATH": os.pathsep.join((str(installed), str(ROOT))), "PIP_NO_INDEX": "1"}
    env |= {"PIP_TARGET": str(installed), "PIP_NO_DEPS": "1", "PIP_UPGRADE": "1"}
    env |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    known = {"env.SITE": site, "github.event.repository.private": str(private).lower()}
    known["env.HAS_KEY"] = str("SITE_KEY" in secrets).lower()
    known["env.HAS_SHARES"] = str("CPDSITE_SHARES" in secrets).lower()
    for step in yaml.safe_load((root / WORKFLOW).read_text())["jobs"]["build"]["steps"]:
        if "run" in step and holds(str(step.get("if", "")), known) and "[share]" not in step["run"]:
            words = [require("bash"), "-e", "-c", str(step["run"])]
            ran = subprocess.run(
                words, cwd=root, env=env, capture_output=True, text=True, check=False
            )
            yield str(step["name"]), ran.returncode, ran.stdout + ran.stderr
            if ran.returncode:
                return


def holds(condition: str, known: Mapping[str, str]) -> bool:
    """Tell whether the condition of a step holds, for those forms that the workflow has."""
    for term in condition.split(" && ") if condition else ():
        name, sign, value = term.partition(" == ") if "==" in term else term.partition(" != ")
        if not sign:
            held = known[name.removeprefix("!")] == "true"
            is_so = held is not name.startswith("!")
        else:
            is_so = (known[name] == value.strip("'")) is (sign == " == ")
        if not is_so:
            return False
    return True


def names(ran: list[tuple[str, int, str]]) -> list[tuple[str, int]]:
    """The steps that were run, and how they ended."""
    return [(name, code) for name, code, _ in ran]


def host(clone: Path) -> Path:
    """A second repository, which the settings name."""
    subprocess.run([require("git"), "init", "-q", "--bare", str(clone.parent / "cpd")], check=True)
    with (clone / "cpdsite.yaml").open("a") as settings:
        settings.write("publish: {remote: ../cpd}\n")
    return clone.parent / "cpd"


def published(repository: Path) -> list[str]:
    """The files of the site in a repository."""
    words = [require("git"), "--git-dir", str(repository), "ls-tree", "-r", "--name-only"]
    ran = subprocess.run([*words, "gh-pages"], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def test_with_a_key_the_site_goes_to_the_second_repository(clone: Path) -> None:
    second = host(clone)
    ran = [*run_steps(clone, SITE_KEY="a key")]
    assert names(ran)[-2:] == [("Build", 0), ("Publish to the second repository", 0)], ran
    assert (clone / "site_key").read_text() == "a key\n"  # the steps run with this folder as home
    assert (clone / "site_key").stat().st_mode & 0o777 == 0o600
    assert "index.html" in published(second)


def test_without_a_key_it_checks_and_says_that_nothing_is_published(clone: Path) -> None:
    *_, build, last = run_steps(clone)
    assert build[:2] == ("Build", 0)
    assert last == (
        "Say that nothing is published",
        0,
        "::warning::checked and not published, as there is no secret SITE_KEY; see README.md\n",
    )


def test_private_links_go_along_when_their_keys_are_given(clone: Path) -> None:
    second = host(clone)
    assert cpdsite("-C", clone, "share", "add", "Jo", "--today", TODAY).code == 0
    keys = (clone / ".cpdsite/shares.yaml").read_text()
    shutil.rmtree(clone / ".cpdsite")
    ran = [*run_steps(clone, SITE_KEY="a key", CPDSITE_SHARES=keys)]
    assert names(ran)[-1] == ("Publish to the second repository", 0), ran
    assert any(path.startswith("shared/") for path in published(second))
    text = (clone / WORKFLOW).read_text()
    assert text.count("CPDSITE_SHARES: ${{ secrets.CPDSITE_SHARES }}") == 2
    assert 'pip install "cpdsite[share]"' in text


REFLECTED = entry() + "\n## What I learned\n\nTo be short.\n"


@pytest.mark.parametrize(
    ("text", "settings", "stops"),
    [
        (REFLECTED, "", False),
        (entry(visibility="reviewer"), "", True),
        (entry(visibility="private", draft="true"), "", True),
        (entry(evidence="[{file: a.txt, visibility: private}]"), "", True),
        (REFLECTED, "privacy: {reflection: reviewer}\n", True),
    ],
    ids=["all is public", "an entry", "a draft", "evidence", "reflections"],
)
def test_beside_a_public_journal_stands_no_site_of_one_that_is_not(
    clone: Path, text: str, settings: str, *, stops: bool
) -> None:
    folder(clone, {"journal/talk.md": text, "journal/a.txt": b"A proof."})
    with (clone / "cpdsite.yaml").open("a") as more:
        more.write(settings)
    last = [*run_steps(clone, "here")][-1]
    refusal = "Refuse to stand beside entries that are not for everyone"
    assert last[:2] == ((refusal, 1) if stops else ("Build", 0)), last
    assert ("::error::these entries are not for everyone" in last[2]) == stops
    assert [*run_steps(clone, "here", private=True)][-1][:2] == ("Build", 0)


def test_a_patients_number_stops_it_at_its_line(clone: Path) -> None:
    folder(clone, {"journal/talk.md": entry() + "\nHer NHS number is 999 000 0018.\n"})
    *_, last = run_steps(clone)
    assert last[:2] == ("Check", 1)
    assert "::error file=journal/talk.md,line=8" in last[2]
    assert not (clone / "_site").exists()


def pack(root: Path) -> None:
    """Do what the first step of the README says, without the network."""
    text = (root / "README.md").read_text()
    (command,) = re.findall(r"`python3 -m (pip wheel .*) COPY`", text)
    words = [sys.executable, "-m", *command.split(), "--no-build-isolation", "--no-index"]
    subprocess.run([*words, str(ROOT)], cwd=root, check=True, capture_output=True)


def test_its_commands_run_in_order_in_a_clean_folder(on_github: Path, clone: Path) -> None:
    shutil.copy(on_github / "requirements.txt", clone)
    (_, code, said), *others = run_steps(clone, "here")
    assert code != 0
    assert others == []
    assert f"./wheels/cpdsite-{__version__}-py3-none-any.whl" in said  # README.md says how
    pack(clone)
    ran = [*run_steps(clone, "here", private=True)]
    assert names(ran) == [("Install cpdsite", 0), ("Check", 0), ("Build", 0)], ran
    assert (clone / "_site/index.html").is_file()
