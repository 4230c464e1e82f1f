"""What every key of the files means, in Dutch, for whoever types it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NOTE: Final = "Vrije tekst voor wie dit later leest. Heeft geen gevolgen."
_REASON: Final = "De reden, in woorden die de ondernemer mag lezen. Een punt aan het eind."
_GROUND: Final = "De wet of het besluit waarop dit rust, zoals: Wgs art. 4 lid 2."
_OWNER: Final = "Wie hierover gaat en het bijhoudt."
_REVIEW: Final = "Een datum; daarna waarschuwt 'triage check' dat dit opnieuw bekeken moet worden."
_VALID: Final = (
    "Wanneer dit geldt, met beide dagen erbij: {van: 2021-03-01, tot_en_met: 2021-12-31}. "
    "Een van beide mag weg; een lijst van perioden mag ook. Zonder 'geldig' geldt het altijd."
)
_WHEN: Final = (
    "Alles wat hier staat moet gelden: {vraag: toets, vraag: toets}. Verbind toetsen met 'alle', "
    "'een van', 'minstens 2 van', 'geen van' en 'niet'. Wat altijd geldt, zegt 'altijd'."
)
_WITHIN: Final = (
    "Hoe snel: 3 werkdagen, 4 weken of 10 dagen; telt vanaf de aanmelding, of vanaf het vroegste "
    "antwoord op datumvragen: 3 werkdagen vanaf datumvraag."
)
_BY: Final = (
    "De uiterste dag: een datum, een datumvraag, of bijvoorbeeld: 2 werkdagen voor datumvraag."
)
_MET: Final = "Een datumvraag. Is die beantwoord, dan is de termijn gehaald."
_TARGET: Final = "Het doel: een heel aantal."
_TARGET_TEXT: Final = "Het doel in woorden, als de bron geen getal geeft."
_SHOWN: Final = "De naam zoals mensen hem lezen. Zonder 'naam' is het de sleutel."

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "regelbestand": {
        "vragen": "De vragenlijst. Alleen wat hier staat, kan in een regel worden getoetst.",
        "conclusies": (
            "Begrippen die regels vaststellen en die andere regels toetsen, met ja of nee."
        ),
        "berekend": "Waarden die uit antwoorden worden uitgerekend.",
        "regels": "De regels: als dit geldt, dan dat. Begin elke regel met een streepje.",
        "tabellen": "Regels in de vorm van een tabel: elke rij is een regel.",
        "voorbeelden": "Situaties met de uitkomst die u bedoelt. 'triage test' rekent ze na.",
    },
    "vraag": {
        "vraag": "De vraag zoals u hem stelt.",
        "soort": "Welk soort antwoord er komt.",
        "keuzes": "Bij keuze en meerkeuze: {sleutel: Naam, sleutel: Naam}.",
        "eenheid": "Waarin een getal wordt gegeven, zoals dagen of uren.",
        "tussen": (
            "De laagste en de hoogste waarde die kan: [0, 3650]. Wat erbuiten valt wordt "
            "geweigerd."
        ),
        "fase": "Waar het antwoord vandaan komt.",
        "toelichting": _NOTE,
    },
    "conclusie": {
        "betekent": "Wat de conclusie zegt, in gewone woorden.",
        "als": (
            f"Wanneer de conclusie ja is. {_WHEN} Zonder 'als' zetten regels haar met 'dan: "
            f"{{conclusie: …}}'."
        ),
        "omdat": _REASON,
        "grondslag": _GROUND,
        "geldig": _VALID,
        "toelichting": _NOTE,
        "eigenaar": _OWNER,
        "herzien_voor": _REVIEW,
    },
    "berekening": {
        "soort": "Welk soort getal eruit komt; de uitkomst wordt daarop afgerond.",
        "formule": (
            "Reken met + - * / ( ), min(a, b), max(a, b) en dagen(a, b). Een constante krijgt "
            "een punt: 0.5. Ontbreekt een antwoord, dan is de uitkomst onbekend."
        ),
        "eenheid": "Waarin het getal wordt gegeven, zoals dagen of uren.",
        "toelichting": _NOTE,
    },
    "regel": {
        "regel": (
            "De naam van de regel: kleine letters, cijfers, _ en -. Elke naam komt één keer "
            "voor."
        ),
        "als": _WHEN,
        "dan": "Wat de regel geeft als hij geldt: een of meer uitkomsten.",
        "omdat": _REASON,
        "grondslag": _GROUND,
        "toelichting": _NOTE,
        "geldig": _VALID,
        "eigenaar": _OWNER,
        "herzien_voor": _REVIEW,
    },
    "als": {
        "alle": "Elk onderdeel van de lijst geldt.",
        "een van": "Ten minste één onderdeel van de lijst geldt.",
        "geen van": "Geen enkel onderdeel van de lijst geldt.",
        "minstens 2 van": "Ten minste zoveel onderdelen van de lijst gelden; kies zelf het getal.",
        "niet": "Wat hierin staat, geldt niet in zijn geheel.",
    },
    "dan": {
        "urgentie": (
            "Een niveau uit de configuratie. Geven meer regels er een, dan telt het hoogste."
        ),
        "binnen": _WITHIN,
        "uiterlijk": _BY,
        "gehaald": f"{_MET} Hoort bij 'binnen' of 'uiterlijk'.",
        "punten": "Een heel getal, ook onder nul. Punten van alle regels worden opgeteld.",
        "product": "Een product, een lijst van producten, of met uren: {product: 4 uur}.",
        "uitsluiten": (
            "Producten of groepen die niet mogen, of 'alles'. Uitsluiten gaat voor geven."
        ),
        "conclusie": "Een conclusie, of een lijst ervan, die door deze regel ja wordt.",
        "let_op": "Een tekst voor de intaker. Heeft verder geen gevolgen.",
    },
    "periode": {
        "van": "De eerste dag. Zonder 'van': altijd al.",
        "tot_en_met": "De laatste dag, die nog meetelt. Zonder 'tot_en_met': tot nader order.",
    },
    "tabel": {
        "tabel": "De naam van de tabel: kleine letters, cijfers, _ en -. Rij 3 heet 'naam#3'.",
        "rijen": (
            "De rijen. Een kolom met de naam van een vraag is een toets, een met de naam van "
            "een uitkomst geeft die uitkomst. Leeg of - : niet getoetst, niets gegeven."
        ),
        "bestand": "Een CSV-bestand in dezelfde map, in plaats van 'rijen'.",
        "omdat": f"{_REASON} Een rij kan een eigen 'omdat' hebben.",
        "grondslag": _GROUND,
        "toelichting": _NOTE,
        "geldig": _VALID,
        "eigenaar": _OWNER,
        "herzien_voor": _REVIEW,
    },
    "rij": {
        "urgentie": "Een niveau uit de configuratie.",
        "binnen": _WITHIN,
        "uiterlijk": _BY,
        "gehaald": _MET,
        "punten": "Een heel getal, ook onder nul.",
        "product": "Een product, of meer: a | b. Met uren: 'a: 4 uur' tussen aanhalingstekens.",
        "uitsluiten": "Producten of groepen die niet mogen, of 'alles': a | b.",
        "conclusie": "Een conclusie, of meer: a | b.",
        "let_op": "Een tekst voor de intaker.",
        "omdat": _REASON,
        "grondslag": _GROUND,
        "toelichting": _NOTE,
        "geldig": "Wanneer deze rij geldt: 2021-03-01..2021-12-31.",
    },
    "voorbeeld": {
        "voorbeeld": "De naam van het voorbeeld: kleine letters, cijfers, _ en -.",
        "op": "De dag waarop u rekent. Zonder 'op' is het de dag van de aanmelding.",
        "aangemeld": "De dag van de aanmelding. Zonder 'aangemeld' is het de dag van 'op'.",
        "antwoorden": "De antwoorden: {vraag: antwoord}. Wat er niet staat, is onbeantwoord.",
        "verwacht": "Wat eruit moet komen. Alleen wat u noemt, wordt vergeleken.",
        "toelichting": _NOTE,
    },
    "verwacht": {
        "urgentie": "Het niveau.",
        "punten": "Het totaal van de punten.",
        "uiterlijk": "De termijn: een datum, of 'geen'.",
        "producten": "Precies deze producten; [] voor geen enkel.",
        "zonder": "Producten die er niet bij mogen zijn.",
        "regels": "Regels die moeten gelden; andere mogen ook.",
        "conclusies": "Conclusies: {sleutel: ja}, nee of onbekend. Een naam of lijst betekent ja.",
        "let_op": "Regels die de intaker iets moeten melden.",
        "open": "Vragen die nog open moeten staan.",
    },
    "configuratie": {
        "titel": "De naam van het programma, boven lijsten en rapporten.",
        "looptijd": "Van wanneer tot en met wanneer het programma loopt.",
        "benaderperiode": "Van wanneer tot en met wanneer de lijst wordt gebeld.",
        "plafond": "Hoeveel mensen er samen geholpen kunnen worden; daarboven een waarschuwing.",
        "intakeproduct": "Het product dat de intake is; zijn uren zijn die van één intake.",
        "alarmen": "Wie er per soort alarm actie neemt; staat zo in het weekrapport.",
        "urgentie": (
            "De niveaus, van meest naar minst dringend. Het laatste geldt voor wie geen regel "
            "een niveau geeft."
        ),
        "engine": "Wie de regels uitrekent.",
        "bewaartermijn": (
            "Hoe lang gegevens blijven staan nadat een zaak is gesloten. Zonder deze sleutel "
            "wordt niets vanzelf gewist."
        ),
        "budgetten": "De potten waaruit producten worden betaald.",
        "verboden_kenmerken": "Vragen waarop geen regel mag beslissen, ook niet via een andere.",
        "gelijkgestelde_dagen": "Data die naast weekend en feestdagen niet als werkdag tellen.",
        "weigerredenen": "Waarom een partner kan weigeren, en wat er dan gebeurt.",
        "tozo_redenen": "Waarom een TOZO kan eindigen: {sleutel: naam}.",
        "srg": "De code van de gemeente per product, voor triage export srg.",
        "producten": "Wat u te bieden hebt.",
        "groepen": "Producten die samen worden geteld, betaald of bewaakt.",
        "partners": "Wie de producten levert.",
        "indicatoren": "De regels van het rapport, in hun volgorde.",
    },
    "alarmen": {
        "pot": "Een pot raakt op.",
        "plaatsen": "De plaatsen bij een partner raken op.",
        "termijn": "Een termijn loopt af of is verstreken.",
        "antwoord": "Een partner had al moeten antwoorden.",
        "post": "Een verwijzing is niet bij de partner gekomen.",
        "toeloop": "Er wachten meer mensen op een intake dan er op tijd gebeld kunnen worden.",
        "gegevens": "Gegevens ontbreken of spreken elkaar tegen.",
    },
    "urgentie": {
        "naam": _SHOWN,
        "binnen": _WITHIN,
        "uiterlijk": _BY,
        "gehaald": _MET,
        "toelichting": _NOTE,
    },
    "product": {
        "naam": _SHOWN,
        "uren": "De uren per keer, zoals 0.5. Een regel kan andere uren vragen.",
        "prijs": "De prijs per keer, in euro's.",
        "aanbieders": "De partners die het leveren, de eerste keus voorop.",
        "pot": "Het budget waaruit het betaald wordt.",
        "groep": "De groep waar het bij hoort.",
        "beoogd": _TARGET,
        "beoogd_tekst": _TARGET_TEXT,
        "toelichting": _NOTE,
    },
    "groep": {
        "naam": _SHOWN,
        "beoogd": f"{_TARGET} Het telt voor de producten samen.",
        "beoogd_tekst": _TARGET_TEXT,
        "prijs_eenmalig": (
            "ja: een zaak betaalt maar één keer, ook voor meer producten van de groep."
        ),
        "signaal_uren": "Vraagt een zaak samen meer uren dan dit, dan komt er een waarschuwing.",
        "toelichting": _NOTE,
    },
    "budget": {
        "naam": _SHOWN,
        "bedrag": "Het bedrag in euro's.",
        "status": "Hoe vast het bedrag staat, zoals voorlopig of toegekend.",
        "toelichting": _NOTE,
    },
    "partner": {
        "naam": _SHOWN,
        "eigen": "ja: de eigen balie. Haar producten worden ingezet, niet doorverwezen.",
        "capaciteit": (
            "Per product hoeveel er kan. Wat er niet staat is onbeperkt, maar wordt wel "
            "geteld."
        ),
        "reserve_spoed": "Per product hoeveel plaatsen er vrij blijven voor het hoogste niveau.",
        "kanaal": "Hoe een verwijzing de partner bereikt.",
        "velden": "De antwoorden die de partner mag krijgen. Iets anders gaat nooit mee.",
        "akkoord": "Een ja_nee-vraag. Zonder 'ja' wordt er niet verwezen.",
        "reactietermijn": (
            "Hoe snel de partner antwoordt: 5 werkdagen, of per niveau: {acuut: 1 werkdag, "
            "overig: 5 werkdagen}."
        ),
        "bij_storing": "Wat er gebeurt als de partner zelf niet kan zeggen of er plaats is.",
        "toelichting": _NOTE,
    },
    "capaciteit": {
        "plaatsen": "Het aantal plaatsen.",
        "uren": "Het aantal uren, in plaats van plaatsen.",
        "per": "Per week of per maand. Zonder 'per' geldt het voor de hele looptijd.",
    },
    "kanaal": {
        "soort": "Langs welke weg.",
        "adres": "Waarheen: een e-mailadres, een webadres, een map of een telefoonnummer.",
        "geheim": (
            "De naam van de omgevingsvariabele met het wachtwoord. Nooit het wachtwoord zelf."
        ),
    },
    "weigerreden": {
        "naam": _SHOWN,
        "gevolg": "Wat er na de weigering gebeurt.",
        "toelichting": _NOTE,
    },
    "indicator": {
        "indicator": "De naam van deze regel van het rapport: kleine letters, cijfers, _ en -.",
        "onderdeel": "Het kopje in het rapport waar deze regel onder staat.",
        "naam": _SHOWN,
        "actiehouder": "Wie het getal levert of erop stuurt.",
        "effect": "Het effect waar dit getal iets over zegt.",
        "tel": "Wat er geteld wordt. Zonder 'tel' staat deze regel er zonder getal.",
        "bij": "Bij welk moment het telt; bij 'tel: dagen' het moment waarop het tellen eindigt.",
        "als": f"Telt alleen mee als dit op dat moment geldt. {_WHEN}",
        "groep": "Telt alleen producten van deze groep, of van een lijst van groepen.",
        "product": "Telt alleen dit product, of een lijst van producten.",
        "per": "Splitst het getal uit: per product, per reden, of per antwoord op een keuzevraag.",
        "beoogd": _TARGET,
        "beoogd_tekst": _TARGET_TEXT,
        "van": "Bij 'tel: aandeel': waarvan het een aandeel is.",
        "vanaf": "Bij 'tel: dagen': het moment waarop het tellen begint.",
        "na": "Telt alleen als dat moment er op een eerdere dag was.",
        "behalve": "Producten of groepen die niet meetellen, ook niet bij 'na'.",
        "apart": "Delen van 'per' die wel getoond worden, maar niet meetellen.",
        "noot": "Een zin die in het rapport bij het getal staat.",
        "toelichting": _NOTE,
    },
    "bewaartermijn": {
        "persoon": "Hoe lang naam, telefoon, e-mail en BSN blijven staan, zoals: 24 maanden.",
        "antwoorden": "Hoe lang de antwoorden blijven staan, zoals: 24 maanden.",
    },
}  # fmt: skip
"""Per sort of mapping: every key that stands in it."""
