"""`cpdsite.yaml` to settings: every key, every fault at its place, and never more public for a slip."""

import pytest

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Severity
from cpdsite.model.entry import Kind, Visibility
from cpdsite.model.journal import Source
from cpdsite.model.settings import COMMON_TYPES, ActivityType, Author, Membership, Settings
from cpdsite.parse.settings import decode_settings
from tests.reading import settings_of

EVERY_KEY = """\
title: "CPD portfolio #1"  # shown on the cover
author:
  name: Sam Example
  role: Clinical scientist
  registrations: {HCPC: CS00000, IPEM: 012}  # by body
  email: sam@example.org
base_url: https://example.github.io/cpd  # the published site
language: cy
year_start: 04-01  # April to March
schemes:
  - gcs
  - {id: hcpc, renewal: 2025-10-01}  # a day of one's own
visibility: {activity: reviewer, absence: private}
reflection: {model: gibbs, headings: {learned: [Key messages], next: To do}}
types:
  Self-directed learning: {like: reading}
  ward-round: {label: Ward round, like: work-based}
  simulation:
fields: {learning_hours: hours, start_date: date}
theme: {name: quiet, options: {accent: "#1f5fa8"}}
output: public
privacy:
  assessment: public
  reflection: reviewer
  allow: [{text: sam@example.org, reason: my own address}]
publish: {remote: "https://github.com/example/cpd.git", branch: gh-pages}
evidence_limit: 0.5
checks: {no-evidence: note, future-date: error}
"""

DEFAULT_VISIBILITY = dict.fromkeys(Kind, Visibility.REVIEWER) | {
    Kind.ACTIVITY: Visibility.PUBLIC,
    Kind.GOAL: Visibility.PUBLIC,
}


def test_every_key() -> None:
    settings, faults = settings_of(EVERY_KEY)
    assert faults == []
    assert settings == Settings(
        title="CPD portfolio #1",
        author=Author(
            name="Sam Example",
            role="Clinical scientist",
            email="sam@example.org",
            registrations={"HCPC": "CS00000", "IPEM": "012"},
        ),
        base_url="https://example.github.io/cpd/",
        language="cy",
        year_start=(4, 1),
        memberships=(
            Membership(scheme="gcs", key="schemes.0"),
            Membership(scheme="hcpc", key="schemes.1", facts={"renewal": "2025-10-01"}),
        ),
        visibility=DEFAULT_VISIBILITY
        | {Kind.ACTIVITY: Visibility.REVIEWER, Kind.ABSENCE: Visibility.PRIVATE},
        reflection_model="gibbs",
        reflection_headings={"learned": ("Key messages",), "next": ("To do",)},
        types={
            **{name: ActivityType(id=name, label=label) for name, label in COMMON_TYPES.items()},
            "self-directed-learning": ActivityType(
                id="self-directed-learning", label="Self-directed learning", like="reading"
            ),
            "ward-round": ActivityType(id="ward-round", label="Ward round", like="work-based"),
            "simulation": ActivityType(id="simulation", label="simulation", like="other"),
        },
        field_names={"learning_hours": "hours", "start_date": "date"},
        theme="quiet",
        theme_options={"accent": "#1f5fa8"},
        output="public",
        allowed_texts={"sam@example.org": "my own address"},
        assessment_visibility=Visibility.PUBLIC,
        reflection_visibility=Visibility.REVIEWER,
        evidence_limit=512 * 1024,
        publish={"remote": "https://github.com/example/cpd.git", "branch": "gh-pages"},
        severities={"no-evidence": Severity.NOTE, "future-date": Severity.ERROR},
    )


@pytest.mark.parametrize("file", ["", "\n", "# nothing yet\n", "---\n", "title:\n", "~\n", "{}\n"])
def test_every_key_has_a_default(file: str) -> None:
    settings, faults = settings_of(file)
    assert faults == []
    assert settings == decode_settings(None, ())[0]
    assert settings.memberships == (Membership(scheme="points", key="schemes.0"),)
    assert settings.visibility == DEFAULT_VISIBILITY
    assert set(settings.types) == set(COMMON_TYPES)
    assert (settings.year_start, settings.language, settings.output) == ((1, 1), "en-GB", "_site")


@pytest.mark.parametrize(
    "key",
    [line.partition(":")[0] for line in EVERY_KEY.splitlines() if line[0] not in " -"],
)
def test_an_empty_key_is_as_if_it_were_absent(key: str) -> None:
    for written in ("", " ''", " ~", " []", " {}", " # later"):
        settings, faults = settings_of(f"{key}:{written}\n")
        assert faults == []
        assert settings == decode_settings(None, ())[0]


@pytest.mark.parametrize("change", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_change_nothing(change: str) -> None:
    plain, _ = settings_of(EVERY_KEY)
    assert settings_of("\ufeff" + EVERY_KEY.replace("\n", change)) == (plain, [])


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("titel: A", "1:1 there is no setting `titel` (did you mean `title`?)"),
        ("title: [A]", "1:8 a list stands where text is expected (write one text"),
        ("- title", "1:1 a list stands where names with values are expected (write one `"),
        ("CPD", "1:1 a text stands where names with values are expected (write one `"),
        ("title: A\ntitle: B", "2:1 `title` stands twice: on line 1 and on line 2 (keep one of"),
        ("title: A: B", "1:9 the value holds a colon and a space, which begin a new field (quote"),
        ("title: &a A", "1:8 an anchor (&) is not allowed here (quote the text"),
        (b"title: \xe9", "1:8 a letter here is not stored as UTF-8, so it would come out wrong"),
        ("author: Sam", "1:9 a text stands where names with values are expected (write `auth"),
        ("author: {nmae: Sam}", "1:10 an author has no `nmae` (did you mean `name`?)"),
        ("author: {registrations: [1]}", "1:25 a list stands where names with values are expected"),
        ("base_url: example.org/cpd", '1:11 "example.org/cpd" is not a web address (write it in'),
        ("base_url: ftp://e.org", '1:11 "ftp://e.org" is not a web address'),
        ("base_url: [a]", "1:11 a list stands where text is expected"),
        ("language: English (UK)", '1:11 "English (UK)" is not a language tag (write a tag such'),
        ("language: [en]", "1:11 a list stands where text is expected"),
        ("year_start: 1 April", '1:13 "1 April" is not a day of every year (write month and day'),
        ("year_start: 02-29", '1:13 "02-29" is not a day of every year'),
        ("year_start: 4-1", '1:13 "4-1" is not a day of every year'),
        ("year_start: {a: b}", "1:13 names with values stand where text is expected"),
        ("schemes: gsc", '1:10 there is no scheme "gsc" (did you mean `gcs`?)'),
        ("schemes: [gcs, gcs]", "1:16 the scheme `gcs` stands twice (keep one of the two)"),
        ("schemes: [{renewal: 2025-10-01}]", "1:11 a scheme needs its `id` (write `{id: hcpc"),
        ("schemes: [{id: , renewal: 2025}]", "1:11 a scheme needs its `id` (write `{id: hcpc"),
        ("schemes: [{renewl: 2025-10-01}]", "1:11 a scheme needs its `id` (write `{id: hcpc"),
        (
            "schemes:\n  - hcpc: {renewal: 2025-10-01}",
            (
                "2:5 the name of a scheme stands where its `id` and facts are expected (write "
                "`- {id: hcpc, renewal: 2025-10-01}` under `schemes`)"
            ),
        ),
        (
            "schemes:\n  - hcpc:\n    renewal: 2025-10-01\n    adjust: {factor: 1}",
            (
                "2:5 the name of a scheme stands where its `id` and facts are expected (write "
                "`- {id: hcpc, renewal: 2025-10-01, adjust: ...}` under `schemes`)"
            ),
        ),
        (
            "schemes:\n  gcs:\n  hcpcc: {renewal: 2025-10-01}",
            (
                "2:3 the name of a scheme stands where its `id` and facts are expected (write "
                "`- gcs` and `- {id: hcpc, renewal: 2025-10-01}` under `schemes`)"
            ),
        ),
        (
            "schemes: gcs, hcpc",
            '1:10 there is no scheme "gcs, hcpc" (write `[gcs, hcpc]`)',
        ),
        ("schemes: [[gcs]]", "1:11 a list stands where text is expected"),
        (
            "schemes: [{id: gcs, adjust: [1]}]",
            "1:30 a text stands where names with values are expected",
        ),
        ("visibility: privat", '1:13 "privat" is not one of the words that `visibility` takes'),
        (
            "visibility: {activity: pubic}",
            '1:24 "pubic" is not one of the words that `activity` takes',
        ),
        ("visibility: {activty: private}", "1:14 there is no kind of entry `activty` (did you me"),
        ("visibility: [private]", "1:13 a list stands where names with values are expected"),
        ("reflection: gibbs", "1:13 a text stands where names with values are expected (write `r"),
        ("reflection: {model: gibs}", '1:21 "gibs" is not one of the words that `model` takes'),
        ("reflection: {modle: gibbs}", "1:14 there is no setting `modle` (did you mean `model`?)"),
        (
            "reflection: {headings: {learnt: [A]}}",
            "1:25 there is no reflection field `learnt` (did you mean `learned`?)",
        ),
        (
            "reflection: {headings: {learned: [A b], next: ['a B!']}}",
            '1:47 the heading "a B!" cannot stand for `next` (delete it: it stands for `learned`',
        ),
        (
            "reflection: {headings: {learned: '?'}}",
            '1:34 the heading "?" cannot stand for `learned` (delete it: it has no letters)',
        ),
        ("types: {Course: {like: reading}}", "1:9 the name `Course` is already taken (choose"),
        ("types: {hidden: {like: reading}}", "1:9 the name `hidden` is already taken"),
        ("types: {A b: , a-b: }", "1:16 the name `a-b` is already taken"),
        ("types: {a: {like: raeding}}", '1:19 "raeding" is not one of the common types (did you'),
        ("types: {a: {lik: reading}}", "1:13 there is no setting `lik` (did you mean `like`?)"),
        ("types: {a: reading}", "1:12 a text stands where names with values are expected"),
        (
            "fields: {hours: date}",
            "1:10 `hours` is a field of its own and cannot stand for another",
        ),
        ("fields: {stunden: hour}", '1:19 "hour" is not one of the words that `stunden` takes'),
        ("theme: [default]", "1:8 a list stands where names with values are expected"),
        ("theme: {nam: default}", "1:9 there is no setting `nam` (did you mean `name`?)"),
        ("theme: {options: [a]}", "1:18 a list stands where names with values are expected"),
        ("privacy: private", "1:10 a text stands where names with values are expected"),
        ("privacy: {reflection: me}", '1:23 "me" is not one of the words that `reflection` takes'),
        ("privacy: {assesment: public}", "1:11 there is no setting `assesment` (did you mean `as"),
        ("privacy: {allow: a@b.c}", "1:18 a text stands where names with values are expected"),
        ("privacy: {allow: [{text: a@b.c}]}", "1:19 a text and the reason are needed (write `{te"),
        ("publish: gh-pages", "1:10 a text stands where names with values are expected"),
        ("publish: {brnach: x}", "1:11 there is no setting `brnach` (did you mean `branch`?)"),
        ("evidence_limit: 20 MB", '1:17 "20 MB" is not a number (write a number such as 7 or 2.5'),
        ("checks: {no-evidense: note}", "1:10 there is no check `no-evidense` (did you mean `no-"),
        ("checks: {no-evidence: off}", '1:23 "off" is not one of the words that `no-evidence`'),
        ("checks: {bad-date: note}", "1:20 `bad-date` is an error: an entry that has it cannot be"),
    ],
)
def test_every_fault_has_its_place(file: str | bytes, expected: str) -> None:
    settings, faults = settings_of(file)
    assert [fault[: len(expected)] for fault in faults] == [expected]
    assert is_kept_to_the_owner(settings)


def test_a_slip_of_punctuation_hides_no_other_fault() -> None:
    settings, faults = settings_of(
        "title: CPD: mine\ntypes: {ward-round: {like: work-based}}\nlanguage: English (UK)\nschemes:hcpc\n"
    )
    assert [fault.partition(" ")[0] for fault in faults] == ["1:11", "3:11", "4:1"]
    assert "ward-round" in settings.types
    assert is_kept_to_the_owner(settings)


def test_all_faults_at_once() -> None:
    _, faults = settings_of(
        "# mine\nlanguge: en\nyear_start: April\nschemes: [gsc, hcpc, nmc]\n"
        "visibility: {goal: nobody}\nchecks: {no-evidence: of}\n"
    )
    assert [fault.partition(" ")[0] for fault in faults] == [
        *("2:1", "3:13", "4:11", "4:22", "5:20", "6:23")
    ]


@pytest.mark.parametrize(
    "file",
    [
        "visibility: privat",
        "visibility: {activity: privat}",
        "visibility: {activty: private}",
        "visibility: {activity: public, activity: private}",
        "visibility: public\nvisibility: private",
        "visibility: {activity: [private]}",
        "visibilty: private",
        "privacy: {reflection: privat}",
        "privacy: {reflektion: private}",
        "privacy: {assessment: public, assessment: private}",
        "privcy: {reflection: private}",
        "visibility: private: yes",
        "visibility: 'private",
    ],
)
def test_a_mistyped_word_never_publishes_more(file: str) -> None:
    settings, faults = settings_of(file)
    assert faults != []
    assert is_kept_to_the_owner(settings)


def is_kept_to_the_owner(settings: Settings) -> bool:
    """Whether nobody else sees anything."""
    who = {*settings.visibility.values(), settings.assessment_visibility}
    return {*who, settings.reflection_visibility} == {Visibility.PRIVATE}


def test_one_word_for_every_kind() -> None:
    settings, faults = settings_of("visibility: private")
    assert faults == []
    assert settings.visibility == dict.fromkeys(Kind, Visibility.PRIVATE)


@pytest.mark.parametrize(
    ("file", "field"),
    [
        ("author: {name: A, name: B}", "author.name"),
        ("author: {registrations: {gcs: 1, gcs: 2}}", "author.registrations.gcs"),
        ("visibility: {goal: private, goal: private}", "visibility.goal"),
        ("theme: {name: default, name: default}", "theme.name"),
        ("theme: {options: {accent: red, accent: red}}", "theme.options.accent"),
        ("privacy: {reflection: private, reflection: private}", "privacy.reflection"),
        ("privacy: {allow: [{text: a, text: a, reason: b}]}", "privacy.allow.0.text"),
        ("publish: {branch: a, branch: b}", "publish.branch"),
        ("checks: {no-evidence: note, no-evidence: note}", "checks.no-evidence"),
        ("types: {ward: {like: course}, ward: {like: course}}", "types.ward"),
        ("types: {ward: {like: course, like: course}}", "types.ward.like"),
        ("fields: {time: hours, time: hours}", "fields.time"),
        ("reflection: {headings: {learned: [A], learned: [B]}}", "reflection.headings.learned"),
        ("schemes: [{id: gcs, id: gcs}]", "schemes.0.id"),
    ],
)
def test_what_stands_twice_is_named_in_full(file: str, field: str) -> None:
    _, found = decode_settings(Source(path="cpdsite.yaml", data=file.encode()), {"gcs"})
    assert [(fault.place.field, fault.help) for fault in found] == [(field, "keep one of the two")]


@pytest.mark.parametrize(
    ("file", "places"),
    [
        ("base_url: [a]", ["1:11"]),
        ("language: [en]", ["1:11"]),
        ("visibility: {activty: public, goal: nobody}", ["1:14", "1:37"]),
        ("privacy: {allow: [{text: a, reason: b, why: c}]}", ["1:40"]),
    ],
)
def test_what_cannot_be_read_leaves_the_rest_as_it_was(file: str, places: list[str]) -> None:
    settings, faults = settings_of(file)
    assert [fault.partition(" ")[0] for fault in faults] == places
    assert (settings.base_url, settings.language) == (Settings().base_url, Settings().language)


def test_an_address_ends_in_one_slash() -> None:
    for written in ("https://e.org/cpd", "https://e.org/cpd/", "https://e.org/cpd//"):
        assert settings_of(f"base_url: {written}")[0].base_url == "https://e.org/cpd/"


def test_an_error_may_be_called_one() -> None:
    settings, faults = settings_of("checks: {bad-date: error, no-evidence: error}")
    assert faults == []
    assert settings.severities == {"bad-date": Severity.ERROR, "no-evidence": Severity.ERROR}


def test_every_warning_may_be_weighed_and_no_error() -> None:
    for code, severity in SEVERITIES.items():
        _, faults = settings_of(f"checks: {{{code}: note}}")
        assert bool(faults) == (severity is Severity.ERROR)
