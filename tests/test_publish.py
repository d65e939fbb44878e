"""`cpdsite publish`: what is built for everyone goes to the branch, and nothing else goes anywhere."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from textwrap import dedent

import pytest

from cpdsite.assess.audience import not_for_all
from cpdsite.files.git_faults import git_fault
from cpdsite.files.manifest import MANIFEST
from cpdsite.files.pages_branch import PagesBranch
from cpdsite.model.journal import Folder, Source
from cpdsite.parse.journal import decode
from tests.commands import TALK, all_bytes, at, cpdsite, entry, folder, tree
from tests.repositories import ALONE, Repository, repository
from tests.tools import ROOT, TODAY

SECRET = entry("Severance talks", visibility="private")
TO_SITE = "publish: {remote: ../site.git}\n"
BRANCH = "the branch gh-pages of ../site.git"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep this machine's settings of git, and the hooks it runs in, out of the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, text in {**ALONE, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, text)


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    """The second, public repository: empty."""
    return repository(tmp_path / "site.git", "--bare")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal in a repository of its own, whose site was built."""
    files = {"cpdsite.yaml": TO_SITE, "journal/talk.md": TALK, "journal/secret.md": SECRET}
    root = tmp_path_factory.mktemp("made") / "cpd"
    with pytest.MonkeyPatch.context() as patch:
        for name, text in ALONE.items():
            patch.setenv(name, text)
        git = repository(folder(root, {**files, ".gitignore": "_site/\n"}))
        git.commit()
    return built(root)


@pytest.fixture
def root(made: Path, site: Repository, tmp_path: Path) -> Path:
    """A copy of it, beside the repository it is published to."""
    assert site.folder.parent == tmp_path
    return Path(shutil.copytree(made, tmp_path / "cpd"))


def built(root: Path, *options: str) -> Path:
    """A folder whose site was built."""
    assert at(root, "build", *options).code == 0
    return root


def published(root: Path) -> str:
    """What is said of a site that was published."""
    ran = at(root, "publish")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def opened(site: Repository) -> set[str]:
    """The addresses of the private links that are published."""
    return {path.split("/")[1] for path in site.files("gh-pages") if path.startswith("shared/")}


def refused(root: Path, code: int) -> list[str]:
    """The sentence and the remedy with which nothing is published."""
    ran = at(root, "publish")
    assert (ran.code, ran.out) == (code, "")
    return ran.err.splitlines()


# --- What is published ----------------------------------------------------------------------------


def test_the_first_time(root: Path, site: Repository) -> None:
    before = tree(root)
    ran = at(root, "publish")
    files = site.files("gh-pages")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"{len(files)} files published on {BRANCH}:",
        f"  {len(files)} new",
        "  1 public entry; left out: 0 reviewer, 1 private",
    ]
    assert {*files} == {*below(root / "_site")} - {MANIFEST}
    assert {".nojekyll", "index.html", "entries/2025-06-12-talk/index.html"} <= {*files}
    assert "Severance" not in site("log", "--all", "--patch", "--text")
    assert tree(root) == before  # index, branches and everything else of the user's repository too


def test_every_byte_of_the_site_and_its_odd_names(tmp_path: Path, site: Repository) -> None:
    names = ['say "aé".txt', "it's #1 %20 & \\u00e9.txt".replace("\\u00e9", "\u65e5"), "-x.txt"]
    text = "---\ntitle: T\ndate: 2025-06-12\ntype: course\nhours: 1\nevidence:\n"
    listed = "".join(f"  - {name!r}\n" if "'" not in name else f'  - "{name}"\n' for name in names)
    root = folder(
        tmp_path / "cpd", {"cpdsite.yaml": TO_SITE, "journal/t/index.md": f"{text}{listed}---\n"}
    )
    for number, name in enumerate(names):
        folder(root, {f"journal/t/{name}": bytes([number, 0, 10, 13, 255]) * 3})
    published(built(root))
    out = tmp_path / "out"
    repository(out)("fetch", "--quiet", str(site.folder), "gh-pages")
    Repository(folder=out)("checkout", "--quiet", "FETCH_HEAD")
    assert {path: (out / path).read_bytes() for path in below(out)} == {
        path: (root / "_site" / path).read_bytes()
        for path in below(root / "_site")
        if path != MANIFEST
    }
    assert sum(path.startswith("evidence/2025-06-12-t/") for path in below(out)) == len(names)


def test_nobody_is_named_and_no_time_of_day(root: Path, site: Repository) -> None:
    published(root)
    told = site("log", "--format=%an %ae %aI %cn %ce %cI %P %s", "gh-pages").strip()
    who = f"cpdsite cpdsite@localhost.invalid {TODAY}T12:00:00+00:00"
    assert told == f"{who} {who}  Publish the portfolio"


def test_nothing_is_done_when_nothing_changed(root: Path, site: Repository) -> None:
    published(root)
    before = tree(site.folder)
    said = f"Nothing to publish: {BRANCH} holds this site already.\n"
    assert published(root).startswith(said)
    assert at(root, "publish", "--dry-run").out.count(said) == 1
    assert tree(site.folder) == before


def test_former_commits_leave_the_branch_even_when_no_file_differs(
    root: Path, site: Repository, tmp_path: Path
) -> None:
    published(root)
    tip = site.tip()
    by_hand(site, tmp_path, {})
    assert published(root).splitlines()[1] == "  no file differs; former commits leave the branch"
    assert site.tip() == tip


def test_one_page_changed(root: Path, site: Repository) -> None:
    published(root)
    before = site.tip()
    change(root, "journal/talk.md", "Short sentences.", "Shorter sentences.")
    built(root)
    dry = at(root, "publish", "--dry-run").out.splitlines()
    assert "~ entries/2025-06-12-talk/index.html" in dry
    assert "  404.html" in dry
    assert not [line for line in dry if line.startswith(("+", "-"))]
    assert site.tip() == before
    changed = sum(line.startswith("~") for line in dry)
    assert f"  {changed} changed\n" in published(root)
    assert len(site.lines("log", "--all", "--format=%H")) == 1


def test_an_entry_that_is_withdrawn_is_in_no_commit_of_the_branch(
    root: Path, site: Repository
) -> None:
    published(root)
    change(root, "journal/talk.md", "type: workshop", "type: workshop\nvisibility: private")
    built(root)
    dry = at(root, "publish", "--dry-run").out.splitlines()
    assert "- entries/2025-06-12-talk/index.html" in dry
    assert dry[-1] == "  0 public entries; left out: 0 reviewer, 2 private"
    published(root)
    assert "entries/2025-06-12-talk/index.html" not in site.files("gh-pages")
    assert "Short sentences" not in site("log", "--all", "--patch", "--text")
    assert len(site.lines("log", "--all", "--format=%H")) == 1


def test_a_private_link_comes_with_the_site_and_is_gone_once_it_is_revoked(
    root: Path, site: Repository
) -> None:
    share = ("-C", root, "share")
    assert cpdsite(*share, "add", "Quillon", "--today", TODAY).code == 0
    last = ("add", "Ann", "--today", TODAY, "--expires", "2027-01-31")
    assert cpdsite(*share, *last).code == 0
    assert "is not what the journal gives now" in refused(root, 2)[0]
    told = '  2 private links in it: "Quillon" (no expiry date), "Ann" (until 2027-01-31)'
    assert at(built(root), "publish", "--dry-run").out.splitlines()[-1] == told
    keys = (root / ".cpdsite/shares.yaml").read_text(encoding="utf-8")
    ran = cpdsite(
        "-C", root, "publish", "--dry-run", "--today", TODAY, env={"CPDSITE_SHARES": keys}
    )
    assert ran.out.splitlines()[-1] == "  2 private links in it"
    assert published(root).splitlines()[-1] == told
    assert not [path for path, data in all_bytes(root / "_site") if b"Quillon" in data]
    assert "Quillon" not in site("log", "--all", "--stat")
    assert len(opened(site)) == 2
    assert published(root).startswith("Nothing to publish")
    assert cpdsite(*share, "revoke", "Ann").code == 0
    assert "is not what the journal gives now" in refused(root, 2)[0]
    assert published(built(root)).splitlines()[-2:] == [
        '  1 private link in it: "Quillon" (no expiry date)',
        "  withdrawn: 1 private link",
    ]
    (kept,) = opened(site)
    assert kept in (root / ".cpdsite/shares.yaml").read_text(encoding="utf-8")
    assert cpdsite(*share, "revoke", "Quillon").code == 0
    assert published(built(root)).splitlines()[-1] == "  withdrawn: 1 private link"
    assert opened(site) == set()
    assert len(site.lines("log", "--all", "--format=%H")) == 1


def test_the_list_names_every_file_that_becomes_public(root: Path, site: Repository) -> None:
    dry = at(root, "publish", "--dry-run")
    listed = [line for line in dry.out.splitlines() if line.startswith("+ ")]
    assert listed == [f"+ {path}" for path in sorted({*below(root / "_site")} - {MANIFEST})]
    assert dry.out.splitlines()[len(listed) :] == [
        f"{len(listed)} files would be public on {BRANCH}:",
        f"  {len(listed)} new (+)",
        "  1 public entry; left out: 0 reviewer, 1 private",
    ]
    assert site.lines("for-each-ref") == []


def test_another_branch(root: Path, site: Repository) -> None:
    folder(root, {"cpdsite.yaml": "publish: {remote: ../site.git, branch: docs/pages}\n"})
    assert "the branch docs/pages of ../site.git" in published(root)
    assert "index.html" in site.files("docs/pages")


@pytest.mark.parametrize("kept", ["on the branch", "in the site"])
def test_a_domain_name_stays(root: Path, site: Repository, tmp_path: Path, kept: str) -> None:
    if kept == "on the branch":  # where GitHub writes it, when it is typed into the settings
        published(root)
        clone = by_hand(site, tmp_path, {"CNAME": "cpd.example.org\n"})
        assert len(clone.lines("log", "--format=%H")) == 2
        change(root, "journal/talk.md", "hours: 2", "hours: 3")
        built(root)
    else:
        (root / "_site/CNAME").write_text("cpd.example.org\n")
    published(root)
    assert site("show", "gh-pages:CNAME") == "cpd.example.org\n"
    assert len(site.lines("log", "--all", "--format=%H")) == 1


# --- What is not fit to be published --------------------------------------------------------------

AGAIN = "  help: run `cpdsite build`, look at the site, and publish again"


@pytest.mark.parametrize("audience", ["reviewer", "owner"])
def test_a_site_for_others_than_the_public(root: Path, site: Repository, audience: str) -> None:
    built(root, "--audience", audience)
    said = f"cpdsite: the site in _site was built for the {audience}, not for the public"
    assert refused(root, 2) == [said, AGAIN]
    dry = at(root, "publish", "--dry-run")
    assert (dry.code, dry.out, dry.err.splitlines()) == (2, "", [said, AGAIN])
    assert site.lines("for-each-ref") == []


def test_a_site_with_drafts(root: Path) -> None:
    built(root, "--drafts")
    assert refused(root, 2) == ["cpdsite: the site in _site was built with drafts", AGAIN]


def test_no_site(root: Path, tmp_path: Path) -> None:
    (root / "_site").rename(tmp_path / "moved")
    assert refused(root, 2) == ["cpdsite: there is no site in _site", AGAIN]
    (root / "_site").mkdir()
    assert refused(root, 2) == ["cpdsite: there is no site in _site", AGAIN]


def test_a_site_of_another_day(root: Path) -> None:
    assert at(root, "publish", today="2026-12-01").err.splitlines() == [
        f"cpdsite: the site in _site counts as of {TODAY}, not as of 2026-12-01",
        AGAIN,
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "unlike"),
    [
        ("journal/talk.md", "In the next letter.", "Never.", "[a-z/.-]+ and [0-9]+ more"),
        ("cpdsite.yaml", "publish", "title: Mine\npublish", "404.html and [0-9]+ more"),
        ("_site/index.html", "</html>", "<!-- mine --></html>", "index.html"),
    ],
)
def test_a_site_that_is_not_what_the_journal_gives(
    root: Path, path: str, old: str, new: str, unlike: str
) -> None:
    change(root, path, old, new)
    said, remedy = refused(root, 2)
    verb = "differ" if "more" in unlike else "differs"
    pattern = f"cpdsite: the site in _site is not what the journal gives now: {unlike} {verb}"
    assert re.fullmatch(pattern, said)
    assert remedy == AGAIN


def test_evidence_that_was_exchanged(root: Path) -> None:
    change(root, "journal/talk.md", "hours: 2", "hours: 2\nevidence: [slides.pdf]")
    folder(root, {"journal/slides.pdf": b"%PDF-1.4 one"})
    built(root)
    folder(root, {"_site/evidence/2025-06-12-talk/slides.pdf": b"%PDF-1.4 two"})
    said = "is not what the journal gives now: evidence/2025-06-12-talk/slides.pdf differs"
    assert refused(root, 2) == [f"cpdsite: the site in _site {said}", AGAIN]


def test_a_site_of_a_former_version(root: Path) -> None:
    listed = (root / "_site" / MANIFEST).read_text().partition("\n\n")[2]
    (root / "_site" / MANIFEST).write_text(f"cpdsite site 1\n{listed}")
    said = "cpdsite: the site in _site does not say for whom it was built"
    assert refused(root, 2) == [said, AGAIN]


def test_a_site_with_files_of_others(root: Path) -> None:
    (root / "_site/salaries.csv").write_text("1\n")
    said = "cpdsite: _site holds files that cpdsite did not make: salaries.csv"
    assert refused(root, 2)[0] == said


def test_errors_in_the_journal_or_the_settings(root: Path) -> None:
    folder(root, {"journal/bad.md": entry(hours="six")})
    ran = at(root, "publish")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("journal/bad.md:5:8: error[bad-amount]")
    folder(root, {"cpdsite.yaml": "publish: {remot: x}\n"})
    assert at(root, "publish").code == 2


def test_the_address_it_was_built_for_is_kept(root: Path, site: Repository) -> None:
    built(root, "--base-url", "https://example.github.io/cpd")
    published(root)
    assert "<loc>https://example.github.io/cpd/" in site("show", "gh-pages:sitemap.xml")


# --- What else the repository holds ---------------------------------------------------------------


@pytest.mark.parametrize("filters", ["true", "false"])
def test_a_repository_that_also_holds_entries_for_some(
    root: Path, site: Repository, tmp_path: Path, filters: str
) -> None:
    site("config", "uploadpack.allowFilter", filters)
    pushed(site, tmp_path, {"mine/journal/a.md": TALK, "mine/journal/secret.md": SECRET}, "main")
    before = site.lines("for-each-ref")
    said, remedy = refused(root, 2)
    what = "also holds a journal, with entries that are not for everyone: journal/secret.md on main"
    assert said == f"cpdsite: ../site.git {what}"
    assert remedy.startswith(
        "  help: publish to a second repository that holds nothing but the site"
    )
    assert site.lines("for-each-ref") == before


@pytest.mark.parametrize(
    ("text", "settings", "exposed"),
    [
        (TALK, "", False),
        (TALK, "publish: {remote: x}", False),
        (entry(visibility="reviewer"), "", True),
        (entry(visibility="nobody"), "", True),
        ("---\ntitle: Appraisal\ndate: 2025-06-12\nkind: review\n---\n", "", True),
        (entry(evidence="[{file: a.pdf, visibility: private}]"), "", True),
        (entry(), "visibility: reviewer", True),
        (entry(), "visibilty: reviewer", True),
        (TALK, "privacy: {reflection: reviewer}", True),
        (entry(), "privacy: {reflection: reviewer}", False),
    ],
)
def test_which_files_of_entries_are_not_for_everyone(
    text: str, settings: str, *, exposed: bool
) -> None:
    source = Source(path="journal/a.md", data=dedent(text).encode())
    known = Source(path="cpdsite.yaml", data=settings.encode()) if settings else None
    journal, _ = decode(Folder(entries=(source,), settings=known))
    assert [*not_for_all(journal)] == ["journal/a.md"] * exposed


def test_a_tag_and_a_branch_besides_count_too(root: Path, site: Repository, tmp_path: Path) -> None:
    clone = pushed(site, tmp_path, {"journal/secret.md": SECRET}, "main")
    clone("tag", "v1")
    clone("push", "--quiet", "--tags", str(site.folder))
    site("update-ref", "-d", "refs/heads/main")
    assert " journal/secret.md on tags/v1" in refused(root, 2)[0]


def test_a_journal_for_everyone_may_share_its_repository_with_the_site(
    root: Path, site: Repository
) -> None:
    site("config", "uploadpack.allowFilter", "true")
    (root / "journal/secret.md").unlink()
    folder(
        root, {"cpdsite.yaml": "", "journal/notes.md.txt": "x", "docs/journal/mine.md": "No entry."}
    )
    git = Repository(folder=root)
    git.commit()
    git("remote", "add", "origin", str(site.folder))
    git("push", "--quiet", "origin", "main")
    assert f"the branch gh-pages of {site.folder}" in published(built(root))
    assert {*site.lines("for-each-ref", "--format=%(refname:short)")} == {"gh-pages", "main"}
    folder(root, {"journal/secret.md": SECRET})
    git.commit()
    git("push", "--quiet", "origin", "main")
    assert "journal/secret.md on main" in refused(built(root), 2)[0]


def test_a_branch_that_somebody_else_made_is_not_replaced(
    root: Path, site: Repository, tmp_path: Path
) -> None:
    pushed(site, tmp_path, {"README.md": "Mine", "a/b.html": "Mine"}, "gh-pages")
    before = site.tip()
    said, remedy = refused(root, 2)
    what = "holds files that cpdsite did not put there: README.md, a/b.html"
    assert said == f"cpdsite: {BRANCH} {what}"
    assert remedy.startswith("  help: publishing replaces a branch, with its history")
    assert site.tip() == before


def test_a_file_that_somebody_added_is_not_deleted(
    root: Path, site: Repository, tmp_path: Path
) -> None:
    published(root)
    by_hand(site, tmp_path, {"google123.html": "mine"})
    assert refused(root, 2)[0].endswith("did not put there: google123.html")
    assert "google123.html" in site.files("gh-pages")


# --- Where the journal is kept --------------------------------------------------------------------


def test_a_detached_head(root: Path, site: Repository) -> None:
    git = Repository(folder=root)
    git("checkout", "--quiet", "--detach")
    before = tree(root)
    published(root)
    assert tree(root) == before
    assert "index.html" in site.files("gh-pages")


def test_a_worktree(root: Path, site: Repository, tmp_path: Path) -> None:
    git = Repository(folder=root)
    git("remote", "add", "pages", str(site.folder))
    git("config", "core.sshCommand", "false")  # what else the settings say of the way is kept
    git("worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "other")
    other = folder(tmp_path / "tree", {"cpdsite.yaml": "publish: {remote: pages}\n"})
    built(other)
    before = tree(root)
    assert f"of {site.folder}" in published(other)
    assert tree(root) == before
    assert "index.html" in site.files("gh-pages")


def test_a_folder_that_is_in_no_repository(root: Path, site: Repository, tmp_path: Path) -> None:
    (root / ".git").rename(tmp_path / "elsewhere")
    published(root)
    assert "index.html" in site.files("gh-pages")


@pytest.mark.parametrize("hook", ["pre-commit", "pre-push"])
def test_a_hook(root: Path, site: Repository, tmp_path: Path, hook: str) -> None:
    git = Repository(folder=root)
    command = f"{sys.executable} -m cpdsite publish --today {TODAY}"
    file = root / ".git/hooks" / hook
    file.write_text(
        f'#!/bin/sh\ntest -n "$GIT_DIR$GIT_INDEX_FILE" || test {hook} = pre-push || exit 9\n{command}\n'
    )
    file.chmod(0o755)
    folder(root, {"notes.txt": "new"})
    git("add", "notes.txt")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    git("commit", "--quiet", "--message", "Note", env=env)
    if hook == "pre-push":
        repository(tmp_path / "private.git", "--bare")
        git("push", "--quiet", str(tmp_path / "private.git"), "main", env=env)
    assert "index.html" in site.files("gh-pages")
    assert git("status", "--porcelain") == ""
    assert git.files("HEAD").count("notes.txt") == 1
    assert git.lines("for-each-ref", "--format=%(refname)") == ["refs/heads/main"]
    assert "Severance" not in site("log", "--all", "--patch", "--text")


# --- What stands in the way -----------------------------------------------------------------------


def test_nowhere_to_publish_to(root: Path) -> None:
    folder(root, {"cpdsite.yaml": ""})
    assert refused(root, 2) == [
        "cpdsite: it is not said where the site is published to",
        "  help: write `publish: {remote: ...}` with the address of a repository in cpdsite.yaml",
    ]


def test_no_such_branch_can_be(root: Path) -> None:
    folder(root, {"cpdsite.yaml": "publish: {remote: ../site.git, branch: 'my pages'}\n"})
    assert refused(root, 2)[0] == 'cpdsite: no branch can be called "my pages"'


def test_no_git(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert refused(root, 3) == [
        "cpdsite: git is not on this machine, or not where programs are looked for (PATH)",
        "  help: install it from https://git-scm.com",
    ]


def test_a_remote_that_moved_in_the_meantime(
    root: Path, site: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(root)
    change(root, "journal/talk.md", "hours: 2", "hours: 3")
    built(root)
    push = PagesBranch.push

    def late(branch: PagesBranch) -> None:
        by_hand(site, tmp_path, {"other.txt": "theirs"})
        push(branch)

    monkeypatch.setattr(PagesBranch, "push", late)
    ran = at(root, "publish")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        f"cpdsite: somebody else changed {BRANCH} in the meantime; nothing was published",
        "  git: [rejected] (stale info)",
        "  help: look at what stands there; to replace it, publish once more",
    ]
    assert "other.txt" in site.files("gh-pages")


def test_a_branch_that_came_to_be_in_the_meantime(
    root: Path, site: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    push = PagesBranch.push

    def late(branch: PagesBranch) -> None:
        pushed(site, tmp_path, {"other.txt": "theirs"}, "gh-pages")
        push(branch)

    monkeypatch.setattr(PagesBranch, "push", late)
    ran = at(root, "publish")
    assert (ran.code, "in the meantime; nothing was published" in ran.err) == (3, True)
    assert site.files("gh-pages") == ["other.txt"]


def test_a_host_that_does_not_take_it(root: Path, site: Repository) -> None:
    hook = site.folder / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'error: GH006: Protected branch update failed.' >&2\nexit 1\n")
    hook.chmod(0o755)
    ran = at(root, "publish")
    assert (ran.code, ran.out) == (3, "")
    said = f"cpdsite: the host does not take what is published to {BRANCH}; nothing was published"
    assert ran.err.splitlines()[:2] == [said, "  git: GH006: Protected branch update failed."]
    assert at(root, "publish", "--dry-run").code == 0


SIGN_IN = "  help: set up how git signs in until `git ls-remote {}` works, then publish again"


def test_a_host_that_does_not_know_us_by_ssh(root: Path, tmp_path: Path) -> None:
    said = "git@example.org: Permission denied (publickey)."
    assert ssh(root, tmp_path, f"echo '{said}' >&2; exit 255") == [
        "cpdsite: git could not sign in to ssh://git@example.org/cpd.git; nothing was published",
        f"  git: {said}",
        "  git: Could not read from remote repository.",
        "  git: Please make sure you have the correct access rights",
        SIGN_IN.format("ssh://git@example.org/cpd.git"),
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Host key verification failed.", "ssh does not know the host of {}"),
        ("ERROR: Repository not found.", "there is no repository at {}, or you may not see it"),
        ("ssh: Could not resolve hostname example.org", "{} cannot be reached"),
        ("ssh: connect to host example.org port 22: Connection timed out", "{} cannot be reached"),
        ("fatal: unable to access 'https://x/': Failed to connect to x", "{} cannot be reached"),
        (
            "fatal: unable to access 'https://x/': returned error: 403",
            "git could not sign in to {}",
        ),
        ("error: file write error: No space left on device", "there is no room on the disk"),
        ("Something odd.", "git could not publish to the branch gh-pages of {}"),
    ],
)
def test_what_git_says_is_told_in_a_sentence(said: str, sentence: str) -> None:
    fault = git_fault(said, "git@example.org:cpd.git", "gh-pages", pushed=False)
    where = sentence.format("git@example.org:cpd.git")
    quoted = re.sub("^(fatal|error|ERROR): ", "", said)
    assert fault.message == f"{where}; nothing was published\n  git: {quoted}"


def test_a_connection_that_broke_leaves_a_doubt() -> None:
    said = "fatal: the remote end hung up unexpectedly"
    fault = git_fault(said, "https://t0ken@example.org/x", "gh-pages", pushed=True)
    where = "git could not publish to the branch gh-pages of https://example.org/x"
    assert fault.message.startswith(f"{where}; whether it arrived is not known")


def test_a_token_is_not_asked_for_where_nobody_can_answer_and_not_shown(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_TERMINAL_PROMPT")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    server = HTTPServer(("127.0.0.1", 0), Locked)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/cpd.git"
        remote = address.replace("//", "//hunter2@")
        folder(root, {"cpdsite.yaml": f"publish: {{remote: '{remote}'}}\n"})
        ran = at(root, "publish")
        said = f"cpdsite: git could not sign in to {address}; nothing was published"
        assert (ran.code, ran.out, ran.err.splitlines()[0]) == (3, "", said)
        assert "terminal prompts disabled" in ran.err
        assert "hunter2" not in ran.err
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_no_repository_there(root: Path) -> None:
    folder(root, {"cpdsite.yaml": "publish: {remote: ../nowhere.git}\n"})
    said = "cpdsite: there is no repository at ../nowhere.git, or you may not see it; nothing was published"
    assert refused(root, 3)[0] == said


# --- Helpers --------------------------------------------------------------------------------------


class Locked(BaseHTTPRequestHandler):
    """A host that lets nobody in."""

    def do_GET(self) -> None:
        """Ask who is there."""
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="cpd"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the tests' output quiet."""


def ssh(root: Path, tmp_path: Path, script: str) -> list[str]:
    """What is said where ssh is this script; as the repository's own settings name it."""
    (tmp_path / "ssh").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "ssh").chmod(0o755)
    folder(root, {"cpdsite.yaml": "publish: {remote: 'ssh://git@example.org/cpd.git'}\n"})
    Repository(folder=root)("config", "core.sshCommand", str(tmp_path / "ssh"))
    return refused(root, 3)


def by_hand(site: Repository, tmp_path: Path, files: dict[str, str]) -> Repository:
    """Commit files on top of the published branch, as its host or its owner may."""
    clone = repository(tmp_path / "clone")
    clone("pull", "--quiet", str(site.folder), "gh-pages")
    folder(clone.folder, files)
    clone.commit()
    clone("push", "--quiet", str(site.folder), "HEAD:gh-pages")
    return clone


def pushed(site: Repository, tmp_path: Path, files: dict[str, str], branch: str) -> Repository:
    """Push files to a new branch."""
    clone = repository(folder(tmp_path / "pushed", files))
    clone.commit()
    clone("push", "--quiet", str(site.folder), f"HEAD:refs/heads/{branch}")
    return clone


def change(root: Path, path: str, old: str, new: str) -> None:
    """Put a text in the place of another."""
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def below(root: Path) -> list[str]:
    """The files below a folder, but those of git."""
    paths = (path for path in root.rglob("*") if path.is_file())
    found = (path.relative_to(root).as_posix() for path in paths)
    return [path for path in found if not path.startswith(".git/")]
