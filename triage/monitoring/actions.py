"""What to do about an alarm, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

USUAL: Final[Mapping[str, str]] = {
    "termijn": "Bel deze mensen vandaag, en leg vast waarom het later werd.",
    "post": "Geef de verwijzing met de hand door, of trek haar in en verwijs opnieuw.",
    "antwoord": "Bel de partner; komt er geen antwoord, trek de verwijzing dan in.",
    "toeloop": "Maak meer uren vrij voor intake, of spreek een latere einddatum af.",
    "plaatsen": "Spreek met de partner meer plaatsen af, of zoek een andere aanbieder.",
    "pot": "Bespreek wie er nog voor in aanmerking komt, of vul de pot aan.",
    "gegevens": "Zoek het na en vul aan wat ontbreekt.",
}
"""What to do, the most acute kind first."""

AFTERWARDS: Final[Mapping[str, str]] = {
    "termijn": "Leg vast waarom het later werd, en handel dit alarm af.",
    "post": "Leg vast hoe het is opgelost, en handel dit alarm af.",
    "antwoord": "Leg vast waarom het antwoord later kwam, en handel dit alarm af.",
    "plaatsen": "Leg vast waardoor er weer plaats kwam, en handel dit alarm af.",
    "pot": "Leg vast waardoor er weer geld vrijkwam, en handel dit alarm af.",
}
"""What to do when it is over."""

SOON: Final = "Bel deze mensen vandaag: dan is het nog op tijd."
UNDELIVERED: Final = "Zoek uit waarom het versturen mislukt; bel de partner over wat haast heeft."
NOT_RECALLED: Final = "Bel de partner dat dit niet doorgaat, en handel dit alarm dan af."
STRANGE: Final = "Zoek uit of zij hier horen; zo niet, handel dit alarm dan af."
