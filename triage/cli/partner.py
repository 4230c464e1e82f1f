"""`new partner`: a plug-in that works, with its settings and its test."""

from __future__ import annotations

import json
import keyword
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from triage.cli.common import Session, command_line, unwritable, with_session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from triage.rulebook import Partner, Rulebook

PLUGIN: Final = '''\
"""How a referral reaches '{name}'. Hooks and channels stand in docs/partners.md of triage."""

from __future__ import annotations

from triage import Offer, hookimpl
from triage.channels import Drop


class {kind}(Drop):
    """Leaves a file per referral in the folder under `kanaal`, with no more than `velden`."""

    name = "{name}"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [{offers}]
'''
TEST: Final = '''\
"""What every plug-in has to keep to, tried on that of '{name}' with pytest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from triage.testing import PartnerContract, make_plugin

FILE = Path(__file__).resolve().parents[1] / "partners" / "{name}.py"


class Test{kind}(PartnerContract):
    @pytest.fixture
    def plugin(self, tmp_path: Path) -> Any:
        return make_plugin(FILE, soort="bestand", adres=str(tmp_path))

    @pytest.fixture
    def delivered(self, tmp_path: Path) -> Callable[[], int]:
        return lambda: sum(len(file.suffixes) == 1 for file in tmp_path.glob("*.json"))

    @pytest.fixture
    def down(self, tmp_path: Path) -> Callable[[], None]:
        return tmp_path.rmdir
'''
PARTNER: Final = """\
partners:
  {name}:
    kanaal: {{soort: bestand, adres: {folder}}}
"""
NAMED: Final = PARTNER.replace("    kanaal", "    naam: {title}\n    kanaal")
PRODUCT: Final = """\
producten:
  {product}: {{naam: Aanbod van {title}, aanbieders: [{name}]}}
"""
CHANNEL: Final = "bestand"
_IMPORTED: Final = frozenset({"Callable", "Drop", "Offer", "Path"})


@click.command()
@click.argument("name", metavar="NAME")
@with_session
def partner(session: Session, name: str) -> None:
    """Write a plug-in for a partner, with its settings and a test that passes.

    It leaves every referral as a file in a folder that the partner reads; make of it what the
    partner needs. NAME is the key of the partner in the configuration; a partner that is not there
    yet gets a file of its own in config/. Nothing is ever overwritten. The home is that of --home
    or TRIAGE_HOME, never the built-in one.

    \b
    Example:
      triage new partner voedselbank --home my-home
    """
    from triage.vocabulary import NAME  # noqa: PLC0415  # keeps --help quick

    home = _own_home(session)
    rulebook = session.policy().rulebook
    if not NAME.fullmatch(name):
        message = f"{name!r} kan geen naam van een partner zijn."
        hint = "Begin met een kleine letter; daarna kleine letters, cijfers en _."
        raise click.UsageError(f"{message} {hint}")
    _refuse_others(rulebook.partners.get(name))
    texts, settings = _texts(name, rulebook)
    files = {home / path: text for path, text in texts.items()}
    for path in files:
        if path.exists():
            message = f"{str(path)!r} bestaat al; er is niets geschreven."
            raise click.UsageError(message)
    block = home / "config" / f"{name}.yaml"
    if settings and name not in rulebook.partners and not block.exists():
        files[block], settings = settings, ""
    _write(files)
    if session.json:
        found = {"files": [str(path) for path in files], "settings": settings or None}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    _say(files, settings, name, home)


def _own_home(session: Session) -> Path:
    from triage.home import built_in  # noqa: PLC0415  # keeps --help quick

    if session.home is None or session.home.resolve() == built_in().resolve():
        message = "een partner komt in een eigen thuis; noem het met --home."
        raise click.UsageError(f"{message} 'triage new home DIR' maakt er een.")
    return session.home


def _refuse_others(known: Partner | None) -> None:
    """A partner that this plug-in is not for."""
    if known is None:
        return
    if known.own:
        message = (
            f"partner {known.key!r} is van de balie zelf (eigen: ja); er wordt niets gestuurd."
        )
        raise click.UsageError(message)
    channel = known.channel.get("soort", CHANNEL)
    if channel not in (CHANNEL, "telefoon"):
        message = f"partner {known.key!r} heeft al een kanaal van soort {channel!r};"
        raise click.UsageError(f"{message} docs/partners.md toont de paar regels voor partners/.")


def _texts(name: str, rulebook: Rulebook) -> tuple[dict[str, str], str]:
    """The plug-in and its test by their place in the home, and what the configuration lacks."""
    known = rulebook.partners.get(name)
    products = [each.key for each in rulebook.products.values() if name in each.providers]
    missing = NAMED
    if known is not None:
        missing = "" if known.channel.get("soort") == CHANNEL else PARTNER
    if not products:
        product = f"aanbod_{name}"
        while product in rulebook.products or product in rulebook.groups:
            product += "_"
        products, missing = [product], f"{PRODUCT}{missing}"
    kind = "".join(word.capitalize() for word in name.split("_"))
    words = {
        "name": name,
        "title": name.replace("_", " ").capitalize(),
        "kind": f"{kind}Partner" if kind in _IMPORTED or keyword.iskeyword(kind) else kind,
        "offers": ", ".join(f'Offer("{product}")' for product in products),
        "product": products[0],
        "folder": _folder(name),
    }
    texts = {f"partners/{name}.py": PLUGIN, f"tests/test_{name}.py": TEST}
    return {path: text.format(**words) for path, text in texts.items()}, missing.format(**words)


def _folder(name: str) -> str:
    return f"uitwisseling/{name}"


def _write(files: Mapping[Path, str]) -> None:
    """Write all of them, or none."""
    from triage.outputs import write_whole  # noqa: PLC0415  # keeps --help quick

    written: list[Path] = []
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode())
        except OSError as error:
            for done in written:
                done.unlink(missing_ok=True)
            unwritable(path, error)
        written.append(path)


def _say(files: Mapping[Path, str], settings: str, name: str, home: Path) -> None:
    click.echo("Geschreven:")
    for path in files:
        click.echo(f"  {click.format_filename(path)}")
    if settings:
        click.echo("\nZet dit in de configuratie, bij wat er al staat:")
        click.echo("".join(f"  {line}\n" for line in settings.splitlines()), nl=False)
    click.echo(f"\nVerwijzingen komen in de map {_folder(name)}; zij moet er zijn. Probeer nu:")
    click.echo(f"  {command_line('check', '--home', str(home))}")
    click.echo(f"  pytest {click.format_filename(home / 'tests' / f'test_{name}.py')}")
