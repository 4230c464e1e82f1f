"""Make the synthetic GROS list: invented entrepreneurs with the answers of a telephone intake.

Nobody on the list exists. Shares follow national figures of early 2021 (arrears 0.47, reserve of at
most two months 0.51, statutory threat 0.045, BV 0.05, TOZO loan 0.08); a municipality puts its own
in their place. The same seed gives the same file on every Python from 3.11: only `random()` draws.
"""
# ruff: noqa: INP001, PLR2004, S311  # a script; shares and amounts are its subject; no secrets here

from __future__ import annotations

import argparse
import csv
import io
import random
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeVar

T = TypeVar("T")
Answers = dict[str, Any]
"""By question: text, whole number, float (one decimal), Decimal (euros), date or choices."""
Rows = Sequence[tuple[dict[str, str], Answers]]
"""Who it is, and the answers."""

NOTHING: Final = Decimal(0)
FIRST_DAY: Final = date(2021, 3, 1)
ACUTE_SHARE: Final = 0.045
MISSING_SHARE: Final = 0.05
TEST_BSNS: Final = (
    "999990019", "999990020", "999990032", "999990044", "999990056", "999990068", "999990081",
    "999990093", "999990111",
)  # fmt: skip
FIRST_NAMES: Final = (
    "Aïcha", "Bjørn", "Chloë", "Daniël", "Eline", "Fatma", "Gürkan", "Hélène", "Iris", "Joël",
    "Karim", "Loïs", "Mara", "Noé", "Özlem", "Piet", "Renée", "Søren", "Théa", "Zoë",
)  # fmt: skip
LAST_NAMES: Final = (
    "Voorbeeldsma", "van Verzinsel", "Proefstra", "de Test", "Schijnhuis", "Demoë", "Nepveld",
    "Fictief-Jansma", "ter Oefening", "Öztest", "Modelmans", "van der Verzonnen", "Probeersel",
)  # fmt: skip
SECTORS: Final[Mapping[str, float]] = {
    "persoonlijke_diensten": 0.17, "advisering": 0.16, "horeca": 0.13, "cultuur_sport": 0.13,
    "handel": 0.12, "vervoer": 0.08, "onderwijs": 0.07, "bouw": 0.05, "zorg": 0.04, "ict": 0.03,
    "industrie": 0.01, "verhuur": 0.01,
}  # fmt: skip
LEGAL_FORMS: Final[Mapping[str, float]] = {
    "eenmanszaak": 0.80, "vof": 0.11, "bv": 0.05, "maatschap": 0.02, "cv": 0.01, "anders": 0.01,
}  # fmt: skip
STATUTORY: Final = (
    "woningontruiming", "gas", "elektriciteit", "warmte", "water", "zorgverzekering",
)  # fmt: skip
MUNICIPAL: Final = (
    "verkoop_inboedel", "verkoop_woning", "loonbeslag", "bankbeslag", "faillissementsaanvraag",
)  # fmt: skip
SIGNALS: Final[Mapping[str, str]] = {
    "signaal_huur": "huur_woning", "signaal_energie": "energie", "signaal_water": "water",
    "signaal_zorg": "zorg",
}  # fmt: skip
ARREARS: Final[Mapping[str, float]] = {
    "huur_woning": 0.22, "hypotheek": 0.10, "energie": 0.25, "water": 0.10, "zorg": 0.22,
    "belasting": 0.35, "leveranciers": 0.30, "bank": 0.12, "overig": 0.08,
}  # fmt: skip
LIST_PHASE: Final = (
    "herkomst", "tozo_status", "tozo_einddatum", "tozo_tijdvakken", "tozo_bedrijfskapitaal",
    "rechtsvorm", "sector", "startjaar", "aandachtspunt", *SIGNALS,
)  # fmt: skip
PERSON: Final = ("zaak", "aangemeld", "naam", "telefoon", "e_mail", "bsn")


class Dice:
    """Draws that come out the same on every Python: all of them from `Random.random`."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed).random

    def chance(self, share: float) -> bool:
        return self.draw() < share

    def whole(self, low: int, high: int) -> int:
        return low + int(self.draw() * (high - low + 1))

    def one(self, options: Sequence[T]) -> T:
        return options[self.whole(0, len(options) - 1)]

    def weighed(self, options: Mapping[str, float]) -> str:
        left = self.draw() * sum(options.values())
        for option, weight in options.items():
            left -= weight
            if left < 0:
                return option
        return list(options)[-1]

    def some(self, options: Mapping[str, float]) -> list[str]:
        return [option for option, share in options.items() if self.chance(share)]

    def yes_no(self, share: float) -> str:
        return "ja" if self.chance(share) else "nee"

    def amount(self, low: int, high: int) -> Decimal:
        """Euros in fifties, small amounts more often than large ones."""
        return Decimal(low + int(self.draw() * self.draw() * (high - low)) // 50 * 50)

    def sample(self, population: Sequence[T], count: int) -> list[T]:
        left = list(population)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]


def listed(dice: Dice) -> Answers:
    """What GROS knows before anybody calls."""
    ended = dice.chance(0.06)
    earlier = {"tozo1": 0.80, "tozo2": 0.50}
    periods = dice.some(earlier) or (["tozo1"] if ended else [])
    loan = dice.amount(2_000, 10_150) if dice.chance(0.08) else NOTHING
    last = date(2020, 9, 30) if dice.chance(0.5) else date(2020, 12, 31)
    return {
        "herkomst": "gros_lijst",
        "tozo_status": "beeindigd" if ended else "actief",
        "tozo_einddatum": last if ended else date(2021, 3, 31),
        "tozo_tijdvakken": periods if ended else [*periods, "tozo3"],
        "tozo_bedrijfskapitaal": loan,
        "rechtsvorm": dice.weighed(LEGAL_FORMS),
        "sector": dice.weighed(SECTORS),
        "startjaar": 2020 - int(dice.draw() * dice.draw() * 35),
        "aandachtspunt": [],
    }


def money(dice: Dice, stress: float) -> Answers:
    """Turnover, reserve, arrears and debts: all of them follow how hard the firm was hit."""
    before = dice.amount(1_500, 16_000)
    loss = min(100, max(-10, int(5 + 62 * stress + 30 * (dice.draw() - 0.5))))
    behind = dice.chance(0.10 + 0.74 * stress)
    low = dice.chance(0.08 + 0.86 * stress)
    kinds = (dice.some(ARREARS) or ["belasting"]) if behind else []
    tenths = dice.whole(0, 20) if low else dice.whole(21, 120)
    return {
        "achterstanden": kinds,
        "langste_achterstand": dice.whole(7, 180) if behind else 0,
        "schuld_prive": dice.amount(500, 40_000) if behind and dice.chance(0.55) else NOTHING,
        "schuld_zakelijk": dice.amount(500, 60_000) if behind and dice.chance(0.50) else NOTHING,
        "betalingsregeling": dice.weighed(
            {"zonder": 0.55, "loopt_goed": 0.25, "loopt_slecht": 0.20} if behind else {"zonder": 1}
        ),
        "reserve_maanden": tenths / 10,
        "omzet_maand_nu": before * (100 - loss) / 100,
        "omzet_maand_2019": before,
        "vaste_lasten_maand": before * dice.whole(12, 45) / 100,
        "krediet_nodig": dice.amount(2_500, 30_000)
        if dice.chance(0.06 + 0.20 * stress)
        else NOTHING,
    }


def signals(dice: Dice, known: Answers) -> Answers:
    """Early signals: only of arrears that are there, and seldom."""
    kinds, days = known["achterstanden"], known["langste_achterstand"]
    return {
        name: days if kind in kinds and days >= 30 and dice.chance(0.25) else 0
        for name, kind in SIGNALS.items()
    }


def threats(dice: Dice, known: Answers, *, acute: bool) -> Answers:
    """Threats and the request for help with debts; only where there are arrears."""
    behind = bool(known["achterstanden"])
    statutory = [dice.one(STATUTORY)] if acute else []
    municipal = [dice.one(MUNICIPAL)] if behind and dice.chance(0.08) else []
    firm = {"bedrijfsbeslag": 0.03, "bankkrediet_opgezegd": 0.04}
    found: Answers = {
        "dreiging_wettelijk": statutory,
        "dreiging_gemeentelijk": municipal,
        "dreiging_onderneming": dice.some(firm) if behind else [],
        "verzoek_schuldhulp": dice.yes_no(0.28 if behind else 0.01),
    }
    called = FIRST_DAY + timedelta(days=dice.one((0, 1, 2, 3, 4, 7, 8, 9, 10, 11)))
    threatened = any(found[name] for name in list(found)[:3])
    if threatened:
        found["dreiging_datum"] = called + timedelta(days=dice.whole(3, 40))
        found["dreiging_zekerheid"] = "aangezegd" if dice.chance(0.7) else "gevreesd"
    if threatened or found["verzoek_schuldhulp"] == "ja":
        found["gemeld_op"] = called
    return found


def firm(dice: Dice, stress: float) -> Answers:
    """How the firm is run, and whether its owner wants to go on."""
    rents = dice.chance(0.35)
    doubt, stop = 0.04 + 0.12 * stress, 0.01 + 0.08 * stress
    unsure, bad = 0.05 + 0.50 * stress, 0.15 * stress
    used = {"now": 0.03, "tvl": 0.35, "tozo": 0.95, "belastinguitstel": 0.30, "bmkb": 0.03}
    wanted = {"plannen": 0.10, "verkoop": 0.14, "online": 0.18, "administratie": 0.08}
    years = {"jaar_2019": 0.85, "jaar_2020": 0.75, "jaar_2021": 0.30}
    return {
        "personeel": dice.whole(1, 5) if dice.chance(0.15) else 0,
        "regelingen_benut": dice.some(used),
        "hulp_bij_regelingen": dice.yes_no(0.18),
        "huurt_bedrijfsruimte": "ja" if rents else "nee",
        "huurprobleem": dice.yes_no(0.10 + 0.50 * stress) if rents else "nee",
        "wil_doorgaan": dice.weighed({"ja": 1 - doubt - stop, "twijfel": doubt, "nee": stop}),
        "oordeel_toekomst": dice.weighed(
            {"goed": 1 - unsure - bad, "onzeker": unsure, "slecht": bad}
        ),
        "administratie": dice.weighed({"op_orde": 0.65, "deels": 0.23, "achter": 0.12}),
        "cijfers_beschikbaar": dice.some(years),
        "vaardigheden_gewenst": dice.some(wanted),
    }


def work(dice: Dice) -> Answers:
    """Retraining, or a job beside or instead of the firm."""
    found: Answers = {
        "interesse_omscholing": dice.weighed({"ja": 0.09, "misschien": 0.18, "nee": 0.73}),
        "interesse_loondienst": dice.weighed(
            {"nee": 0.72, "naast_bedrijf": 0.19, "in_plaats_van": 0.09}
        ),
    }
    if found["interesse_omscholing"] != "nee":
        found["richting_omscholing"] = dice.one(("zorg", "techniek", "ict", "logistiek"))
        found["uren_omscholing"] = dice.whole(4, 24)
    if found["interesse_loondienst"] != "nee":
        instead = found["interesse_loondienst"] == "in_plaats_van"
        found["uren_loondienst"] = dice.whole(24, 40) if instead else dice.whole(4, 20)
        found["werkwens"] = dice.one(("logistiek", "zorg", "bezorging", "techniek", "klantcontact"))
    return found


def questions(dice: Dice, known: Answers) -> Answers:
    """What help is asked for, who helps already, and consent for every partner."""
    asked = {
        "regelingen": 0.60 if known["hulp_bij_regelingen"] == "ja" else 0.03,
        "huur": 0.70 if known["huurprobleem"] == "ja" else 0,
        "schulden": 0.75 if known["verzoek_schuldhulp"] == "ja" else 0.02,
        "krediet": 0.80 if known["krediet_nodig"] else 0,
        "omzet": 0.28,
        "administratie": 0.50 if known["administratie"] == "achter" else 0.07,
        "herorientatie": 0.50 if known["wil_doorgaan"] == "twijfel" else 0.08,
        "stoppen": 0.70 if known["wil_doorgaan"] == "nee" else 0.02,
        "ander_werk": 0.50 if known["interesse_loondienst"] != "nee" else 0.02,
        "anders": 0.04,
    }
    helping = {
        "bad": 0.02, "gros": 0.03, "imk": 0.01, "leerwerkloket": 0.02, "konnected": 0.02,
        "accountant": 0.30, "bewindvoerder": 0.01,
    }  # fmt: skip
    partners = ("bad", "gros", "imk", "adviseur", "leerwerkloket", "konnected")
    return {
        "wil_intake": dice.yes_no(0.95),
        "in_deventer": dice.yes_no(0.99),
        "hulpvragen": dice.some(asked),
        "lopende_hulp": dice.some(helping),
        **{f"akkoord_{name}": dice.yes_no(0.90) for name in partners},
    }


def entrepreneurs(dice: Dice, count: int) -> list[Answers]:
    """Every entrepreneur with all the answers; the acute ones only among those in arrears."""
    found: list[Answers] = []
    for _ in range(count):
        stress = dice.draw()
        found.append({**listed(dice), **money(dice, stress), **firm(dice, stress), **work(dice)})
    behind = [index for index, known in enumerate(found) if known["achterstanden"]]
    acute = set(dice.sample(behind, round(ACUTE_SHARE * count)))
    for index, known in enumerate(found):
        known.update(signals(dice, known))
        known.update(threats(dice, known, acute=index in acute))
        known.update(questions(dice, known))
    return found


def forget(dice: Dice, known: Answers) -> None:
    """Leave one answer in twenty out; a statutory threat that was told is always written down."""
    kept = {"herkomst", *(["dreiging_wettelijk"] if known["dreiging_wettelijk"] else [])}
    for name in [name for name in known if name not in kept]:
        if dice.chance(MISSING_SHARE):
            del known[name]


def oddities(dice: Dice, rows: list[tuple[dict[str, str], Answers]]) -> None:
    """What every real list has: the dead, the moved, the stopped, doubles and a strange date."""
    ordinary = [n for n, (_, known) in enumerate(rows) if not known.get("dreiging_wettelijk")]
    chosen = iter(dice.sample(ordinary, 14))
    for remark in ("overleden", "verhuisd", "verhuisd", "gestopt", "gestopt", "bezwaar"):
        known = rows[next(chosen, 0)][1]
        known["aandachtspunt"] = [remark]
        if remark in ("overleden", "bezwaar"):
            for name in known.keys() - set(LIST_PHASE):
                del known[name]
    for _ in range(3):
        first, double = next(chosen, 0), next(chosen, 0)
        rows[double][0].update({k: v for k, v in rows[first][0].items() if k != "zaak"})
        rows[double][1].clear()
        rows[double][1].update({k: v for k, v in rows[first][1].items() if k in LIST_PHASE})
    rows[next(chosen, 0)][1]["tozo_einddatum"] = date(2031, 3, 31)
    rows[next(chosen, 0)][1].pop("sector", None)


def person(dice: Dice, number: int, taken: set[str]) -> dict[str, str]:
    """An invented person, with a case id that says nothing."""
    case = ""
    while not case or case in taken:
        case = "z-" + "".join(dice.one("bcdfghjkmnpqrstvwxz23456789") for _ in range(6))
    taken.add(case)
    name = f"{dice.one(FIRST_NAMES)} {dice.one(LAST_NAMES)}"
    plain = unicodedata.normalize("NFKD", name.lower().replace("ø", "o"))
    local = "".join(c if c.isascii() else "" for c in plain).replace(" ", ".")
    day = FIRST_DAY if dice.chance(0.9) else FIRST_DAY + timedelta(days=dice.whole(1, 4))
    email = f"{local}.{number}@voorbeeld.example" if dice.chance(0.85) else ""
    bsn = dice.one(TEST_BSNS) if dice.chance(0.1) else ""
    bsn = "" if bsn in taken else bsn  # two people never share one
    taken.add(bsn)
    return {
        "zaak": case,
        "aangemeld": written(day),
        "naam": name,
        "telefoon": f"06-00000{number % 1000:03d}",
        "e_mail": email,
        "bsn": bsn,
    }


def written(answer: object) -> str:
    """An answer as a Dutch spreadsheet saves it."""
    match answer:
        case date():
            return f"{answer.day}-{answer.month}-{answer.year}"
        case list():
            return "|".join(answer) or "geen"
        case Decimal():
            return f"{answer:.2f}".replace(".", ",")
        case float():
            return f"{answer:.1f}".replace(".", ",")
    return "" if answer is None else str(answer)


def make_rows(dice: Dice, count: int) -> tuple[list[str], Rows]:
    """The questions that were answered, who is on the list, and what each answered."""
    taken: set[str] = set()
    rows = [(person(dice, n, taken), known) for n, known in enumerate(entrepreneurs(dice, count))]
    columns = dict.fromkeys([*LIST_PHASE, *(name for _, known in rows for name in known)])
    for _, known in rows:
        forget(dice, known)
    oddities(dice, rows)
    return list(columns), rows


def make_list(columns: Sequence[str], rows: Rows) -> str:
    """The whole list as the text of a CSV file."""
    return table(
        (*PERSON, *columns),
        [
            [*(who[name] for name in PERSON), *(written(known.get(name)) for name in columns)]
            for who, known in rows
        ],
    )


def make_follow_up(dice: Dice, rows: Rows) -> str:
    """What comes out of the scans, for whoever gets one."""
    lines = []
    for who, known in rows:
        gloomy = known.get("oordeel_toekomst") in ("onzeker", "slecht")
        outcomes = {"houdbaar": 0.2 if gloomy else 0.7, "onzeker": 0.5, "onhoudbaar": 0.2}
        skills = {"sterk": 0.4, "ontwikkelbaar": 0.45, "zwak": 0.15}
        lines.append([who["zaak"], who["aangemeld"], dice.weighed(outcomes), dice.weighed(skills)])
    return table(("zaak", "aangemeld", "f_scan_uitkomst", "e_scan_uitkomst"), lines)


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """The text of a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([head, *lines])
    return text.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Maak de verzonnen lijst van GROS, en wat er later uit de scans kwam."
    )
    here = Path(__file__).with_name("gros-lijst.csv")
    parser.add_argument("--uit", type=Path, default=here, help="het bestand om te schrijven")
    parser.add_argument("--zaad", type=int, default=2021, help="hetzelfde zaad, dezelfde lijst")
    parser.add_argument("--aantal", type=int, default=350, help="het aantal ondernemers")
    chosen = parser.parse_args()
    if chosen.aantal < 1:
        parser.error("--aantal is ten minste 1")
    columns, rows = make_rows(Dice(chosen.zaad), chosen.aantal)
    follow_up = make_follow_up(Dice(chosen.zaad + 1), rows)
    chosen.uit.write_text(make_list(columns, rows), encoding="utf-8-sig", newline="")
    later = chosen.uit.with_name("vervolg") / "scans.csv"
    later.parent.mkdir(exist_ok=True)
    later.write_text(follow_up, encoding="utf-8-sig", newline="")


if __name__ == "__main__":
    main()
