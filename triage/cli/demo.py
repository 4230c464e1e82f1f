"""`demo`: the whole job on a sample, with real servers that play the partners."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.common import Session, command_line, stop, unwritable, with_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from triage import Advice, Case, Policy
    from triage.demo import Sample, Step
    from triage.records import End
    from triage.rulebook import Rulebook

_MOST_URGENT = 10
_REPORTS = "rapport-*"
_ENGINE = "direct"
"""At the desk one engine decides: both agreed on the list, and two take longer."""

_NEEDED = "aiosmtpd"
_ENDED = "tozo-einden.csv"


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("triage-demo"),
    show_default=True,
    help="Folder for the call list, the advices and the reports.",
)
@with_session
def demo(session: Session, out: Path) -> None:
    """Do the whole job on a sample list, and show what comes out.

    Ranks the sample list of the home, prints the most urgent cases with their reasons, and writes
    the call list (XLSX, HTML) and the advices (JSON Lines). Then it plays the whole term at the
    desk, month by month: calls, intakes and referrals, as far as money and places reach, delivered
    to mail and web servers of its own on this machine. It ends with the report of the second and of
    the last week (HTML, XLSX). In the list of the built-in home everybody is made up, and nothing
    is left to chance. The list is ranked for the last day of registration, unless --on says
    otherwise.

    \b
    Examples:
      triage demo
      triage demo --out demo-april --on 2021-04-01
    """
    import attrs  # noqa: PLC0415  # keeps --help quick

    from triage.cli.cases import rank_cases, ranked_lines  # noqa: PLC0415

    policy = session.policy()
    sample = _sample(session)
    start = time.perf_counter()
    cases = session.cases(policy, str(sample))
    if not session.day_given:
        last = max((case.registered for case in cases), default=session.on)
        session = attrs.evolve(session, on=last)
    ranked = rank_cases(session.dated(policy), cases, session)
    seconds = time.perf_counter() - start
    files = _write(policy, ranked, cases, session.on, out)
    if session.json:
        click.echo(ranked_lines(ranked), nl=False)
        return
    _show(policy.rulebook, ranked, session, seconds)
    files += _play(policy, cases, session, sample, out)
    _next_steps(files, sample, ranked, session)


def _sample(session: Session) -> Path:
    """The list of the home to show."""
    from triage.home import built_in  # noqa: PLC0415  # keeps --help quick

    folder = (session.home or built_in()) / "demo"
    lists = sorted(file for file in folder.glob("*.csv") if file.name != _ENDED)
    if not lists:
        message = f"er staat geen voorbeeldlijst (CSV) in {folder}; --home kiest een ander thuis."
        raise click.UsageError(message)
    return lists[0]


def _play(
    policy: Policy, cases: Sequence[Case], session: Session, sample: Path, out: Path
) -> list[Path]:
    """The whole term at the desk; what it leaves behind."""
    from triage.demo import CHAIN, play  # noqa: PLC0415  # keeps --help quick
    from triage.home import built_in  # noqa: PLC0415

    folder = out / CHAIN
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for old in out.glob(_REPORTS):
        old.unlink()
    people = _people(policy, cases, session, sample)
    home = session.home or built_in()
    try:
        with _bar("het programma") as show:
            for step in play(home, policy, people, out, session.engine or _ENGINE):
                show(step)
    except ModuleNotFoundError as error:
        if error.name != _NEEDED:
            raise
        hint = "pip install 'keten-triage[demo]'"
        click.echo(f"\nOm ook de keten te zien is een mailserver nodig: {hint}", err=True)
        return []
    kept = [folder / name for name in ("ledger.db", "partners", "thuis")]
    return [*sorted(out.glob(_REPORTS)), *kept]


def _people(policy: Policy, cases: Sequence[Case], session: Session, sample: Path) -> Sample:
    """Everybody of the home's demonstration, and how it goes."""
    from triage.demo import Sample, read_script  # noqa: PLC0415  # keeps --help quick
    from triage.vocabulary import suggest  # noqa: PLC0415

    def files(folder: str) -> dict[str, tuple[Case, ...]]:
        found = sorted((sample.parent / folder).glob("*.csv"))
        return {file.stem: session.cases(policy, str(file)) for file in found}

    products, later = policy.rulebook.products, files("vervolg")
    for key in later:
        if key not in products:
            folder = sample.parent / "vervolg"
            message = f"{folder}: '{key}.csv' is geen product. {suggest(key, products)}"
            raise click.UsageError(message)
    return Sample(
        cases,
        files("aanmeldingen"),
        {product: {case.case: case for case in told} for product, told in later.items()},
        _ended(policy, sample.parent / _ENDED),
        read_script(sample.parent, policy.rulebook),
    )


def _ended(policy: Policy, file: Path) -> tuple[End, ...]:
    """Whose benefit ended, if the home has a list of that."""
    from triage.casefiles.ends import read_ends  # noqa: PLC0415  # keeps --help quick

    if not file.exists():
        return ()
    ends, problems = read_ends(str(file), policy.rulebook)
    if any(problem.severity == "error" for problem in problems):
        stop(problems)
    return ends


@contextmanager
def _bar(doing: str) -> Iterator[Callable[[Step], None]]:
    """Tell every step; meanwhile a bar on a terminal shows how far it is."""
    if not sys.stderr.isatty():
        yield _tell
        return
    from rich.console import Console  # noqa: PLC0415  # only on a terminal
    from rich.progress import Progress  # noqa: PLC0415

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(doing, total=1.0)

    def show(step: Step) -> None:
        if step.lines:
            bar.stop()
            _tell(step)
            bar.start()
        bar.update(task, completed=step.share)

    with bar:
        yield show


def _tell(step: Step) -> None:
    if step.title:
        click.echo(f"\n{step.title}")
    for line in step.lines:
        click.echo(f"  {line}")


def _write(
    policy: Policy, ranked: Sequence[Advice], cases: Sequence[Case], on: date, out: Path
) -> list[Path]:
    from triage.cli.cases import ranked_lines, write_list  # noqa: PLC0415  # keeps --help quick
    from triage.outputs import write_whole  # noqa: PLC0415

    advices, *lists = files = [
        out / name for name in ("adviezen.jsonl", "bellijst.html", "bellijst.xlsx")
    ]
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_whole(advices, ranked_lines(ranked).encode())
    except OSError as error:
        unwritable(out, error)
    for file in lists:
        write_list(policy, ranked, cases, on, file)
    return files


def _show(rulebook: Rulebook, ranked: Sequence[Advice], session: Session, seconds: float) -> None:
    from triage.cli.show import console, ranking_table  # noqa: PLC0415  # keeps --help quick

    title = rulebook.settings.title or "Bellijst"
    click.echo(
        f"{title}, {session.on}: {len(ranked)} zaken gelezen en gerangschikt in {seconds:.2f} s"
    )
    for advice in ranked[:1]:
        click.echo(f"Beslist door: {', '.join(advice.engines)}")
    console().print(ranking_table(rulebook, ranked[:_MOST_URGENT]))
    levels = Counter(advice.level for advice in ranked)
    products = Counter(given.product for advice in ranked for given in advice.products)
    names = [level.name for level in rulebook.levels]
    width = max(map(len, [*names, *(product.name for product in rulebook.products.values())]))
    for number, level in enumerate(rulebook.levels):
        click.echo(f"  {level.name:<{width}} {levels[number]:>4}")
    click.echo("")
    for key, product in rulebook.products.items():
        click.echo(f"  {product.name:<{width}} {products[key]:>4}")


def _next_steps(
    files: Sequence[Path], sample: Path, ranked: Sequence[Advice], session: Session
) -> None:
    from triage.home import shown  # noqa: PLC0415  # keeps --help quick

    click.echo("\nGeschreven:")
    for file in files:
        click.echo(f"  {click.format_filename(file)}")
    click.echo("\nVerder:")
    home = ("--home", str(session.home)) if session.home else ()
    for advice in ranked[:1]:
        _command("explain", advice.case, "--in", shown(sample), "--on", str(session.on), *home)
    _command("new", "home", "mijn-gemeente")
    _command("check", "--home", "mijn-gemeente")


def _command(*words: str) -> None:
    click.echo(f"  {command_line(*words)}")
