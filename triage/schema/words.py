"""What every fixed word of the files means, in Dutch, for whoever types it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "ja_nee": {"ja": "Het antwoord is ja.", "nee": "Het antwoord is nee."},
    "bekend": {"bekend": "Er is een antwoord.", "onbekend": "Er is nog geen antwoord."},
    "soort": {
        "ja_nee": "Ja of nee.",
        "geheel": "Een heel getal.",
        "getal": "Een getal, met ten hoogste 4 cijfers achter de komma.",
        "bedrag": "Een bedrag in euro's.",
        "percentage": "Een percentage, zoals 30%.",
        "datum": "Een datum.",
        "keuze": "Eén keuze uit 'keuzes'.",
        "meerkeuze": "Geen, een of meer keuzes uit 'keuzes'.",
        "tekst": "Vrije tekst. Regels kunnen alleen toetsen of er iets is ingevuld.",
    },
    "fase": {
        "lijst": "Staat op de lijst of in de aanmelding.",
        "telefoon": "Wordt aan de telefoon gevraagd.",
        "balie": "Wordt bij de intake gevraagd.",
        "partner": "Komt van een partner.",
    },
    "conclusie": {
        "ja": "De conclusie geldt.",
        "nee": "De conclusie geldt niet.",
        "onbekend": "Er ontbreken antwoorden om het te weten.",
    },
    "uitsluiten": {"alles": "Alle producten."},
    "engine": {
        "auto": "Beide waar dat kan; dan moeten zij het eens zijn.",
        "direct": "De gewone manier, in Python.",
        "durable": "De regelmachine durable-rules.",
    },
    "gevolg": {
        "volgende_partner": "De volgende aanbieder van het product wordt gevraagd.",
        "wachten_tot": "De zaak wacht tot een datum.",
        "product_niet_meer": "Dit product wordt in deze zaak niet meer gegeven.",
        "terug_naar_balie": "De zaak gaat terug naar de balie.",
    },
    "kanaal": {
        "e-mail": "Een e-mail.",
        "http": "Een bericht naar een webadres.",
        "bestand": "Een bestand in een map.",
        "telefoon": "De balie belt zelf.",
    },
    "bij_storing": {
        "wachtlijst": "De zaak komt op de wachtlijst.",
        "reserveer": "De plaats wordt gereserveerd op de eigen telling.",
    },
    "per": {"week": "Elke week opnieuw.", "maand": "Elke maand opnieuw."},
    "reactietermijn": {"overig": "Alle niveaus die hier niet genoemd zijn."},
    "tel": {
        "ondernemers": "Elke ondernemer één keer, bij het eerste moment.",
        "producten": "Elk product, met het aantal unieke mensen ernaast.",
        "dagen": "De dagen van 'vanaf' tot 'bij'.",
        "aandeel": "Welk deel van 'van' ook 'bij' heeft.",
    },
    "moment": {
        "melding": "De ondernemer meldt zich, of wordt van de lijst voor het eerst bereikt.",
        "benaderd": "De eerste poging om contact te krijgen.",
        "bereikt": "Het eerste contact.",
        "intake": "De intake.",
        "verwezen": "De verwijzing naar een partner.",
        "aanvaard": "De partner neemt de verwijzing aan.",
        "gestart": "Het product begint.",
        "afgerond": "Het product is klaar.",
        "ingezet": "Een eigen product is gestart, of naar een partner verwezen.",
        "tozo_einde": "De uitkering TOZO eindigt.",
        "ingevoerd": "De partner bevestigt dat het is ingevoerd.",
    },
    "verdeling": {"product": "Per product.", "reden": "Per reden."},
}  # fmt: skip
"""Per fixed list of words: what each word means."""
