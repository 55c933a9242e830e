"""Readers of feeds by other people's programs, from bytes to instances as in `instances`.

Python libraries are called; the others run as programs that answer each line of their input (a
feed as JSON) with a line of output, so that one process reads many feeds.
"""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import icalendar
import ics
import pytest
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from instances import FROM, UNTIL, Instance, told

HERE = Path(__file__).parent
NODE = HERE.parent / "node"
PROGRAMS = HERE / "programs"
DAY = dt.timedelta(days=1)
AFTER = "2025-09-03"  # the day until which programs are asked, a little later than `UNTIL`
LIMIT = 600  # seconds after which a program hangs, however slow the machine; the test then fails
Reader = Callable[[bytes], Iterable[Instance]]
Program = Callable[[], list[str]]


def by_icalendar(feed: bytes) -> Iterator[Instance]:
    """Yield the instances that icalendar reads and recurring-ical-events expands."""
    calendar = icalendar.Calendar.from_ical(feed)
    assert not [part.errors for part in calendar.walk() if part.errors]
    query = recurring_ical_events.of(calendar)
    for each in query.between(dt.date(1970, 1, 1), dt.date.fromisoformat(AFTER)):
        yield str(each["UID"]), told(each.start), told(each.end), str(each["SUMMARY"])


def by_ical(feed: bytes) -> Iterator[Instance]:
    """Yield the instances that ical reads, the library of Home Assistant."""
    calendar = IcsCalendarStream.calendar_from_ics(feed.decode())
    until = dt.datetime.fromisoformat(AFTER).replace(tzinfo=dt.UTC)
    begin = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    for each in calendar.timeline_tz(dt.UTC).overlapping(begin, until):
        yield str(each.uid), told(each.dtstart), told(each.end), str(each.summary)


def by_vobject(feed: bytes) -> Iterator[Instance]:
    """Yield the instances that vobject reads and dateutil expands, in the feed's own zones."""
    events = vobject.readOne(feed.decode()).vevent_list
    replaced = {
        (each.uid.value, told(each.recurrence_id.value))
        for each in events
        if hasattr(each, "recurrence_id")
    }
    until = dt.datetime.fromisoformat(AFTER)
    for each in events:
        uid, summary = each.uid.value, each.summary.value
        start, end = each.dtstart.value, each.dtend.value
        if not each.rruleset:
            yield uid, told(start), told(end), summary
            continue
        for found in each.rruleset:
            if found.replace(tzinfo=None) > until:
                break
            begins = found if isinstance(start, dt.datetime) else found.date()
            if (uid, told(begins)) not in replaced:
                yield uid, told(begins), told(begins + (end - start)), summary


def by_ics(feed: bytes) -> Iterator[Instance]:
    """Yield the instances that ics reads: each entry once, as it knows no recurrence."""
    for each in ics.Calendar(feed.decode()).events:
        if each.all_day:  # of such an event `end` is the last moment
            start = each.begin.date()
            yield each.uid, told(start), told(start + each.duration), each.name
        else:
            yield each.uid, told(each.begin.datetime), told(each.end.datetime), each.name


def by_ical_js(feed: bytes) -> list[Instance]:
    """Return the instances that ical.js reads, the library of Thunderbird."""
    return asked(ical_js(), [feed])[0]


def by_node_ical(feed: bytes) -> list[Instance]:
    """Return the instances that node-ical reads."""
    return asked(on_node("node_ical.cjs", "node-ical"), [feed])[0]


def by_ts_ics(feed: bytes) -> list[Instance]:
    """Return the instances that ts-ics reads: each entry once."""
    return asked(on_node("ts_ics.mjs", "ts-ics"), [feed])[0]


def by_libical(feed: bytes) -> list[Instance]:
    """Return the instances that libical reads, the library of GNOME's and KDE's calendars."""
    return asked(libical(), [feed])[0]


def by_sabre(feed: bytes) -> list[Instance]:
    """Return the instances that sabre/vobject reads, the library of Nextcloud."""
    return asked(sabre(), [feed])[0]


def by_perl(feed: bytes) -> list[Instance]:
    """Return the instances that Perl's DateTime::Format::ICal expands."""
    return asked(perl(), [feed])[0]


def khal_lists(folder: Path, store: Path, begin: str = FROM, until: str = UNTIL) -> list[Instance]:
    """Return what `khal list` shows of the calendar files in the folder `store`, sorted.

    `folder` is for its configuration and cache. `begin` and `until` are ISO dates.
    """
    khal = beside_python("khal")
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[feed]]\npath = {store}\nreadonly = True\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
        "timeformat = %H:%M:%S\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%dT%H:%M:%SZ\nlongdatetimeformat = %Y-%m-%dT%H:%M:%SZ\n"
        f"[sqlite]\npath = {folder / 'khal.db'}\n",
        "utf-8",
    )
    form = "\x1e{uid}\x1f{start-long}\x1f{end-long}\x1f{title}"
    # The range includes the first moment of `begin`, and nothing of `until`.
    times = (f"{begin}T00:00:00Z", f"{until}T00:00:00Z")
    command = [khal, "-c", config, "list", "--format", form, "--day-format", "", *times]
    made = subprocess.run(
        [*map(str, command)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=LIMIT,
        env={**os.environ, "HOME": str(folder), "XDG_CACHE_HOME": str(folder), "TZ": "UTC"},
    )
    assert made.returncode == 0, made.stderr
    found = set()  # several days of one event are listed on each
    for record in made.stdout.split("\x1e")[1:]:
        uid, start, end, title = record.removesuffix("\n").split("\x1f")
        whole = "T" not in start
        last = told(dt.date.fromisoformat(end) + DAY) if whole else end
        found.add((uid, start, last, title.removesuffix(" ⟳").strip()))
    return sorted(found)


def single_entries(feed: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield a feed split as vdirsyncer stores it: a number and a file for each UID.

    Each file has the calendar's head with all zones.
    """
    head, *parts = feed.removesuffix(b"END:VCALENDAR\r\n").split(b"BEGIN:VEVENT\r\n")
    of_uid: dict[bytes, bytes] = {}
    for part in parts:
        uid = next(line for line in part.split(b"\r\n") if line.startswith(b"UID:"))
        of_uid[uid] = of_uid.get(uid, b"") + b"BEGIN:VEVENT\r\n" + part
    for number, data in enumerate(of_uid.values()):
        yield number, head + data + b"END:VCALENDAR\r\n"


def asked(command: list[str], feeds: Iterable[bytes], until: str = AFTER) -> list[list[Instance]]:
    """Run a program over feeds, and return the instances of each; `until` is an ISO date."""
    lines = [json.dumps({"feed": feed.decode(), "until": until}) + "\n" for feed in feeds]
    with running(command) as program:
        output, errors = program.communicate("".join(lines), timeout=LIMIT)
    assert program.returncode == 0, errors
    return [understood(line) for line in output.splitlines()]


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Start a program in a time zone far away from Japan's; kill it at the end of the block."""
    pipe = subprocess.PIPE
    program = subprocess.Popen(
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        encoding="utf-8",
        env={**os.environ, "TZ": "America/Los_Angeles"},
    )
    try:
        yield program
    finally:
        if program.poll() is None:
            program.kill()
        program.wait()


def understood(line: str) -> list[Instance]:
    """Parse a line (JSON) of a program's output; raise AssertionError where it is an error."""
    answer = json.loads(line)
    assert isinstance(answer, list), answer["error"]
    return [
        (uid, start.replace(".000Z", "Z"), end.replace(".000Z", "Z"), summary)
        for uid, start, end, summary in answer
    ]


def ical_js() -> list[str]:
    """Return the command of the reader with ical.js; skip the test where it is missing."""
    return on_node("ical_js_instances.cjs", "ical.js")


@cache
def on_node(script: str, package: str) -> list[str]:
    """Return the command of a reader on Node; skip the test where its package is missing."""
    node = there("node")
    probe = [node, "-e", f"import('{package}').catch(() => process.exit(1))"]
    if subprocess.run(probe, cwd=NODE, capture_output=True, check=False).returncode:
        pytest.skip(f"{package} is not installed")
    return [node, str(NODE / script)]


@cache
def libical() -> list[str]:
    """Return the command of the reader with libical; skip the test where it is missing.

    It runs on Debian's own Python, for which the bindings are made.
    """
    python = "/usr/bin/python3"
    probe = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
    if (
        not Path(python).exists()
        or subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode
    ):
        pytest.skip("libical is not installed (gir1.2-ical-3.0 python3-gi)")
    return [python, str(PROGRAMS / "libical_reader.py")]


@cache
def sabre() -> list[str]:
    """Return the command of the reader with sabre/vobject; skip the test where it is missing."""
    php = there("php")
    probe = "exit((int) !stream_resolve_include_path('Sabre/VObject/Reader.php'));"
    if subprocess.run([php, "-r", probe], capture_output=True, check=False).returncode:
        pytest.skip("sabre/vobject is not installed (php-sabre-vobject)")
    return [php, str(PROGRAMS / "sabre_reader.php")]


@cache
def perl() -> list[str]:
    """Return the command of the reader in Perl; skip the test where its modules are missing."""
    command = there("perl")
    modules = ["-MText::vFile::asData", "-MDateTime::Format::ICal", "-MJSON::PP"]
    if subprocess.run([command, *modules, "-e1"], capture_output=True, check=False).returncode:
        pytest.skip("libdatetime-format-ical-perl or libtext-vfile-asdata-perl is not installed")
    return [command, str(PROGRAMS / "datetime_reader.pl")]


def there(name: str) -> str:
    """Return the path of an installed program; skip the test where it is missing."""
    path = shutil.which(name)
    if not path:
        pytest.skip(f"{name} is not installed")
    return path


def beside_python(name: str) -> str:
    """Return the path of a program of the test requirements; skip the test where it is missing."""
    path = Path(sys.executable).parent / name
    if not path.exists():
        pytest.skip(f"{name} is not installed")
    return str(path)
