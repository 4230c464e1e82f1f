"""Make the synthetic GROS list, and everything else that happens to these invented entrepreneurs.

Beside the list: who registers later, what comes out of the scans, and whose TOZO ends when.
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
LATER: Final[Mapping[str, Mapping[int, int]]] = {
    "campagne": {3: 5, 4: 7, 5: 3, 6: 2},
    "zelf": {3: 1, 5: 1, 6: 2, 7: 2, 8: 1, 9: 3, 10: 1, 11: 1},
    "signaal": {3: 1, 4: 1, 6: 1, 10: 1},
}
"""Who registers after the list: by source, how many a month."""
ENDS: Final[Mapping[str, float]] = {
    "einde_regeling": 0.40, "geen_nieuwe_aanvraag": 0.38, "inkomsten_onderneming": 0.09,
    "loondienst": 0.08, "bedrijf_gestopt": 0.03, "verhuisd": 0.01, "onbekend": 0.01,
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


def make_follow_up(dice: Dice, rows: Rows) -> dict[str, str]:
    """What comes out of the scans, for whoever gets one: by product the text of a CSV file."""
    scans: dict[str, list[list[str]]] = {"f_scan": [], "e_scan": []}
    for who, known in rows:
        gloomy = known.get("oordeel_toekomst") in ("onzeker", "slecht")
        outcomes = {"houdbaar": 0.2 if gloomy else 0.7, "onzeker": 0.5, "onhoudbaar": 0.2}
        skills = {"sterk": 0.4, "ontwikkelbaar": 0.45, "zwak": 0.15}
        scans["f_scan"].append([who["zaak"], who["aangemeld"], dice.weighed(outcomes)])
        scans["e_scan"].append([who["zaak"], who["aangemeld"], dice.weighed(skills)])
    return {
        scan: table(("zaak", "aangemeld", f"{scan}_uitkomst"), lines)
        for scan, lines in scans.items()
    }


def make_studies(dice: Dice, rows: Rows) -> str:
    """What comes out of a viability study, for whoever gets one."""
    outcomes = {"levensvatbaar": 0.5, "na_sanering": 0.25, "onlevensvatbaar": 0.25}
    lines = [[who["zaak"], who["aangemeld"], dice.weighed(outcomes)] for who, _ in rows]
    return table(("zaak", "aangemeld", "onderzoek_uitkomst"), lines)


def self_reported(dice: Dice, known: Answers) -> Answers:
    """What somebody says who is on no list: most never had TOZO, or have it no longer."""
    status = dice.weighed({"nooit": 0.45, "beeindigd": 0.35, "actief": 0.20})
    gone = {"tozo_einddatum"}
    if status != "actief":
        gone |= {"tozo_tijdvakken", "tozo_bedrijfskapitaal"}
    kept = {key: answer for key, answer in known.items() if key not in gone}
    return {**kept, "herkomst": "zelfmelding", "tozo_status": status}


def signalled(dice: Dice, known: Answers, day: date) -> Answers:
    """Somebody whose creditor reported arrears, and what threatens."""
    found = {**self_reported(dice, known), "herkomst": "partner", "signaal_op": day}
    arrears, days = ["huur_woning", *found["achterstanden"]], dice.whole(35, 90)
    return {
        **found,
        "signaal_huur": days,
        "langste_achterstand": max(days, found["langste_achterstand"]),
        "achterstanden": list(dict.fromkeys(arrears)),
        "dreiging_wettelijk": ["woningontruiming"],
        "dreiging_zekerheid": "aangezegd",
        "dreiging_datum": day + timedelta(days=dice.whole(14, 30)),
        "gemeld_op": day,
    }


def make_later(dice: Dice, listed_rows: Rows) -> Mapping[str, tuple[list[str], Rows]]:
    """Who registers after the list: by source. One of them is on the list already."""
    taken = {text for who, _ in listed_rows for text in (who["zaak"], who["bsn"])}
    number = 500
    found: dict[str, tuple[list[str], list[tuple[dict[str, str], Answers]]]] = {}
    for source, months in LATER.items():
        days = [
            day
            for month, count in months.items()
            for day in sorted(date(2021, month, dice.whole(1, 28)) for _ in range(count))
        ]
        rows = []
        for day, known in zip(days, entrepreneurs(dice, len(days)), strict=True):
            who = {**person(dice, number, taken), "aangemeld": written(day)}
            told = (
                signalled(dice, known, day) if source == "signaal" else self_reported(dice, known)
            )
            rows.append((who, {**told, "wil_intake": "ja", "in_deventer": "ja"}))
            number += 1
        columns = dict.fromkeys(name for _, known in rows for name in known)
        found[source] = list(columns), rows
    twice, known = found["campagne"][1][0][0], listed_rows[dice.whole(0, len(listed_rows) - 1)][0]
    twice.update({key: known[key] for key in ("naam", "telefoon", "e_mail", "bsn")})
    return found


def make_ends(dice: Dice, rows: Rows) -> str:
    """Whose TOZO ended or was lowered, when and why; at the latest with the scheme itself."""
    lines = []
    for who, known in rows:
        reason = dice.weighed(ENDS)
        day = ended(dice, reason)
        partly = reason in ("inkomsten_onderneming", "loondienst") and dice.chance(0.35)
        if known.get("tozo_status") == "actief" and day > registered(who):
            lines.append([who["zaak"], written(day), reason, "deels" if partly else "geheel"])
    strangers = [["z-000000", "14-6-2021", "loondienst", "geheel"]]  # the scheme has more people
    return table(("zaak", "einde", "reden", "deel"), [*sorted(lines), *strangers])


def ended(dice: Dice, reason: str) -> date:
    """The day: those who did not ask again stop with a period, the others any day."""
    if reason == "einde_regeling":
        return date(2021, 9, 30)
    if reason == "geen_nieuwe_aanvraag":
        return date(2021, 3, 31) if dice.chance(0.5) else date(2021, 6, 30)
    return date(2021, dice.whole(4, 9), dice.whole(1, 28))


def registered(who: Mapping[str, str]) -> date:
    """The day on which somebody was registered, as the list has it."""
    day, month, year = map(int, who["aangemeld"].split("-"))
    return date(year, month, day)


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """The text of a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([head, *lines])
    return text.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Maak de verzonnen lijst van GROS, en alles wat er later met haar gebeurt."
    )
    here = Path(__file__).with_name("gros-lijst.csv")
    parser.add_argument("--uit", type=Path, default=here, help="het bestand om te schrijven")
    parser.add_argument("--zaad", type=int, default=2021, help="hetzelfde zaad, dezelfde lijst")
    parser.add_argument("--aantal", type=int, default=350, help="het aantal ondernemers")
    chosen = parser.parse_args()
    if chosen.aantal < 1:
        parser.error("--aantal is ten minste 1")
    columns, rows = make_rows(Dice(chosen.zaad), chosen.aantal)
    later = make_later(Dice(chosen.zaad + 2), rows)
    everybody = [*rows, *(row for _, found in later.values() for row in found)]
    files = {chosen.uit: make_list(columns, rows)}
    folder = chosen.uit.parent
    for source, (asked, found) in later.items():
        files[folder / "aanmeldingen" / f"{source}.csv"] = make_list(asked, found)
    for product, text in make_follow_up(Dice(chosen.zaad + 1), everybody).items():
        files[folder / "vervolg" / f"{product}.csv"] = text
    studies = make_studies(Dice(chosen.zaad + 3), everybody)
    files[folder / "vervolg" / "levensvatbaarheidsonderzoek.csv"] = studies
    files[folder / "tozo-einden.csv"] = make_ends(Dice(chosen.zaad + 4), everybody)
    for file, text in files.items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8-sig", newline="")


if __name__ == "__main__":
    main()
