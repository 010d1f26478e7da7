"""Who came, who did not and who stood in for whom, as Danish minutes tell it; and the roll that comes of it. All people are fictional."""

from __future__ import annotations

import pytest

from loaders import roll
from loaders.lexicon import lexicon
from loaders.model import Attendance, Mode, Status
from loaders.passage import clean
from loaders.people import Setting, entries
from loaders.turnout import Told, absentees, told

REGION = "region-midtjylland"
LISTED = ("Lone Holm", "Bo Friis", "Ane Vind Kjær", "Mette Dahl", "Mette Lund", "Ib Toft")
ITEMS = ("1", "2", "3", "4", "5")
PRESENT, ABSENT, PARTIAL = Status.PRESENT, Status.ABSENT, Status.PARTIAL


def tell(text: str) -> list[Told]:
    return list(told(clean(text, 0), LISTED, REGION))


def called(text: str, *lines: str, item: str = "") -> dict[str, Attendance]:
    """The roll of a list and a paragraph told under `item`; without lines, the list is `LISTED`."""
    listed = [entry for at, line in enumerate(lines or LISTED) for entry in entries(clean(line, at * 1000), Setting(REGION))]
    known = [entry.person.name for entry in listed]
    statements = [roll.Statement(one, item) for one in told(clean(text, 100_000), known, REGION)]
    return {one.person.name: one for one in roll.call(listed, statements, ITEMS)}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Der var afbud fra Lone Holm og Bo Friis.", "Lone Holm|Bo Friis"),
        ("Der var afbud fra borgmester Lone Holm, Randers Kommune.", "Lone Holm"),
        ("Der er modtaget afbud fra Lone Holm samt Bo Friis.", "Lone Holm|Bo Friis"),
        ("Afbud: Lone Holm, Bo Friis.", "Lone Holm|Bo Friis"),
        ("Afbud fra: Lone Holm", "Lone Holm"),
        ("Afbud er modtaget fra Lone Holm.", "Lone Holm"),
        ("Fraværende: Lone Holm.", "Lone Holm"),
        ("Fraværende var Lone Holm.", "Lone Holm"),
        ("Lone Holm havde meldt afbud.", "Lone Holm"),
        ("Lone Holm måtte melde afbud.", "Lone Holm"),
        ("Lone Holm og Ib Toft sendte afbud.", "Lone Holm|Ib Toft"),
        ("Lone Holm var fraværende.", "Lone Holm"),
        ("Lone Holm var forhindret.", "Lone Holm"),
        ("Lone Holm er på orlov.", "Lone Holm"),
        ("Lone Holm var syg.", "Lone Holm"),
        ("Lone Holm deltog ikke.", "Lone Holm"),
        ("Lone Holm kunne desværre ikke deltage.", "Lone Holm"),
        ("Lone Holm, Bo Friis og Ib Toft var ikke til stede.", "Lone Holm|Bo Friis|Ib Toft"),
        ("Alle undtagen Lone Holm var til stede.", "Lone Holm"),
        ("Alle medlemmer var til stede bortset fra Friis.", "Bo Friis"),
        ("Bortset fra Lone Holm deltog alle.", "Lone Holm"),
        ("Alle var mødt, på nær Mette Dahl og Toft.", "Mette Dahl|Ib Toft"),
        ("Dahl havde afbud.", "Mette Dahl"),
    ],
)
def test_absence(text: str, who: str) -> None:
    [one] = tell(text)
    assert (one.status, "|".join(entry.person.name for entry in one.who), one.in_place_of) == (ABSENT, who, ())


@pytest.mark.parametrize(
    "text",
    [
        "Der var ingen afbud.",
        "Der var ikke afbud.",
        "Ingen afbud.",
        "På sidste møde var der afbud fra Lone Holm.",
        "Mette havde afbud.",  # two of that name are listed
        "Lone Holm bød velkommen.",
        "Lone Holm takkede for Bo Friis' indsats.",
        "Ib Nord afløser Lone Holm som medlem af klyngen.",
        "Ib Nord afløste Lone Holm som medlem af klyngen.",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ib Nord deltog i stedet for Lone Holm.",
        "Ib Nord deltog for Lone Holm.",
        "Ib Nord deltog i mødet i stedet for Lone Holm.",
        "Direktør Ib Nord deltog på vegne af Lone Holm.",
        "I stedet for Lone Holm deltog Ib Nord.",
        "Ib Nord mødte som stedfortræder for Lone Holm.",
        "Som suppleant for Lone Holm mødte Ib Nord.",
        "Stedfortræder for Lone Holm: Ib Nord.",
        "Ib Nord (stedfortræder for Lone Holm) deltog.",
        "Ib Nord vikarierede for Lone Holm.",
        "Ib Nord repræsenterede Lone Holm.",
        "Lone Holm blev repræsenteret af Ib Nord.",
        "Lone Holm var repræsenteret ved direktør Ib Nord.",
        "Ib Nord, direktør, Randers Kommune, deltog i stedet for Lone Holm.",
        "Fra Randers Kommune deltog Ib Nord i stedet for Lone Holm.",
        "Lone Holm havde meldt afbud, og i stedet deltog Ib Nord.",
        "Lone Holm havde meldt afbud, men Ib Nord mødte i hendes sted.",
        "Lone Holm havde afbud. I stedet deltog Ib Nord.",
        "Der var afbud fra Lone Holm. Ib Nord deltog i stedet.",
        "Der var afbud fra Lone Holm. I hendes sted deltog Ib Nord.",
        "Der var afbud fra Lone Holm (Ib Nord deltog i stedet).",
        "Der var afbud fra Lone Holm, og Ib Nord deltog i stedet.",
    ],
)
def test_substitution(text: str) -> None:
    found = called(text)
    assert (found["Lone Holm"].status, found["Ib Nord"].status, found["Ib Nord"].in_place_of) == (ABSENT, PRESENT, ("Lone Holm",))
    assert {one.status for name, one in found.items() if name != "Lone Holm"} == {PRESENT}


def test_one_may_stand_in_for_two_and_represents_whom_the_first_did() -> None:
    found = called(
        "I stedet for Lone Holm og Bo Friis deltog Ib Nord.", "Lone Holm, direktør, Odder Kommune", "Bo Friis, direktør, Hedensted Kommune"
    )
    substitute = found["Ib Nord"]
    assert (substitute.in_place_of, substitute.person.role) == (("Lone Holm", "Bo Friis"), None)
    assert substitute.person.organisation and substitute.person.organisation.label == "Odder Kommune"
    assert [found[name].status for name in ("Lone Holm", "Bo Friis")] == [ABSENT, ABSENT]


def test_the_sentence_s_own_organisation_outweighs_the_replaced_one_s() -> None:
    substitute = called("Fra Randers Kommune deltog Ib Nord i stedet for Lone Holm.", "Lone Holm, direktør, Odder Kommune")["Ib Nord"]
    assert substitute.person.organisation and substitute.person.organisation.label == "Randers Kommune"


def test_as_many_substitutes_as_replaced_go_in_pairs() -> None:
    found = called("Der var afbud fra Lone Holm og Bo Friis. Ib Nord og Kim Holst deltog i stedet.")
    assert (found["Ib Nord"].in_place_of, found["Kim Holst"].in_place_of) == (("Lone Holm",), ("Bo Friis",))


def test_someone_on_the_list_may_stand_in() -> None:
    found = called("Ib Toft deltog i stedet for Lone Holm.")
    assert len(found) == len(LISTED)
    assert (found["Ib Toft"].status, found["Ib Toft"].in_place_of, found["Lone Holm"].status) == (PRESENT, ("Lone Holm",), ABSENT)


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("Lone Holm deltog fra punkt 3.", "1|2"),
        ("Lone Holm deltog fra og med pkt. 3.", "1|2"),
        ("Lone Holm var til stede fra punkt 2.", "1"),
        ("Lone Holm kom til mødet under punkt 2.", "1"),
        ("Lone Holm ankom under punkt 2.", "1"),
        ("Lone Holm stødte til mødet efter punkt 2.", "1|2"),
        ("Lone Holm forlod mødet efter punkt 3.", "4|5"),
        ("Lone Holm forlod mødet under punkt 3.", "4|5"),
        ("Lone Holm forlod mødet før punkt 3.", "3|4|5"),
        ("Lone Holm måtte gå efter punkt 3.", "4|5"),
        ("Lone Holm deltog til og med punkt 3.", "4|5"),
        ("Lone Holm var til stede til og med punkt 3.", "4|5"),
        ("Lone Holm deltog kun i punkt 2.", "1|3|4|5"),
        ("Lone Holm deltog kun under punkt 2 og 4.", "1|3|5"),
        ("Lone Holm deltog i punkt 1-3.", "4|5"),
        ("Lone Holm deltog ikke i punkt 2.", "2"),
        ("Lone Holm deltog ikke i behandlingen af punkt 2-4.", "2|3|4"),
        ("Lone Holm var ikke til stede under behandlingen af punkt 3.", "3"),
        ("Lone Holm var fraværende under punkt 3.", "3"),
        ("Lone Holm var fraværende ved punkt 2, 4 og 5.", "2|4|5"),
        ("Lone Holm var inhabil under punkt 4.", "4"),
        ("Lone Holm forlod mødet kl. 14.30.", ""),
        ("Lone Holm gik kl. 14.", ""),
        ("Lone Holm ankom kl. 10.15.", ""),
        ("Lone Holm deltog i mødet til kl. 15.", ""),
        ("Lone Holm deltog i første del af mødet.", ""),
    ],
)
def test_partial_attendance(text: str, missed: str) -> None:
    one = called(text)["Lone Holm"]
    assert (one.status, "|".join(one.items_missed)) == (PARTIAL, missed)


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("Lone Holm erklærede sig inhabil og forlod lokalet.", "3"),
        ("Lone Holm var inhabil og deltog ikke i punktets behandling.", "3"),
        ("Lone Holm deltog ikke i drøftelsen.", "3"),
        ("Lone Holm forlod mødet efter punktet.", "4|5"),
    ],
)
def test_partial_attendance_told_under_an_item(text: str, missed: str) -> None:
    one = called(text, item="3")["Lone Holm"]
    assert (one.status, "|".join(one.items_missed)) == (PARTIAL, missed)


def test_two_partial_absences_add_up() -> None:
    assert called("Lone Holm kom til mødet under punkt 2. Lone Holm forlod mødet efter punkt 4.")["Lone Holm"].items_missed == ("1", "5")


def test_the_absent_miss_no_single_items() -> None:
    one = called("Lone Holm havde afbud. Lone Holm deltog ikke i punkt 2.")["Lone Holm"]
    assert (one.status, one.items_missed) == (ABSENT, ())


@pytest.mark.parametrize(
    "text", ["Lone Holm, der havde meldt afbud, deltog alligevel.", "Lone Holm trak sit afbud tilbage.", "Lone Holms afbud blev trukket tilbage."]
)
def test_a_withdrawn_absence_is_presence(text: str) -> None:
    found = called(text, "Lone Holm (afbud), borgmester", "Bo Friis, direktør (afbud)")
    assert (found["Lone Holm"].status, found["Bo Friis"].status) == (PRESENT, ABSENT)


@pytest.mark.parametrize(
    "text", ["Lone Holm og Bo Friis deltog via Teams.", "Lone Holm og Bo Friis deltog virtuelt.", "Lone Holm og Bo Friis deltog på videolink."]
)
def test_video(text: str) -> None:
    found = called(text)
    assert {name for name, one in found.items() if one.mode is Mode.VIDEO} == {"Lone Holm", "Bo Friis"}
    assert {one.status for one in found.values()} == {PRESENT}


@pytest.mark.parametrize(
    "text", ["Lone Holm ledede mødet.", "I Bo Friis' fravær ledede næstformanden, Lone Holm, mødet.", "Mødet blev ledet af Lone Holm."]
)
def test_who_led(text: str) -> None:
    functions = called(text)["Lone Holm"].person.functions
    assert "mødeleder" in [function.label for function in functions]


def test_an_absence_told_three_times_is_one_row() -> None:
    found = called(
        "Der var afbud fra Lone Holm. Lone Holm havde meldt afbud.",
        "Lone Holm, borgmester, Odder Kommune (afbud)",
        "Bo Friis, direktør, Odder Kommune",
    )
    assert list(found) == ["Lone Holm", "Bo Friis"]
    assert len(found["Lone Holm"].at) == 3


def test_listed_again_a_person_gains_what_the_first_line_left_out() -> None:
    person = called("", "Lone Holm, borgmester", "Lone Holm (V), Odder Kommune (formand)")["Lone Holm"].person
    assert person.role and person.organisation
    assert (person.role.label, person.organisation.label, person.party) == ("borgmester", "Odder Kommune", "V")


def test_a_dropped_middle_name_is_the_same_row_and_a_namesake_another() -> None:
    assert list(called("Der var afbud fra Ane Kjær.")) == list(LISTED)
    assert "Ane Skov" in called("Der var afbud fra Ane Skov.")


def test_absentees_by_what_only_the_roll_settles() -> None:
    one = absentees(clean("Dahl (Mette), Friis og Toft", 0), LISTED, REGION)
    assert one and [entry.person.name for entry in one.who] == ["Mette Dahl", "Bo Friis", "Ib Toft"]
    assert absentees(clean("Ukendt og Fremmed", 0), LISTED, REGION) is None


def test_lists_stand_as_printed_and_people_of_the_text_behind_them() -> None:
    found = called("Ib Nord deltog i stedet for Lone Holm.", "Lone Holm, direktør", "Ane Vind (for Bo Friis)", "Kim Holst, konsulent")
    assert list(found) == ["Lone Holm", "Bo Friis", "Ane Vind", "Kim Holst", "Ib Nord"]


def test_an_office_label_of_its_own() -> None:
    leader = lexicon().function("mødeleder")
    assert leader
    roster = tuple(called("", "Lone Holm, borgmester", "Bo Friis, direktør").values())
    [known] = entries(clean("Bo Friis", 5000), Setting(REGION))
    [new] = entries(clean("Ib Nord, konsulent", 5000), Setting(REGION))
    after = roll.with_function(roster, known, leader)
    assert [(one.person.name, one.person.functions) for one in after] == [("Lone Holm", ()), ("Bo Friis", (leader,))]
    assert [one.person.name for one in roll.with_function(roster, new, leader)] == ["Lone Holm", "Bo Friis", "Ib Nord"]
    [above] = entries(clean("Bo Friis", 0), Setting(REGION))
    below = roll.with_function(list(called("", "x", "Lone Holm, borgmester", "Bo Friis, direktør").values()), above, leader)
    assert [one.person.name for one in below] == ["Bo Friis", "Lone Holm"]


def test_every_telling_quotes_its_clause() -> None:
    text = "Mødet gik godt. Der var afbud fra  Lone Holm, og Ib Nord deltog i stedet."
    quotes = [text[one.at[0].start : one.at[0].end] for one in told(clean(text, 0), LISTED, REGION)]
    assert quotes == ["Der var afbud fra  Lone Holm", "Ib Nord deltog i stedet"]
