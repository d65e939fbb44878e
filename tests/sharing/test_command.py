"""`cpdsite share`, and what a build makes of it."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cpdsite.files.own_folder import SHARES, VARIABLE
from tests.commands import Ran, all_bytes, cpdsite, entry, folder, tree
from tests.sharing.decoder import Opened, opened
from tests.tools import ROOT

TODAY = "2025-12-31"
LINK = re.compile(r"shared/([0-9a-f]{32})/(?:#k=(\S+))?")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A journal of four entries under two bodies, one private, with a file as evidence."""
    return folder(
        tmp_path,
        {
            "cpdsite.yaml": "schemes: [{id: gcs, joined: 2024-04-01}, {id: icpem, grade: Member}]\n",
            "journal/a.md": entry("Alpha", day="2025-06-01", tags="[crisis]", evidence="[a.pdf]"),
            "journal/a.pdf": "%PDF-1.4 alpha\n",
            "journal/b.md": entry("Beta", day="2024-06-01", visibility="reviewer"),
            "journal/c.md": entry("Gamma", day="2025-07-01", visibility="private"),
            "journal/d.md": entry("Delta", day="2025-08-01", highlight="true"),
        },
    )


def share(root: Path, command: str, *options: str, variable: str = "") -> Ran:
    """Run a command of the group."""
    today = () if command == "revoke" else ("--today", TODAY)
    return cpdsite("-C", root, "share", command, *options, *today, env={VARIABLE: variable})


def added(root: Path, name: str, *options: str) -> str:
    """The link, from the site on, that a command prints."""
    ran = share(root, "add", name, *options)
    assert (ran.code, ran.err) == (0, "")
    found = LINK.search(ran.out)
    assert found
    return found[0]


def inside(root: Path, link: str) -> Opened:
    """What a link opens."""
    address, _, key = link.partition("#k=")
    files = {file.name: file.read_bytes() for file in (root / "_site" / address).iterdir()}
    return opened(files, key)


def entries(found: Opened) -> set[str]:
    """The entries inside."""
    return {path.split("/")[1][11:] for path in found.files if path.startswith("entries/2")}


def build(root: Path, *options: str, variable: str = "") -> Ran:
    """Build the site."""
    command = ("-C", root, "build", "--today", TODAY, *options)
    return cpdsite(*command, env={VARIABLE: variable})


def test_what_is_chosen_is_what_is_inside(root: Path) -> None:
    everything = added(root, "Everything")
    cycle = added(root, "Jo", "--scheme", "gcs", "--cycle", "2025-26")
    highlights = added(root, "Ann", "--highlights")
    tag = added(root, "Sam", "--tag", "Crisis", "--expires", TODAY)
    one = added(root, "Kim", "--entry", "2024-06-01-b", "--scheme", "icpem")
    assert build(root).code == 0
    chosen = [entries(inside(root, one)) for one in (everything, cycle, highlights, tag, one)]
    assert chosen == [{"a", "b", "d"}, {"a", "d"}, {"d"}, {"a"}, {"b"}]
    assert inside(root, tag).files["evidence/2025-06-01-a/a.pdf"] == b"%PDF-1.4 alpha\n"
    assert not any(path.startswith("evidence/") for path in inside(root, highlights).files)
    schemes = {path.split("/")[1] for path in inside(root, cycle).files if "schemes/" in path}
    assert schemes == {"gcs"}
    cycles = [path for path in inside(root, cycle).files if path.startswith("schemes/gcs/2")]
    assert cycles == ["schemes/gcs/2025-26/index.html"]


def test_who_opens_a_link_reads_until_when(root: Path) -> None:
    ends = added(root, "Jo", "--expires", "2026-05-01")
    stays = added(root, "Ann")
    assert build(root).code == 0
    said = [
        re.findall(rb'class="as-of">([^<]*)<', inside(root, link).files["review/index.html"])
        for link in (ends, stays)
    ]
    assert said == [
        [b"Counted as of 31 December 2025. This private link opens until 1 May 2026."],
        [b"Counted as of 31 December 2025."],
    ]


def test_nothing_of_what_was_not_chosen_is_inside(root: Path) -> None:
    link = added(root, "Jo", "--scheme", "gcs", "--cycle", "2025-26", "--highlights")
    assert build(root).code == 0
    for path, content in inside(root, link).files.items():
        for secret in (b"Alpha", b"Beta", b"Gamma", b"crisis", b"icpem", b"a.pdf", b"2024"):
            assert secret not in path.encode() + content.replace(b"1 Apr 2024", b""), (path, secret)


def test_nothing_of_it_is_outside_of_the_cipher(root: Path) -> None:
    added(root, "Quillon, my appraiser")
    assert build(root).code == 0
    for path, content in all_bytes(root / "_site"):
        for secret in (b"Beta", b"Gamma", b"Quillon"):
            assert secret not in path.encode() + content, path
    assert (root / "_site/shared").is_dir()
    assert "shared" not in (root / "_site/robots.txt").read_text(encoding="utf-8")


def test_the_same_journal_is_the_same_bytes_and_a_change_changes_every_name(root: Path) -> None:
    link = added(root, "Jo").partition("#")[0]
    assert build(root).code == 0
    first = tree(root / "_site")
    assert build(root).code == 0
    assert tree(root / "_site") == first
    (root / "journal/d.md").write_text(entry("Delta two", day="2025-08-01"), encoding="utf-8")
    assert build(root).code == 0
    stayed = {path for path in tree(root / "_site" / link) if f"{link}{path}" in first}
    assert stayed == {"index.html", "open.json"}


def test_a_revoked_share_is_gone_with_the_next_build_and_the_others_stay(root: Path) -> None:
    jo, ann = added(root, "Jo"), added(root, "Ann")
    assert build(root).code == 0
    ran = share(root, "revoke", "Jo")
    assert ran.code == 0
    assert ran.out.startswith('Revoked: "Jo". The next build leaves its files out')
    assert "copy" in ran.out
    assert build(root).code == 0
    assert [path.name for path in (root / "_site/shared").iterdir()] == [ann.split("/")[1]]
    assert jo.split("/")[1] not in (root / SHARES).read_text(encoding="utf-8")
    assert entries(inside(root, ann))
    assert share(root, "revoke", "Ann").code == 0
    assert build(root).code == 0
    assert not (root / "_site/shared").exists()


def test_an_expired_share_is_left_out_and_told(root: Path) -> None:
    added(root, "Jo", "--expires", "2025-12-31")
    ran = cpdsite("-C", root, "build", "--today", "2026-01-01")
    assert ran.err == 'the private link for "Jo" expired on 2025-12-31: it is left out\n'
    assert not (root / "_site/shared").exists()


@pytest.mark.parametrize("audience", ["reviewer", "owner"])
def test_only_the_public_site_carries_shares(root: Path, audience: str) -> None:
    added(root, "Jo")
    assert build(root, "--audience", audience).code == 0
    assert not (root / "_site/shared").exists()


def test_a_passphrase_is_told_once_and_kept_nowhere(root: Path) -> None:
    ran = share(root, "add", "Jo", "--passphrase")
    spoken = re.search(r"passphrase: (\S+)", ran.out)
    link = LINK.search(ran.out)
    assert spoken
    assert link
    assert "#" not in link[0]
    assert spoken[1] not in (root / SHARES).read_text(encoding="utf-8")
    assert build(root).code == 0
    assert entries(inside(root, f"{link[0]}#k={spoken[1]}")) == {"a", "b", "d"}


def test_the_keys_are_for_their_owner_alone(root: Path) -> None:
    added(root, "Jo")
    assert stat.S_IMODE((root / SHARES).stat().st_mode) == 0o600
    assert stat.S_IMODE((root / SHARES).parent.stat().st_mode) == 0o700
    assert (root / ".cpdsite/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_ci_gets_the_keys_by_a_variable(root: Path) -> None:
    link = added(root, "Jo")
    kept = (root / SHARES).read_text(encoding="utf-8")
    (root / SHARES).unlink()
    assert build(root, variable=kept).code == 0
    assert entries(inside(root, link)) == {"a", "b", "d"}
    assert share(root, "list", variable=kept).out.splitlines()[1].startswith("Jo ")
    ran = share(root, "add", "Ann", variable=kept)
    assert ran.code == 2
    assert ran.err.startswith(
        "cpdsite: CPDSITE_SHARES is set, so .cpdsite/shares.yaml is not in use"
    )


def test_a_log_that_others_may_read_names_nobody(root: Path) -> None:
    added(root, "Jo", "--expires", "2025-12-31")
    kept = (root / SHARES).read_text(encoding="utf-8")
    ran = cpdsite("-C", root, "build", "--today", "2026-01-01", env={VARIABLE: kept})
    assert ran.err == "the private link expired on 2025-12-31: it is left out\n"
    assert "Jo" not in ran.out


def test_the_list_says_for_whom_what_and_until_when(root: Path) -> None:
    assert share(root, "list").out == "There are no private links.\n"
    link = added(root, "Jo", "--scheme", "gcs", "--cycle", "2025-26", "--expires", "2026-05-01")
    added(root, "Ann", "--highlights")
    assert share(root, "list").out.splitlines() == [
        "for  shows        opens                      added",
        "Jo   gcs 2025-26  by link, until 2026-05-01  2025-12-31",
        "Ann  highlights   by link, no expiry date    2025-12-31",
    ]
    assert f"Jo\n  {link}\n" in share(root, "list", "--links").out


def test_where_a_workflow_builds_its_secret_is_to_be_renewed(root: Path) -> None:
    told = (
        "\nIf a workflow builds your site, renew its secret CPDSITE_SHARES: it is the text of"
        " .cpdsite/shares.yaml.\n"
    )
    assert told not in share(root, "add", "Jo").out
    (root / ".github/workflows").mkdir(parents=True)
    assert share(root, "add", "Ann").out.endswith(told)
    assert share(root, "revoke", "Ann").out.endswith(told)


def test_the_link_is_whole_where_the_address_of_the_site_is_known(root: Path) -> None:
    with (root / "cpdsite.yaml").open("a", encoding="utf-8") as settings:
        settings.write("base_url: https://sam.invalid/cpd\n")
    ran = share(root, "add", "Jo", "--scheme", "gcs", "--expires", "2026-05-01")
    assert re.fullmatch(
        r"""For "Jo": 3 entries, 1 with evidence \(gcs\)\.

  https://sam\.invalid/cpd/shared/[0-9a-f]{32}/#k=[\w-]{43}

Whoever has the link can open it until 2026-05-01: it holds the key, after the sign #\.
It opens once the site is built and published anew\.
""",
        ran.out,
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((" ",), "a private link needs a name of its own"),
        (("Jo",), 'there is a private link for "Jo" already'),
        (("A", "--cycle", "2025-26"), "--cycle needs --scheme"),
        (("A", "--scheme", ""), "an option is empty, so it would narrow nothing"),
        (("A", "--tag", "ethics", "--tag", " "), "an option is empty, so it would narrow nothing"),
        (("A", "--scheme", "gsc"), 'your record has no scheme "gsc"'),
        (("A", "--scheme", "gcs", "--cycle", "2025"), 'your record has no cycle "2025"'),
        (("A", "--entry", "2025-06-01"), 'there is no entry "2025-06-01"'),
        (("A", "--expires", "2025-12-30"), "2025-12-30 is over, so nobody could open the link"),
        (("A", "--tag", "none"), "no entry that a reviewer may see is chosen by tagged none"),
        (("A", "--entry", "2025-07-01-c"), "no entry that a reviewer may see is chosen by"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_shared_is_refused(
    root: Path, options: tuple[str, ...], message: str
) -> None:
    added(root, "Jo")
    kept = (root / SHARES).read_bytes()
    ran = share(root, "add", *options)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert (root / SHARES).read_bytes() == kept


def test_who_is_not_there_cannot_be_revoked(root: Path) -> None:
    added(root, "Jo, line manager")
    ran = share(root, "revoke", "Jo, line manger")
    assert ran.code == 2
    assert "did you mean" in ran.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("shares: []\nx: 1\n", "2: there is no key `x`"),
        ("shares: [{name: Jo}]\n", "1: `address` is missing"),
        ("nothing", "1:"),
        (
            "shares:\n  - {name: A, address: ../x, key: short, added: 2025-01-01}\n",
            "2: this is not an address that cpdsite made",
        ),
    ],
)
def test_a_broken_file_of_keys_stops_the_build_and_tells_no_key(
    root: Path, text: str, message: str
) -> None:
    (root / ".cpdsite").mkdir()
    (root / SHARES).write_text(text, encoding="utf-8")
    ran = build(root)
    assert ran.code == 2
    assert f"{SHARES}:{message}" in ran.err
    assert "short" not in ran.err
    assert not (root / "_site").exists()


@pytest.mark.parametrize("command", ["share add Ann", "build"])
def test_without_the_extra_it_says_what_to_install(root: Path, command: str) -> None:
    added(root, "Jo")
    code = (
        "import sys; sys.modules['cryptography'] = None;"
        "from cpdsite.cli.main import main; main(sys.argv[1:])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "-C", str(root), *command.split(), "--today", TODAY],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ran.returncode == 3
    assert ran.stderr == (
        "cpdsite: private links need the library cryptography, which is not installed\n"
        '  help: run `python3 -m pip install "cpdsite[share]"` in the environment of cpdsite\n'
    )
    assert not (root / "_site").exists()
