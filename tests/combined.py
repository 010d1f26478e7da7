"""Minutes put together from parts that clerks choose freely: every label, order, mark and form with every other. All people are fictional."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

CLUSTER = "Sundhedsklynge Holbæk"
TITLES = (
    "Referat af møde i {body}", "{BODY}", "REFERAT\n{body}", "{body} – referat", "Beslutningsreferat {body}", "Mødereferat\n\n{body}",
    "Referat: Møde i {body}", "Referat af {body}s møde", "Mødenotat {body}", "Referat fra møde i {body} den {day}",
)  # fmt: skip
DATES = (
    "Mødedato: {day} kl. 9.00-11.00", "Tidspunkt: onsdag d. {day}, kl. 9-11", "Onsdag den {day}", "Mødet blev holdt den {day} i Sundhedshuset",
    "Tid og sted: {day} kl. 9-11, Rådhuset", "Afholdt: {day}", "Mødedato\n{day}", "Hvornår: {day}", "Den {day}",
)  # fmt: skip
DAYS = ("12. marts 2025", "12-03-2025", "12.03.2025", "12/3 2025", "12. marts 25", "12/03-25")
PLACES = ("Sted: Rådhuset", "Mødested: Rådhuset", "Hvor: Rådhuset", "Sted\nRådhuset", "")
ROLLS = (
    "Deltagere:", "Mødedeltagere", "Til stede", "Tilstede:", "Fremmødte", "Deltagende:", "Følgende deltog:", "Deltagere i mødet", "Til stede var:",
    "Mødt", "Hvem var med", "Fremmøde", "Medlemmer til stede", "DELTAGERE",
)  # fmt: skip
MARKS = ("", "- ", "* ", "• ", "– ")
NUMBERS = (
    "Punkt {n}: {title}", "{n}. {title}", "Pkt. {n} {title}", "{n}) {title}", "Ad {n}. {title}", "Ad. {n} {title}", "Ad pkt. {n}: {title}", "Sag {n}: {title}",
    "{n} {title}", "Dagsordenspunkt {n}: {title}", "{n} - {title}", "Emne {n}: {title}",
)  # fmt: skip
PROPOSALS = (
    "Det indstilles, at {what}", "Indstilling: At {what}", "Indstilling\nAt {what}.", "Administrationen indstiller, at {what}", "Det anbefales, at {what}",
    "Formandskabet foreslår, at {what}", "Indstilling:\n- at {what}", "",
)  # fmt: skip
DECISIONS = (
    "Beslutning: {so}", "Referat: {so}", "Konklusion\n{so}", "BESLUTNING: {so}", "Vedtagelse: {so}", "{body} besluttede: {so}", "Udfald: {so}",
    "Det blev besluttet: {so}", "Aftalt: {so}", "→ {so}", "Beslutning i {body} den 12-03-2025\n{so}",
)  # fmt: skip
OUTCOMES = {
    "Indstillingen blev godkendt.": "godkendt",
    "Taget til efterretning.": "taget til efterretning",
    "Punktet blev drøftet.": "drøftet",
    "Punktet udsættes til næste møde.": "udsat",
    "Klyngen drøftede oplægget og godkendte det.": "drøftet|godkendt",
    "Forslaget blev forkastet.": "forkastet",
}
ITEMS = ("Status på fælles indsatser", "Økonomi og klyngemidler", "Udskrivning fra psykiatrien")


@dataclass(frozen=True, slots=True)
class Member:
    """`party` is the ballot letter or ""."""

    name: str
    role: str
    organisation: str
    party: str = ""

    @property
    def known_as(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name

    @property
    def titled(self) -> str:
        return f"{self.role[0].upper()}{self.role[1:]} {self.known_as}"


MEMBERS = (
    Member("Ane Holm", "borgmester", "Holbæk Kommune", "A"),
    Member("Bo Lund", "social- og sundhedsdirektør", "Holbæk Kommune"),
    Member("Karen Krog", "udvalgsformand", "Odsherred Kommune", "V"),
    Member("Jens Bro", "sundhedschef", "Odsherred Kommune"),
    Member("Lise Dahl", "regionsrådsmedlem", "Region Sjælland", "C"),
    Member("Ole Vind", "praktiserende læge", "PLO-Sjælland"),
)
AWAY = MEMBERS[1]
LINES: dict[str, Callable[[Member], str]] = {
    "name, title, organisation": lambda one: f"{one.known_as}, {one.role}, {one.organisation}",
    "name, title, organisation (party)": lambda one: f"{one.name}, {one.role}, {one.organisation}" + (f" ({one.party})" if one.party else ""),
    "title name, organisation": lambda one: f"{one.titled}, {one.organisation}",
    "organisation: name, title": lambda one: f"{one.organisation}: {one.known_as}, {one.role}",
    "organisation, title name": lambda one: f"{one.organisation}, {one.titled}",
    "organisation - name - title": lambda one: f"{one.organisation} - {one.known_as} - {one.role}",
    "name - title - organisation": lambda one: f"{one.known_as} - {one.role} - {one.organisation}",
    "name, organisation, title": lambda one: f"{one.known_as}, {one.organisation}, {one.role}",
    "name / title / organisation": lambda one: f"{one.known_as} / {one.role} / {one.organisation}",
    "name (title, organisation)": lambda one: f"{one.name} ({one.role}, {one.organisation}{', ' * bool(one.party)}{one.party})",
    "title name from organisation": lambda one: f"{one.titled} fra {one.organisation}",
    "name, title in organisation": lambda one: f"{one.known_as}, {one.role} i {one.organisation}",
    "name: title, organisation": lambda one: f"{one.known_as}: {one.role}, {one.organisation}",
    "name; title; organisation": lambda one: f"{one.known_as}; {one.role}; {one.organisation}",
    "between tabs": lambda one: f"{one.known_as}\t{one.role}\t{one.organisation}",
    "in columns": lambda one: f"{one.known_as:24}{one.role:32}{one.organisation}",
}
ABSENCES: dict[str, tuple[bool, str, str, str]] = {
    "a block": (False, "", "Afbud: {away}", ""),
    "a block with another label": (False, "", "Fraværende:\n{away}", ""),
    "a sentence below the list": (True, "", "{name} deltog ikke i mødet.", ""),
    "a sentence that lists": (False, "", "Der var afbud fra {away}.", ""),
    "behind the line, a dash": (True, " - afbud", "", ""),
    "behind the line, parentheses": (True, " (afbud)", "", ""),
    "in a decision": (True, "", "", " {name} havde meldt afbud til mødet."),
    "at the end": (True, "", "", ""),
}
"""Is the one who stayed away on the list; what stands behind the line, below the list, and behind the first decision."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One layout: a key or text of each of the options above."""

    title: str
    date: str
    day: str
    place: str
    roll: str
    line: str
    mark: str
    absence: str
    number: str
    first: int
    proposal: str
    decision: str
    outcomes: tuple[str, ...]


def text(choice: Choice) -> str:
    """The minutes in that layout."""
    body = CLUSTER
    listed, behind, below, decided = ABSENCES[choice.absence]
    line = LINES[choice.line]
    told = {"away": f"{AWAY.name}, {AWAY.role}, {AWAY.organisation}", "name": AWAY.name}
    parts = [choice.title.format(body=body, BODY=body.upper(), day=choice.day), "", choice.date.format(day=choice.day), choice.place, "", choice.roll]
    parts += [choice.mark + line(one) + behind * (one is AWAY) for one in MEMBERS if listed or one is not AWAY]
    parts += ["", below.format(**told), ""]
    for at, (item, so) in enumerate(zip(ITEMS, choice.outcomes, strict=True)):
        said = so + (decided.format(**told) if at == 0 else "")
        proposal = choice.proposal.format(what="oplægget godkendes")
        parts += [choice.number.format(n=choice.first + at, title=item), "", "Sekretariatet har samlet erfaringerne fra det første år.", ""]
        parts += [proposal, "", choice.decision.format(so=said, body=body), ""]
    return "\n".join([*parts, "Afbud: Bo Lund" * (choice.absence == "at the end"), ""])


def attendance() -> list[tuple[str, ...]]:
    """(person, role, organisation, party, status) in whatever layout, sorted."""
    return sorted((one.name, one.role, one.organisation, one.party, "absent" if one is AWAY else "present") for one in MEMBERS)


def agenda(choice: Choice) -> list[tuple[str, ...]]:
    """(number, title, recommendations, outcome)."""
    proposals = str(int(bool(choice.proposal)))
    return [(str(choice.first + at), item, proposals, OUTCOMES[so]) for at, (item, so) in enumerate(zip(ITEMS, choice.outcomes, strict=True))]
