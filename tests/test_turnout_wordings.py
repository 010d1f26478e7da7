"""What sentences make of a roll: who is absent, stands in, comes late, leads. All people are fictional."""

from __future__ import annotations

import pytest

from loaders import roll
from loaders.model import Attendance, Mode, Status
from loaders.passage import clean
from loaders.people import Setting, entries
from loaders.turnout import told

REGION = "region-midtjylland"
LISTED = (
    "Lone Holm, borgmester, Odder Kommune (A)",
    "Bo Friis, direktør, Hedensted Kommune",
    "Ane Vind Kjær, PLO-Midtjylland",
    "Mette Dahl, regionsrådsmedlem (V)",
    "Mette Lund, direktør, Horsens Kommune",
    "Ib Toft, regionsrådsmedlem (C)",
)
ITEMS = ("1", "2", "3", "4", "5")
ENTRIES = [entry for at, line in enumerate(LISTED) for entry in entries(clean(line, at * 1000), Setting(REGION))]
NAMES = [entry.person.name for entry in ENTRIES]


def shown(one: Attendance) -> str:
    """What is unusual about an attendance; "" where somebody listed simply came."""
    person, leads = one.person, any(function.label == "mødeleder" for function in one.person.functions)
    said = f"{person.name}:{one.status.value[:3]}"
    said += f" for {'+'.join(one.in_place_of)}" if one.in_place_of else ""
    said += f" -{','.join(one.items_missed)}" if one.items_missed else ""
    said += " V" if one.mode is Mode.VIDEO else ""
    said += " LEAD" if leads else ""
    if person.name not in NAMES:
        said += f" [{person.role.label if person.role else ''}|{person.organisation.label if person.organisation else ''}]"
    return "" if said == f"{person.name}:{Status.PRESENT.value[:3]}" else said


@pytest.mark.parametrize(
    ("text", "item", "roll_says"),
    [
        ("Afbud fra Lone Holm og Bo Friis.", "", "Lone Holm:abs; Bo Friis:abs"),
        ("Afbud: Lone Holm (A), Bo Friis", "", "Lone Holm:abs; Bo Friis:abs"),
        ("Der er meldt afbud fra Lone Holm.", "", "Lone Holm:abs"),
        ("Lone Holm har meldt afbud til mødet.", "", "Lone Holm:abs"),
        ("Lone Holm og Bo Friis var begge fraværende.", "", "Lone Holm:abs; Bo Friis:abs"),
        ("Borgmester Lone Holm havde meldt afbud til dagens møde.", "", "Lone Holm:abs"),
        ("Ikke til stede: Lone Holm.", "", "Lone Holm:abs"),
        ("Ikke til stede var Lone Holm og Ib Toft.", "", "Lone Holm:abs; Ib Toft:abs"),
        ("Fraværende med afbud var Lone Holm.", "", "Lone Holm:abs"),
        ("Lone Holm var ikke til stede under mødet.", "", "Lone Holm:abs"),
        ("Fra kommunerne var der afbud fra Lone Holm og Bo Friis.", "", "Lone Holm:abs; Bo Friis:abs"),
        ("Der var afbud fra følgende: Lone Holm, Bo Friis.", "", "Lone Holm:abs; Bo Friis:abs"),
        ("Formanden oplyste, at der var afbud fra Lone Holm.", "", "Lone Holm:abs"),
        ("Formanden bød velkommen og meddelte, at Lone Holm havde meldt afbud.", "", "Lone Holm:abs"),
        ("Samtlige medlemmer var mødt med undtagelse af Ib Toft, der havde meldt afbud.", "", "Ib Toft:abs"),
        ("Alle medlemmer undtagen Mette Dahl og Ib Toft deltog i mødet.", "", "Mette Dahl:abs; Ib Toft:abs"),
        ("Alle var mødt bortset fra Ib Toft (C).", "", "Ib Toft:abs"),
        ("Med undtagelse af Ib Toft deltog alle medlemmer.", "", "Ib Toft:abs"),
        ("Ib Toft (C) var fraværende.", "", "Ib Toft:abs"),
        ("Afbud fra borgmester Lone Holm (A), Odder Kommune, og direktør Bo Friis, Hedensted Kommune.", "", "Lone Holm:abs; Bo Friis:abs"),
        ("Der var desværre afbud fra Ib Toft.", "", "Ib Toft:abs"),
        ("Vi modtog afbud fra Ib Toft.", "", "Ib Toft:abs"),
        ("Ib Toft meldte afbud på dagen.", "", "Ib Toft:abs"),
        ("Ib Toft var desværre forhindret i at deltage.", "", "Ib Toft:abs"),
        ("Ib Toft blev forhindret.", "", "Ib Toft:abs"),
        ("Ib Toft havde forfald.", "", "Ib Toft:abs"),
        ("Holm, Friis og Toft havde meldt afbud.", "", "Lone Holm:abs; Bo Friis:abs; Ib Toft:abs"),
        ("Afbud blev modtaget fra Ib Toft.", "", "Ib Toft:abs"),
        ("Ib Toft deltog ikke i mødet.", "", "Ib Toft:abs"),
        ("Ib Toft og Lone Holm kunne ikke deltage i mødet.", "", "Lone Holm:abs; Ib Toft:abs"),
        ("Der er afbud fra Ib Toft, som er syg.", "", "Ib Toft:abs"),
        ("Ib Toft er sygemeldt og deltog derfor ikke.", "", "Ib Toft:abs"),
        ("Der var ingen afbud til mødet.", "", ""),
        ("Ingen fraværende.", "", ""),
        ("Ingen havde meldt afbud.", "", ""),
        ("Alle medlemmer var til stede.", "", ""),
        ("Lone Holm bad om, at afbud meldes i god tid.", "", ""),
        ("Lone Holm havde først meldt afbud, men deltog alligevel.", "", ""),
        ("Ib Toft trak sit afbud tilbage.", "", ""),
        ("Ib Toft, der havde meldt afbud, deltog alligevel i mødet.", "", ""),
        ("Der var afbud fra Ib Toft og Lone Holm. Lone Holm kom dog alligevel.", "", "Ib Toft:abs"),
        ("Bo Friis var erstattet af Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog var til stede i stedet for Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog deltog som stedfortræder for Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Som stedfortræder for Bo Friis deltog Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Chefkonsulent Karen Krog deltog i mødet som stedfortræder for direktør Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [chefkonsulent|Hedensted Kommune]"),
        ("Karen Krog, sundhedschef i Hedensted Kommune, deltog i stedet for Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [sundhedschef|Hedensted Kommune]"),
        ("Sundhedschef Karen Krog deltog for direktør Bo Friis (Hedensted Kommune).", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [sundhedschef|Hedensted Kommune]"),
        ("I direktør Bo Friis' sted deltog sundhedschef Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [sundhedschef|Hedensted Kommune]"),
        ("I Bo Friis' sted mødte Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("I Bo Friis' fravær deltog Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Bo Friis havde meldt afbud og var erstattet af Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Bo Friis havde meldt afbud. Sundhedschef Karen Krog deltog i stedet.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [sundhedschef|Hedensted Kommune]"),
        ("Bo Friis havde sendt Karen Krog i sit sted.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Bo Friis havde afbud, Karen Krog deltog i stedet.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Afbud fra Bo Friis, i stedet deltager Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Afbud fra Bo Friis – Karen Krog deltager i stedet.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Afbud: Bo Friis (Karen Krog deltog i stedet) og Ib Toft.", "", "Bo Friis:abs; Ib Toft:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Suppleant Karen Krog deltog i stedet for Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Suppleant for Bo Friis var Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog er suppleant for Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog var suppleant for Bo Friis på mødet.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog deltog i dagens møde på vegne af Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog repræsenterede Bo Friis på mødet.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("For Bo Friis mødte Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("For Bo Friis og Mette Lund deltog Karen Krog.", "", "Bo Friis:abs; Mette Lund:abs; Karen Krog:pre for Bo Friis+Mette Lund [|Hedensted Kommune]"),
        ("Hedensted Kommune var repræsenteret ved Karen Krog i stedet for Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Fra Hedensted Kommune deltog Karen Krog i stedet for Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Fra PLO-Midtjylland mødte Karen Krog som suppleant for Ane Vind Kjær.", "", "Ane Vind Kjær:abs; Karen Krog:pre for Ane Vind Kjær [|PLO-Midtjylland]"),
        ("Bo Friis deltog ikke, men lod sig repræsentere af Karen Krog.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog afløste Bo Friis på mødet.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog indtrådte for Bo Friis.", "", "Bo Friis:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Karen Krog og Jens Bro deltog i stedet for Bo Friis og Mette Lund.", "", "Bo Friis:abs; Mette Lund:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]; Jens Bro:pre for Mette Lund [|Horsens Kommune]"),
        ("Karen Krog deltog i stedet for Bo Friis, og Jens Bro deltog i stedet for Mette Lund.", "", "Bo Friis:abs; Mette Lund:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]; Jens Bro:pre for Mette Lund [|Horsens Kommune]"),
        ("Karen Krog deltog for Bo Friis og Jens Bro for Mette Lund.", "", "Bo Friis:abs; Mette Lund:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]; Jens Bro:pre for Mette Lund [|Horsens Kommune]"),
        ("Der var afbud fra Ib Toft, og Karen Krog deltog i stedet for Bo Friis.", "", "Bo Friis:abs; Ib Toft:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Der var afbud fra Ib Toft og Bo Friis. Karen Krog deltog i stedet for Bo Friis.", "", "Bo Friis:abs; Ib Toft:abs; Karen Krog:pre for Bo Friis [|Hedensted Kommune]"),
        ("Mette Lund deltog også på vegne af Bo Friis.", "", "Bo Friis:abs; Mette Lund:pre for Bo Friis"),
        ("Karen Krog talte på vegne af Bo Friis.", "", ""),
        ("Karen Krog orienterede om projektet i stedet for Bo Friis.", "", ""),
        ("Karen Krog er indtrådt i klyngen i stedet for Bo Friis.", "", ""),
        ("Lone Holm forlod mødet kl. 10.30.", "", "Lone Holm:par"),
        ("Lone Holm forlod mødet efter punkt 3.", "", "Lone Holm:par -4,5"),
        ("Lone Holm forlod mødet under punkt 3.", "", "Lone Holm:par -4,5"),
        ("Lone Holm gik efter punkt 3.", "", "Lone Holm:par -4,5"),
        ("Lone Holm gik kl. 10.", "", "Lone Holm:par"),
        ("Lone Holm forlod mødet før punkt 4.", "", "Lone Holm:par -4,5"),
        ("Lone Holm måtte forlade mødet før tid.", "", "Lone Holm:par"),
        ("Lone Holm forlod mødet, inden punkt 4 blev behandlet.", "", "Lone Holm:par -4,5"),
        ("Lone Holm kom til mødet under punkt 2.", "", "Lone Holm:par -1"),
        ("Lone Holm ankom kl. 9.30 under behandlingen af punkt 2.", "", "Lone Holm:par -1"),
        ("Lone Holm ankom kl. 9.30.", "", "Lone Holm:par"),
        ("Lone Holm deltog fra punkt 3.", "", "Lone Holm:par -1,2"),
        ("Lone Holm deltog fra og med punkt 3.", "", "Lone Holm:par -1,2"),
        ("Lone Holm deltog fra kl. 10.00.", "", "Lone Holm:par"),
        ("Lone Holm deltog til og med punkt 3.", "", "Lone Holm:par -4,5"),
        ("Lone Holm deltog i punkt 1-3.", "", "Lone Holm:par -4,5"),
        ("Lone Holm deltog kun under punkt 2 og 4.", "", "Lone Holm:par -1,3,5"),
        ("Lone Holm deltog ikke i punkt 2.", "", "Lone Holm:par -2"),
        ("Lone Holm deltog ikke i behandlingen af punkt 2 og 3.", "", "Lone Holm:par -2,3"),
        ("Lone Holm deltog ikke under punkt 2-4.", "", "Lone Holm:par -2,3,4"),
        ("Lone Holm var ikke til stede under punkt 5.", "", "Lone Holm:par -5"),
        ("Lone Holm var fraværende under punkt 5.", "", "Lone Holm:par -5"),
        ("Lone Holm var inhabil under punkt 4.", "", "Lone Holm:par -4"),
        ("Lone Holm var inhabil i sagen og forlod lokalet under behandlingen af punkt 4.", "", "Lone Holm:par -4"),
        ("Lone Holm var inhabil og deltog ikke i behandlingen af punktet.", "4", "Lone Holm:par -4"),
        ("Lone Holm forlod lokalet under punktet pga. inhabilitet.", "4", "Lone Holm:par -4"),
        ("Lone Holm deltog ikke i sagens behandling.", "4", "Lone Holm:par -4"),
        ("Lone Holm erklærede sig inhabil og forlod mødet under behandlingen af sagen.", "4", "Lone Holm:par -4"),
        ("Lone Holm forlod mødet.", "3", "Lone Holm:par -4,5"),
        ("Lone Holm forlod herefter mødet.", "3", "Lone Holm:par -4,5"),
        ("Lone Holm ankom under dette punkt.", "2", "Lone Holm:par -1"),
        ("Lone Holm kunne ikke deltage i punkt 3.", "", "Lone Holm:par -3"),
        ("Lone Holm havde afbud til punkt 3.", "", "Lone Holm:par -3"),
        ("Lone Holm deltog i første del af mødet.", "", "Lone Holm:par"),
        ("Lone Holm deltog den første time.", "", "Lone Holm:par"),
        ("Lone Holm mødte kl. 9.45.", "", "Lone Holm:par"),
        ("Lone Holm stødte til mødet kl. 9.45.", "", "Lone Holm:par"),
        ("Lone Holm kom 15 minutter for sent.", "", "Lone Holm:par"),
        ("Lone Holm var kun med til punkt 1.", "", "Lone Holm:par -2,3,4,5"),
        ("Lone Holm forlod mødet kl. 10.15 efter behandlingen af punkt 3.", "", "Lone Holm:par -4,5"),
        ("Lone Holm og Ib Toft forlod mødet efter punkt 4.", "", "Lone Holm:par -5; Ib Toft:par -5"),
        ("Efter punkt 3 forlod Lone Holm mødet.", "", "Lone Holm:par -4,5"),
        ("Under punkt 2 ankom Lone Holm.", "", "Lone Holm:par -1"),
        ("Kl. 10.15 forlod Lone Holm mødet.", "", "Lone Holm:par"),
        ("Lone Holm forlod mødet efter pkt. 3.", "", "Lone Holm:par -4,5"),
        ("Lone Holm deltog ikke i pkt. 3.", "", "Lone Holm:par -3"),
        ("Mødet blev ledet af Lone Holm.", "", "Lone Holm:pre LEAD"),
        ("Lone Holm ledede mødet.", "", "Lone Holm:pre LEAD"),
        ("Lone Holm var mødeleder.", "", "Lone Holm:pre LEAD"),
        ("I formandens fravær ledede næstformand Lone Holm mødet.", "", "Lone Holm:pre LEAD"),
        ("Ib Toft havde afbud, og Lone Holm ledede mødet i hans fravær.", "", "Lone Holm:pre LEAD; Ib Toft:abs"),
        ("Næstformanden, Lone Holm, fungerede som mødeleder.", "", "Lone Holm:pre LEAD"),
        ("Lone Holm deltog via Teams.", "", "Lone Holm:pre V"),
        ("Lone Holm deltog virtuelt i mødet.", "", "Lone Holm:pre V"),
        ("Lone Holm og Ib Toft deltog på video.", "", "Lone Holm:pre V; Ib Toft:pre V"),
        ("Via Teams deltog Lone Holm.", "", "Lone Holm:pre V"),
        ("Lone Holm var med på link.", "", "Lone Holm:pre V"),
        ("Lone Holm var til stede under punkt 1-2.", "", "Lone Holm:par -3,4,5"),
        ("Fra kl. 10 deltog Lone Holm ikke.", "", "Lone Holm:par"),
        ("Afbud fra Lone Holm, Rie Skov deltog i stedet.", "", "Lone Holm:abs; Rie Skov:pre for Lone Holm [|Odder Kommune]"),
        ("Rie Skov deltog for både Bo Friis og Mette Lund.", "", "Bo Friis:abs; Mette Lund:abs; Rie Skov:pre for Bo Friis+Mette Lund [|Hedensted Kommune]"),
        ("Næste møde er den 3. juni, hvor Lone Holm har meldt afbud.", "", ""),
        ("Lone Holm deltager ikke i næste møde.", "", ""),
        ("Lone Holm havde meldt afbud, og punktet udsættes til næste møde.", "", "Lone Holm:abs"),
    ],
)  # fmt: skip
def test_a_sentence_makes_of_the_roll(text: str, item: str, roll_says: str) -> None:
    statements = [roll.Statement(one, item) for one in told(clean(text, 100_000), NAMES, REGION)]
    assert "; ".join(filter(None, map(shown, roll.call(ENTRIES, statements, ITEMS)))) == roll_says
