"""Every number of a report follows from the exported events, by the program in the docs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import cycle
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any, Final, Literal, cast

import attrs
import pytest

from triage import Case, home
from triage.casefiles import read_cases
from triage.chain import Placed, Status, Waiting
from triage.cli.desks import as_json
from triage.desk import Desk
from triage.desk.office import ZONE
from triage.records import End, Entered

START: Final = datetime(2021, 3, 1, 9, tzinfo=ZONE)
WEEKS: Final = ("2021-W09", "2021-W10", "2021-W11", "2021-W12")
PEOPLE: Final = 54
WEEKLY: Final = 18
LISTED: Final = 24
FATES: Final = (
    "completed", "started", "silent", "refused", "withdrawn", "halted", "stopped", "accepted",
)  # fmt: skip
LATER: Final = ("started", "stopped", "completed", "withdrawn", "completed", "refused")
BEGUN: Final = ("started", "completed")
ENDS: Final = ("loondienst", "einde_regeling", "bedrijf_gestopt", "geen_nieuwe_aanvraag", "anders")
LINES: Final = 20
WIDTH: Final = 100

COLUMNS: Final = ("week", "total", "added", "later")
TERMS: Final = {
    "met": "gehaald",
    "late": "te laat gehaald",
    "running": "loopt nog",
    "overdue": "verstreken",
    "start_missing": "begin onbekend",
    "lapsed": "vervallen",
}
ELSEWHERE: Final = ("alarms", "projection")
"""Parts of a report that are made from the numbers in the others."""
GIVEN: Final = ("target", "ceiling", "promised", "passed")
"""What does not come from events, but from the configuration and the calendar."""

KEYED: Final = re.compile(
    r"\b(lines|apart|registered|closed|backlog_levels|terms|budgets|products|capacity|weekly"
    r"|arrivals)/[^/]+"
)
"""After these words comes a key."""
AT_ONCE: Final = (
    "capacity/*/figures/verwezen",
    "capacity/*/figures/ingetrokken",
    "inflow/closed/*",
    "indicators/",
)
"""What is written down when it happens, and so never late; and what is not counted at all."""
NEVER: Final = {
    *(f"{path}/{late}" for path in AT_ONCE for late in ("added", "later")),
    *(f"indicators/{kind}/wrong_count" for kind in ("", "ondernemers", "producten", "aandeel")),
}
"""What is 0 in every report; only days can contradict each other."""

Extent = Literal["geheel", "deels"]
Numbers = dict[str, Any]
"""Numbers by name, in the shape of the report's JSON; None is no number."""


@attrs.define
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def before(self, **time: float) -> datetime:
        """So long ago, and never before the programme began."""
        return max(self.now - timedelta(**time), START)


# What happens: a programme in which everything that a report counts happens at least once.


def homes(folder: Path) -> tuple[Path, Path]:
    """Two versions of the built-in home, with few places; the second counts and pays otherwise."""
    first, second = folder / "eerst", folder / "daarna"
    for part in (*home.PARTS, "partners"):
        shutil.copytree(home.built_in() / part, first / part)
    change(first / "config/partners.yaml", "plaatsen: 30", "plaatsen: 3")
    change(first / "config/partners.yaml", "plaatsen: 0", "plaatsen: 1")
    shutil.copytree(first, second)
    change(first / "config/indicatoren.yaml", "tozo_status: actief", "tozo_status: beeindigd")
    change(second / "config/triage.yaml", "bedrag: 200000.00", "bedrag: 210000.00")
    return first, second


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def people(desk: Desk) -> list[Case]:
    """The first of the sample list, who agree to be referred, and wish for all there is."""
    rulebook = desk.policy.rulebook
    cases, problems = read_cases(str(home.built_in() / "demo/gros-lijst.csv"), rulebook)
    assert not problems
    agreed = {partner.consent: True for partner in rulebook.partners.values() if partner.consent}
    work = {"interesse_loondienst": "naast_bedrijf", "uren_loondienst": 20}
    wishes = {**work, "interesse_omscholing": "ja", **agreed}
    doubts = {"krediet_nodig": Decimal(5000), "f_scan_uitkomst": "onzeker"}
    found: list[Case] = []
    for number, case in enumerate(cases[:PEOPLE]):
        told: dict[str, Any] = {**case.answers, **wishes, **(doubts if number % 3 == 1 else {})}
        if number % 5 == 0:
            told.pop("tozo_status", None)
        if number % 10 in (2, 4):  # the first has no begin; four weeks later is a Monday
            since = date(2021, 2, 15) if number % 10 == 4 else None
            told |= {"verzoek_schuldhulp": True, "gemeld_op": since}
        found.append(attrs.evolve(case, answers=told, registered=START.date()))
    return found


Track = tuple[str, str, str]
"""A referral, with its case and its product."""


@attrs.define
class Programme:
    """Some weeks of it, at a desk and a clock that the test moves."""

    desk: Desk
    clock: Clock
    cases: list[Case]
    fates: Iterator[str] = attrs.Factory(lambda: cycle(FATES))
    reasons: Iterator[str] = attrs.Factory(lambda: cycle(("geen_capaciteit", "niet_bereikbaar")))
    words: Iterator[str] = attrs.Factory(lambda: cycle(LATER))
    ends: Iterator[str] = attrs.Factory(lambda: cycle(ENDS))
    tracks: defaultdict[str, list[Track]] = attrs.Factory(lambda: defaultdict(list))

    def week(self, number: int) -> None:
        """Late news on Monday, people from Monday to Thursday, and ends of TOZO on Friday."""
        monday = self.clock.now = START + timedelta(weeks=number)
        first = number * WEEKLY
        if number:
            self.catch_up(first - WEEKLY)
        for count, case in enumerate(self.cases[first:][:WEEKLY]):
            self.clock.now = monday + timedelta(hours=5 * count)
            self.meet(first + count, case)
        self.clock.now = monday + timedelta(days=4)
        self.end(self.cases[:first])

    def meet(self, number: int, case: Case) -> None:
        desk = self.desk
        if number >= LISTED:
            source = ("zelf", "campagne", "signaal")[number % 3]
            since = self.clock.before(days=4 * (number % 4 == 1)).date()
            desk.register(attrs.evolve(case, registered=since), source)
        if number % 7 == 0:
            return  # nobody writes down that they spoke, until the week after
        at, reached = self.clock.before(days=number % 3), number % 3 > 0 and number % 8 > 0
        desk.contact(case.case, channel="telefoon", reached=reached, at=at, actor="balie")
        if number % 6 == 2:
            urgency = ("acuut", "hoog")[number % 4 == 0]
            desk.override(case.case, urgency=urgency, reason="Het is dringend.", actor="balie")
        if number % 4:
            self.refer(number, case)

    def refer(self, number: int, case: Case, at: datetime | None = None) -> None:
        """An intake, and a referral for everything that fits."""
        today, told = self.clock.now.date(), dict(case.answers)
        if number % 2:
            asked = today - timedelta(days=5 * (number % 9))
            told |= {"gemeld_op": asked, "eerste_gesprek_op": today}
        advice = self.desk.intake(attrs.evolve(case, answers=told), actor="balie", at=at)
        alone = number % 12 == 3 or number % 9 == 5  # begins with one scan, and nobody says so
        scans = [one for one in advice.products if one.product in ("e_scan", "f_scan")]
        for given in scans[:1] if alone else advice.products:
            result = self.desk.refer(case.case, given.product, actor="balie")
            if isinstance(result, Placed):
                study = given.product == "levensvatbaarheidsonderzoek"
                fate = "silent" if alone or study else next(self.fates)
                self.tracks[fate].append((result.referral, case.case, given.product))
                self.follow(result.referral, fate)
            elif number % 4 == 1 and isinstance(result, Waiting):
                self.desk.withdraw(result.referral, reason="Wacht niet.", actor="balie")

    def follow(self, referral: str, fate: str, at: datetime | None = None) -> None:
        """What becomes of it at once, or is written down later."""
        match fate:
            case "silent":
                return
            case "withdrawn":
                self.desk.withdraw(referral, reason="Toch niet.", actor="balie")
            case "refused":
                self.desk.update(referral, "refused", next(self.reasons), at=at, actor="balie")
            case "halted":
                self.desk.update(referral, "started", actor="balie")
                self.desk.update(referral, "stopped", hours=Decimal("0.5"), actor="balie")
            case word:
                self.desk.update(referral, cast("Status", word), at=at, actor="balie")

    def catch_up(self, first: int) -> None:
        """What happened last week, and is written down only now."""
        late = self.clock.before(days=2)
        before, self.tracks = self.tracks, defaultdict(list)
        for number, case in enumerate(self.cases[first:][:WEEKLY], first):
            self.meet_again(number, case, late)
        self.refer_again([*before["refused"], *before["halted"]])
        silent = [*before["silent"], *before["accepted"]]
        told = [next(self.words) for _ in silent]
        for (referral, *_), word in zip(silent, told, strict=True):
            self.follow(referral, word, late)
        for referral, *_ in before["started"][::3]:
            self.follow(referral, "completed")
        for referral, *_ in before["halted"]:
            self.desk.correct(referral, "stopped", Decimal("0.25"), actor="balie")
        now = [one for one, word in zip(silent, told, strict=True) if word in BEGUN]
        begun = [*before["started"], *before["completed"], *now][::2]
        self.desk.entered([Entered(one, late.date()) for one, *_ in begun], actor="gros")

    def meet_again(self, number: int, case: Case, late: datetime) -> None:
        key, desk = case.case, self.desk
        if number % 7 == 0:
            desk.contact(key, channel="telefoon", reached=True, at=late, actor="balie")
            self.refer(number, case, late)
        elif number % 6 in (3, 4):  # for the first time, after their products began, or once more
            desk.contact(key, channel="telefoon", reached=True, actor="balie")
        elif number % 8 == 0:  # asks for help by himself, and the adviser sees it otherwise
            told = {**case.answers, "dreiging_wettelijk": ["gas"]}
            desk.register(attrs.evolve(case, answers=told), "zelf")
            desk.override(key, product="e_scan", reason="Dat helpt.", actor="balie")
        elif number % 4 == 0:
            reason = ("verhuisd", "ziet_af", "Wil het zelf doen.")[number % 3]
            desk.close(key, reason=reason, actor="balie")

    def refer_again(self, tracks: Iterable[Track]) -> None:
        for _, case, product in tracks:
            result = self.desk.refer(case, product, actor="balie")
            if isinstance(result, Placed):
                self.follow(result.referral, "started")
                self.desk.entered([Entered(result.referral, self.clock.now.date())], actor="gros")

    def end(self, met: list[Case]) -> None:
        """The TOZO of some ended this week, of some last week, and of some twice."""
        today = self.clock.now.date()
        for number, case in enumerate(met[::2]):
            on = today - timedelta(days=6 * (number % 3 == 1))
            extent: Extent = "deels" if number % 4 else "geheel"
            self.desk.tozo([End(case.case, on, next(self.ends), extent)], actor="gros")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Numbers]]:
    """The events of a few weeks, and the reports of those weeks, as JSON."""
    folder, clock = tmp_path_factory.mktemp("narekenen"), Clock()
    first, second = homes(folder)
    address = f"sqlite:///{folder / 'ledger.db'}"
    with Desk.open(first, address, engine="direct", clock=clock) as desk:
        cases = people(desk)
        desk.register(cases[:LISTED], "gros")
        programme = Programme(desk, clock, cases)
        programme.week(0)
        programme.week(1)
    with Desk.open(second, address, engine="direct", clock=clock) as desk:
        programme.desk = desk
        programme.week(2)
        programme.week(3)
        clock.now = START + timedelta(weeks=len(WEEKS))
        programme.catch_up(PEOPLE)
        return written(desk, folder), {
            week: json.loads(as_json(desk.report(week))) for week in WEEKS
        }


@pytest.fixture
def corrected(tmp_path: Path) -> tuple[Path, Mapping[str, Numbers]]:
    """Two weeks, of which the first is told again, and otherwise, in the second."""
    address, clock = f"sqlite:///{tmp_path / 'ledger.db'}", Clock()
    with Desk.open(None, address, engine="direct", clock=clock) as desk:
        first, *others = people(desk)[:8]
        desk.register([first, *others], "gros")
        clock.now = START + timedelta(days=3)
        desk.contact(first.case, channel="telefoon", reached=True, actor="balie")
        for case in (first, *others):
            desk.refer(case.case, "intake", actor="balie")
        clock.now = START + timedelta(days=7)
        before = START + timedelta(days=1)
        desk.contact(first.case, channel="telefoon", reached=True, at=before, actor="balie")
        desk.intake(first, actor="balie")
        desk.override(first.case, product="e_scan", reason="Dat helpt.", actor="balie")
        scan = desk.refer(first.case, "e_scan", actor="balie")
        assert isinstance(scan, Placed)
        desk.update(scan.referral, "started", at=before, actor="balie")
        clock.now = START + timedelta(weeks=2)
        reports = {week: json.loads(as_json(desk.report(week))) for week in WEEKS[:2]}
        return written(desk, tmp_path), reports


def written(desk: Desk, folder: Path) -> Path:
    events = folder / "gebeurtenissen.jsonl"
    events.write_text("".join(f"{as_json(one)}\n" for one in desk.events()), encoding="utf-8")
    return events


# What the printed numbers come to, in the shape of the report.


@attrs.define
class Printed:
    """What the program printed, and which of it has been looked at."""

    rows: Mapping[str, Numbers]
    seen: set[str] = attrs.Factory(set)

    @classmethod
    def read(cls, text: str) -> Printed:
        _, *lines = (line.split("\t") for line in text.splitlines())
        return cls({name: dict(zip(COLUMNS, map(float, n), strict=True)) for name, *n in lines})

    def figure(self, name: str) -> Numbers:
        self.seen.add(name)
        return self.rows.get(name, dict.fromkeys(COLUMNS, 0))

    def total(self, name: str) -> float:
        return float(self.figure(name)["total"])

    def under(self, start: str) -> dict[str, Numbers]:
        """What was printed under names that begin so, by the rest of the name."""
        names = [name for name in self.rows if name.startswith(start)]
        return {name.removeprefix(start): self.figure(name) for name in names}

    def weeks(self, name: str) -> Counter[str]:
        """By week, what came in it."""
        return Counter(
            {
                f"{date.fromisoformat(monday):%G-W%V}": figure["total"]
                for monday, figure in self.under(f"{name}, week van ").items()
                if figure["total"]
            }
        )


def tenth(number: float | Decimal) -> float:
    return float(Decimal(str(number)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def mean(whole: float, count: float) -> float | None:
    return tenth(Decimal(str(whole)) / Decimal(str(count))) if count else None


def share(part: float, whole: float | None) -> float | None:
    return mean(100 * part, whole) if whole else None


def only(figure: Numbers, *columns: str) -> Numbers:
    return {column: figure[column] for column in columns}


def indicator(row: Numbers, printed: Printed) -> Numbers:
    key = row["key"]
    shared = {
        "unknown": row["unknown"] and printed.figure(f"{key}, niet bekend"),
        "wrong_count": printed.total(f"{key}, tegenspraak"),
    }
    match row["counts"]:
        case "dagen":
            return shared | lasted(row, printed)
        case "aandeel":
            return shared | entered(key, printed)
        case "":
            return shared | {"added": 0, "later": 0}  # an effect that nobody measures
    figure = printed.figure(key)
    return {
        **shared,
        **figure,
        "reached": share(figure["total"], row["target"]),
        "unique": row["unique"] and only(printed.figure(f"{key}, mensen"), "week", "total"),
        "partial": row["partial"] and printed.figure(f"{key}, deels"),
        "beside": row["beside"] and printed.figure(f"{key}, zonder product"),
        **{
            part: {one["key"]: printed.figure(f"{key}{sign}: {one['key']}") for one in row[part]}
            for part, sign in (("lines", ""), ("apart", ", apart"))
        },
    }


def lasted(row: Numbers, printed: Printed) -> Numbers:
    key = row["key"]
    waits, whole = printed.total(f"{key}, wacht"), printed.total(f"{key}, wacht, dagen")
    names = {one["key"]: f"{key}: {one['key']}" for one in row["lines"]}
    return {
        **means(key, printed),
        "lines": {
            product: {**means(name, printed), "spread": spread(name, "total", printed)}
            for product, name in names.items()
        },
        "spread": {column: spread(key, column, printed) for column in ("week", "total")},
        "waited": {
            "count": waits,
            "mean": mean(whole, waits),
            "oldest": printed.total(f"{key}, wacht, langst") if waits else None,
            "ended": printed.total(f"{key}, gesloten"),
        },
    }


def means(name: str, printed: Printed) -> Numbers:
    count, whole = printed.figure(name), printed.figure(f"{name}, dagen")
    return count | {column: mean(whole[column], count[column]) for column in ("week", "total")}


def spread(name: str, column: str, printed: Printed) -> Numbers:
    """Of all the times in their order, the middle one and the one at nine tenths."""
    took: list[int] = []
    for days, figure in printed.under(f"{name}, in ").items():
        took += [int(days.removesuffix(" dagen"))] * int(figure[column])
    took.sort()
    found = {"count": len(took), "mean": mean(sum(took), len(took))}
    if took:
        last = ceil(Decimal("0.9") * len(took)) - 1
        found |= {"median": tenth(median(took)), "p90": took[last]}
    return found


def entered(key: str, printed: Printed) -> Numbers:
    words = ("ingezet", "ingevoerd", "invoer")
    whole, part, late = (printed.figure(f"{key}, {word}") for word in words)
    periods = ("week", "total")
    return {
        **{column: share(part[column], whole[column]) for column in periods},
        **{column: whole[column] + late[column] for column in ("added", "later")},
        "share": {one: {"part": part[one], "whole": whole[one]} for one in periods},
    }


def inflow(report: Numbers, printed: Printed) -> Numbers:
    waits, longest = printed.figure("te bellen"), printed.total("te bellen, langst")
    levels = {key: figure["total"] for key, figure in printed.under("te bellen: ").items()}
    oldest = date.fromisoformat(report["last"]) - timedelta(days=longest)
    return {
        "registered": {
            "totaal": printed.figure("in beeld"),
            **filled(printed.under("in beeld: ")),
        },
        "reached": printed.figure("gesproken"),
        "intakes": printed.figure("intake"),
        "closed": filled(printed.under("gesloten: ")),
        "backlog": waits["total"],
        "backlog_before": waits["total"] - waits["week"] - waits["added"],
        "backlog_levels": {key: count for key, count in levels.items() if count},
        "oldest": str(oldest) if waits["total"] else None,
    }


def filled(figures: Mapping[str, Numbers]) -> Mapping[str, Numbers]:
    return {key: figure for key, figure in figures.items() if any(figure.values())}


def terms(key: str, printed: Printed) -> Numbers:
    return {state: printed.total(f"termijn {key}, {word}") for state, word in TERMS.items()}


def budget(row: Numbers, printed: Printed) -> Numbers:
    pot = f"pot {row['key']}"
    held, spent = printed.figure(f"{pot}, vastgelegd"), printed.figure(f"{pot}, besteed")
    granted, used = printed.total(f"{pot}, toegekend"), held["total"] + spent["total"]
    words = {"count": "aantal", "held": "vastgelegd", "spent": "besteed"}
    return {
        "granted": granted,
        "free": granted - used,
        "held": held["total"],
        "spent": spent["total"],
        "week_held": held["week"],
        "week_spent": spent["week"],
        "used": share(used, granted),
        "weekly": so_far(printed.weeks(pot), row["weekly"]),
        "products": {
            one["product"]: {
                key: printed.total(f"{pot}: {one['product']}, {word}")
                for key, word in words.items()
            }
            for one in row["products"]
        },
    }


def so_far(grown: Mapping[str, float], weeks: Iterable[str]) -> Numbers:
    """By week, all that had come when it closed."""
    return {week: sum(n for one, n in grown.items() if one <= week) for week in weeks}


def capacity(row: Numbers, printed: Printed) -> Numbers:
    name, queue = f"{row['partner']} {row['product']}", f"wachtlijst {row['product']}"
    used, grown = printed.total(f"{name}, plaatsen"), printed.weeks(name)
    figures = {word: printed.figure(f"{name}, {word}") for word in row["figures"]}
    if figures["verwezen"] and row["figures"]["verwezen"]["total"] is None:
        figures["verwezen"] = {"added": 0, "later": 0}  # the desk's own: nobody was referred
    if row["waiting"] is not None:  # who waits stands with one of the partners
        grown.update(printed.weeks(queue))
    return {
        "used": used,
        "free": None if row["promised"] is None else max(row["promised"] - used, 0),
        "waiting": None if row["waiting"] is None else printed.total(queue),
        "open": printed.total(f"{name}, open"),
        "weekly": so_far(grown, row["weekly"]),
        "figures": figures,
    }


def recomputed(report: Numbers, printed: Printed) -> Numbers:
    """The numbers of a report, from what was printed; of the report come what there is to count."""
    return {
        "events": printed.total("gebeurtenissen"),
        "indicators": {row["key"]: indicator(row, printed) for row in report["indicators"]},
        "inflow": inflow(report, printed),
        "terms": {row["key"]: terms(row["key"], printed) for row in report["terms"]},
        "budgets": {row["key"]: budget(row, printed) for row in report["budgets"]},
        "capacity": {key_of(row): capacity(row, printed) for row in report["capacity"]},
        "weekly": printed.weeks("intake"),
        "arrivals": printed.weeks("aanmelding"),
    }


def key_of(row: Numbers) -> str:
    """What a row of a list is called: by its key, its product, or its partner and product."""
    return str(row.get("key") or " ".join(filter(None, (row.get("partner"), row["product"]))))


def numbers(value: object, *path: str) -> Iterator[tuple[str, object]]:
    """Every number, and the day of the oldest, by where it stands; also what nobody expected."""
    match value:
        case Mapping():
            for key, one in value.items():
                yield from numbers(one, *path, key)
        case [{}, *_]:
            yield from numbers({key_of(row): row for row in cast("list[Numbers]", value)}, *path)
        case bool():
            return
        case int() | float() if path[-1] not in GIVEN:
            yield "/".join(path), round(value, 2)
        case str() if path[-1] == "oldest":
            yield "/".join(path), value


@pytest.fixture(scope="module")
def program(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = (root / "docs/rapport.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```py\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)
    path = tmp_path_factory.mktemp("programma") / "narekenen.py"
    path.write_text(code, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def run(root: Path, program: Path) -> Callable[[Path, str], Printed]:
    """Run the program, as the docs say, on events and a week."""

    def run(events: Path, week: str) -> Printed:
        questions = root / "docs/narekenen.sql"
        command: list[str | Path] = [sys.executable, program, events, questions, week]
        told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        return Printed.read(told.stdout)

    return run


def shown(report: Numbers) -> dict[str, object]:
    return dict(numbers({key: part for key, part in report.items() if key not in ELSEWHERE}))


@pytest.mark.checkout
def test_the_program_in_the_docs_is_short(program: Path) -> None:
    lines = program.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= LINES
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.checkout
@pytest.mark.parametrize("week", WEEKS)
def test_every_number_of_a_report_is_found_by_the_program(
    exported: tuple[Path, Mapping[str, Numbers]], run: Callable[[Path, str], Printed], week: str
) -> None:
    events, reports = exported

    printed = run(events, week)

    found = recomputed(reports[week], printed)
    assert shown(reports[week]) == dict(numbers(found))
    assert {name for name, figure in printed.rows.items() if figure["total"]} <= printed.seen


@pytest.mark.checkout
@pytest.mark.parametrize("week", WEEKS[:2])
def test_what_is_told_again_and_otherwise_is_found_as_well(
    corrected: tuple[Path, Mapping[str, Numbers]], run: Callable[[Path, str], Printed], week: str
) -> None:
    events, reports = corrected

    printed = run(events, week)

    assert shown(reports[week]) == dict(numbers(recomputed(reports[week], printed)))


def test_everything_that_a_report_counts_happens_in_these_weeks(
    exported: tuple[Path, Mapping[str, Numbers]],
) -> None:
    _, reports = exported

    found = [one for report in reports.values() for one in shown(report).items()]

    kinds = {row["key"]: row["counts"] for row in reports[WEEKS[0]]["indicators"]}
    counted = {kind_of(path, kinds) for path, number in found if number}
    assert {kind_of(path, kinds) for path, _ in found} - counted == NEVER


def kind_of(path: str, kinds: Mapping[str, str]) -> str:
    """Where a number stands, whichever product, partner, reason or week it is about."""
    general = KEYED.sub(r"\1/*", path)
    return re.sub("(?<=^indicators/)[^/]+", lambda found: kinds[found[0]], general)
