"""Minutes whose labels no vocabulary lists: by the words they are made of, by what recurs, by what stands below. All people are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from loaders import label_words
from loaders.document import open_document
from loaders.model import Kind
from tests.test_minutes_layouts import ITEM, TITLE, came, handled, met


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        (
            "attendees",
            "Til mødet var mødt:|Hvem var med?|Hvem deltog i mødet?|Fra klyngen deltog|Til dagens møde var mødt|Følgende medlemmer deltog:|Mødt fra udvalget:"
            "|Deltagere til mødet|Deltog i dagens møde:|Følgende personer var til stede:|Inviteret til mødet|Indkaldt til mødet:|Fremmødte denne gang",
        ),
        (
            "absentees",
            "Følgende var forhindret:|Meldt fra|Ikke mødt|Deltog ikke|Deltog ikke i mødet:|Hvem kom ikke?|Disse medlemmer var ikke til stede|Fraværende fra mødet"
            "|Forhindrede medlemmer:|Manglede|Afmeldte|Medlemmer, der ikke deltog",
        ),
        (
            "decision",
            "Hvad blev besluttet?|Klyngen besluttede:|Hvad besluttede vi?|Protokol|Udvalget vedtog:|Mødets afgørelse|Det blev aftalt på mødet:|Vi blev enige om"
            "|Rådets konklusion|Sagens udfald:|Hvad blev resultatet?|Hvad endte det med?",
        ),
        (
            "recommendation",
            "Hvad blev klyngen bedt om?|Det blev indstillet, at klyngen|Det var indstillet|Sekretariatet foreslår, at klyngen|Klyngen bedes|Direktøren indstiller til udvalget:"
            "|Administrationens forslag|Hvad skal vi beslutte?|Styregruppen anbefaler, at|Oplæg til beslutning",
        ),
        ("attachments", "Vedlagte filer|Vedlagt punktet|Filer til punktet:|Bilag til sagen|Vedhæftet til mødet|Dokumenter"),
        ("case-text", "Hvad handler sagen om?|Hvorfor?|Sagens indhold|Baggrunden for sagen|Hvad drejer det sig om?"),
        (
            "",
            "Næste møde i klyngen|Mødet var godt|Bo Lund deltog i mødet|Klyngens møder i efteråret|Aftale om hjælpemidler|Punkt 3|Velkommen|Klyngen|Hvem",
        ),
    ],
)
def test_a_label_is_known_by_its_words(code: str, labels: str) -> None:
    said = {label: (label_words.read(label) or ("", 0))[0] for label in labels.split("|")}
    assert said == dict.fromkeys(said, code)


A, B, C = "Ane Holm|borgmester|Randers Kommune|V", "Bo Lund|direktør|Favrskov Kommune", "Mia Toft|praktiserende læge|PLO-Midtjylland"
LINES = "Ane Holm (V), borgmester, Randers Kommune\nBo Lund, direktør, Favrskov Kommune\nMia Toft, praktiserende læge, PLO-Midtjylland"


ROLLS = {
    "a label of known words": (f"Til dagens møde var mødt:\n{LINES}", [A, B, C]),
    "a label that nobody knows": (f"Omkring det runde bord sad\n{LINES}", [A, B, C]),
    "no label at all": (LINES, [A, B, C]),
    "those who were prevented": (
        "Mødt:\nAne Holm (V), borgmester, Randers Kommune\nMia Toft, praktiserende læge, PLO-Midtjylland\n\n"
        "Følgende medlemmer var forhindret:\nBo Lund, direktør, Favrskov Kommune",
        [A, C, f"{B}|||absent"],
    ),
    "organisations by their people": (
        "Mødedeltagere\n\nRanders Kommune v/ borgmester Ane Holm (V) og sundhedschef Ib Nord.\n\nFavrskov Kommune ved direktør Bo Lund.\n\n"
        "PLO-Midtjylland repræsenteret ved praktiserende læge Mia Toft.",
        [A, "Ib Nord|sundhedschef|Randers Kommune", B, C],
    ),
    "ticked boxes": (
        "Deltagere\n\n☑ Ane Holm (V), borgmester, Randers Kommune\n☐ Bo Lund, direktør, Favrskov Kommune\n☑ Mia Toft, praktiserende læge, PLO-Midtjylland",
        [A, f"{B}|||absent", C],
    ),
    "surnames first": (
        "Deltagere\n\nHolm, Ane (V), borgmester, Randers Kommune\nLund, Bo, direktør, Favrskov Kommune\nToft, Mia, praktiserende læge, PLO-Midtjylland",
        [A, B, C],
    ),
    "footnotes by raised numbers": (
        "Deltagere\n\nAne Holm (V), borgmester, Randers Kommune¹\nBo Lund, direktør, Favrskov Kommune²\nMia Toft, praktiserende læge, PLO-Midtjylland\n\n"
        "¹ Forlod mødet kl. 10.\n² Afbud. Sundhedschef Ib Nord mødte i stedet.",
        [f"{A}||partial", f"{B}|||absent", C, "Ib Nord|sundhedschef|Favrskov Kommune|||for Bo Lund"],
    ),
    "footnotes by stars": (
        "Deltagere\n\nAne Holm (V), borgmester, Randers Kommune *\nBo Lund, direktør, Favrskov Kommune**\nMia Toft, praktiserende læge, PLO-Midtjylland\n\n"
        "* deltog fra punkt 2\n** ikke til stede",
        [f"{A}||partial", f"{B}|||absent", C],
    ),
    "pronouns": (
        f"Deltagere\n{LINES}\n\nAne Holm var på ferie. I hendes sted deltog viceborgmester Ib Nord (A). Bo Lund kom ikke; Kim Holst var suppleant for ham.",
        [f"{A}||absent", f"{B}|||absent", C, "Ib Nord|viceborgmester|Randers Kommune|A||for Ane Holm", "Kim Holst||Favrskov Kommune|||for Bo Lund"],
    ),
    "somebody sent": (
        f"Deltagere\n{LINES}\n\nFavrskov Kommune havde sendt sundhedschef Ib Nord i stedet for Bo Lund.",
        [A, f"{B}|||absent", C, "Ib Nord|sundhedschef|Favrskov Kommune|||for Bo Lund"],
    ),
    "the chair reports it": (f"Deltagere\n{LINES}\n\nAne Holm bød velkommen og oplyste, at Bo Lund havde meldt afbud.", [A, f"{B}|||absent", C]),
    "table unknown label": (
        "Holdet\n\n| Ane Holm | borgmester | Randers Kommune | V |\n| Bo Lund | direktør | Favrskov Kommune | |\n| Mia Toft | praktiserende læge | PLO-Midtjylland | |",
        [A, B, C],
    ),
    "groups under unknown label": (
        "Selskabet\n\nKommunerne:\nBorgmester Ane Holm (V), Randers Kommune\nDirektør Bo Lund, Favrskov Kommune\n\nAlmen praksis:\nPraktiserende læge Mia Toft, PLO-Midtjylland",
        [A, B, C],
    ),
    "running list": (
        "Mødt var borgmester Ane Holm (V), Randers Kommune, direktør Bo Lund, Favrskov Kommune, og praktiserende læge Mia Toft, PLO-Midtjylland.",
        [A, B, C],
    ),
    "not present group": (
        "Hvem kom?\nAne Holm (V), borgmester, Randers Kommune\nMia Toft, praktiserende læge, PLO-Midtjylland\n\nHvem kunne ikke komme?\nBo Lund, direktør, Favrskov Kommune",
        [A, C, f"{B}|||absent"],
    ),
    "absent inline": (
        "Til stede fra klyngen:\nAne Holm (V), borgmester, Randers Kommune\nMia Toft, praktiserende læge, PLO-Midtjylland\nMeldt fra: Bo Lund, direktør, Favrskov Kommune",
        [A, C, f"{B}|||absent"],
    ),
    "excused with reason": (
        f"Deltagere\n{LINES}\n\nBo Lund var desværre forhindret, og Ib Nord mødte på hans vegne.",
        [A, f"{B}|||absent", C, "Ib Nord||Favrskov Kommune|||for Bo Lund"],
    ),
    "represented": (
        f"Deltagere\n{LINES}\n\nBo Lund lod sig repræsentere ved sundhedschef Ib Nord.",
        [A, f"{B}|||absent", C, "Ib Nord|sundhedschef|Favrskov Kommune|||for Bo Lund"],
    ),
    "parties in words": (
        "Deltagere\nAne Holm, Venstre, borgmester i Randers Kommune\nBo Lund, direktør i Favrskov Kommune\nMia Toft, praktiserende læge, PLO-Midtjylland",
        [A, B, C],
    ),
    "shared org": (
        "Deltagere\nBorgmester Ane Holm (V) og sundhedschef Ib Nord, Randers Kommune\nDirektør Bo Lund, Favrskov Kommune",
        [A, "Ib Nord|sundhedschef|Randers Kommune", B],
    ),
    "box letters": (
        "Deltagere\n- [x] Ane Holm (V), borgmester, Randers Kommune\n- [ ] Bo Lund, direktør, Favrskov Kommune\n- [x] Mia Toft, praktiserende læge, PLO-Midtjylland",
        [A, f"{B}|||absent", C],
    ),
    "sick": (
        f"Deltagere\n{LINES}\n\nBo Lund var sygemeldt. Favrskov Kommune sendte i stedet sundhedschef Ib Nord.",
        [A, f"{B}|||absent", C, "Ib Nord|sundhedschef|Favrskov Kommune|||for Bo Lund"],
    ),
    "left with clause": (f"Deltagere\n{LINES}\n\nBo Lund måtte forlade mødet inden punkt 1 på grund af et andet møde.", [A, f"{B}|||partial", C]),
    "mentions not attending": (f"Deltagere\n{LINES}\n\nFormanden takkede tidligere direktør Per Dahl, Odder Kommune.", [A, B, C]),
    "surname first caps": (
        "Deltagere\n\nHOLM, Ane (V), borgmester, Randers Kommune\nLUND, Bo, direktør, Favrskov Kommune\nTOFT, Mia, praktiserende læge, PLO-Midtjylland",
        [A, B, C],
    ),
    "slash": (
        "Tilstedeværende i dag\nAne Holm (V) / borgmester / Randers Kommune\nBo Lund / direktør / Favrskov Kommune\nMia Toft / praktiserende læge / PLO-Midtjylland",
        [A, B, C],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ROLLS.values(), ids=ROLLS)
def test_who_came(text: str, expected: list[str], tmp_path: Path) -> None:
    assert [came(one) for one in met(tmp_path, TITLE + text + ITEM).attendances] == expected


@pytest.mark.parametrize("label", ["Hvem var med?", "Deltagerliste", "Mødt", "Navnene på mødet", "Ved bordet sad", "Kredsen"])
def test_the_list_at_the_end(label: str, tmp_path: Path) -> None:
    text = f"# Randersklyngen\n\nReferat af møde den 12. marts 2025\n\n## 1. Velkommen\n\n**Beslutning:** Godkendt.\n\n## 2. Eventuelt\n\nIntet.\n\n## {label}\n\n"
    listed = "\n".join(f"- {line}" for line in LINES.split("\n"))
    meeting = met(tmp_path, text + listed, "md")
    assert [came(one) for one in meeting.attendances] == [A, B, C]
    assert [handled(item) for item in meeting.items] == ["1|Velkommen|0|godkendt|0", "2|Eventuelt|0||0"]


@pytest.mark.parametrize("label", ["Hvem var med", "Kredsen om bordet"])
def test_the_list_in_the_first_item(label: str, tmp_path: Path) -> None:
    text = f"{TITLE}1. Velkommen\n\n{label}\n{LINES}\n\nBeslutning: Godkendt.\n\n2. Budget\n\nBeslutning: Udsat."
    assert [came(one) for one in met(tmp_path, text).attendances] == [A, B, C]


def test_points_of_attendance_in_a_column(tmp_path: Path) -> None:
    text = (
        "# Randersklyngen\n\nReferat af møde den 12. marts 2025\n\n| Navn | Organisation | Til stede under punkt |\n|---|---|---|\n"
        "| Ane Holm, borgmester (V) | Randers Kommune | alle |\n| Bo Lund, direktør | Favrskov Kommune | ingen |\n"
        "| Mia Toft, praktiserende læge | PLO-Midtjylland | 2 |\n\n## 1. Velkommen\n\nBeslutning: Godkendt.\n\n## 2. Budget\n\nBeslutning: Udsat.\n"
    )
    meeting = met(tmp_path, text, "md")
    assert [came(one) for one in meeting.attendances] == [A, f"{B}|||absent", f"{C}|||partial"]
    assert meeting.attendances[2].items_missed == ("1",)


AGENDAS = {
    "labels that end in a stop": (
        "1. Velkommen\n\nReferat. Dagsordenen blev godkendt.\n\n2. Budget\n\nOplæg til beslutning. Klyngen bedes\n- drøfte budgettet\n- godkende rammen\n\n"
        "Fremstilling. Der er et budget.\n\nReferat. Budgettet blev drøftet, og rammen blev godkendt.\n\nBilag.\n- Budget 2026\n\n"
        "3. Plan\n\nFremstilling. Der er en plan.\n\nReferat. Planen blev udsat.",
        ["1|Velkommen|0|godkendt|0", "2|Budget|2|drøftet+godkendt|1", "3|Plan|0|udsat|0"],
    ),
    "labels that nobody knows": (
        "1. Budget\n\nKort og godt\nBudgettet er på 2 mio. kr. og følger den plan, som klyngen lagde i foråret, da alle parter var samlet i Randers til det første møde i året.\n\n"
        "Bordets dom\nBudgettet blev godkendt.\n\n2. Plan\n\nKort og godt\nPlanen er skrevet af de fire kommuner og har været drøftet i alle udvalg, før den nu er lagt frem til en sidste behandling.\n\n"
        "Bordets dom\nPlanen blev udsat.\n\n3. Eventuelt\n\nBordets dom\nIntet.",
        ["1|Budget|0|godkendt|0", "2|Plan|0|udsat|0", "3|Eventuelt|0||0"],
    ),
    "questions": (
        "1. Budget\n\nHvad handler sagen om?\nBudgettet for 2026.\n\nHvad blev klyngen bedt om?\nDet blev indstillet, at klyngen\n- drøfter budgettet\n- godkender rammen\n\n"
        "Hvad blev besluttet?\nKlyngen drøftede budgettet og godkendte rammen.\n\nFiler\n- Budget 2026\n- Notat",
        ["1|Budget|2|drøftet+godkendt|2"],
    ),
    "attachments at the end, by item": (
        "1. Budget\n\nBeslutning: Godkendt.\n\n2. Plan\n\nBeslutning: Udsat.\n\nBilagsoversigt\n\nPunkt 1: Budget 2026\nPunkt 1: Notat om budget\nPunkt 2: Udkast til plan",
        ["1|Budget|0|godkendt|2", "2|Plan|0|udsat|1"],
    ),
    "vi aftalte": (
        "1. Budget\n\nVi aftalte: Budgettet blev godkendt.\n\n2. Plan\n\nVi aftalte: Planen blev udsat.",
        ["1|Budget|0|godkendt|0", "2|Plan|0|udsat|0"],
    ),
    "recurring colon": (
        "1. Budget\n\nTil overvejelse: at klyngen drøfter budgettet\n\nSådan gik det: Budgettet blev drøftet.\n\n2. Plan\n\nTil overvejelse: at klyngen godkender planen\n\nSådan gik det: Planen blev udsat.",
        ["1|Budget|1|drøftet|0", "2|Plan|1|udsat|0"],
    ),
    "recurring files": (
        "1. Budget\n\nSådan gik det: Budgettet blev drøftet.\n\nTil læsning:\nBudget.pdf\nNotat.docx\n\n2. Plan\n\nSådan gik det: Planen blev udsat.\n\nTil læsning:\nPlan.pdf",
        ["1|Budget|0|drøftet|2", "2|Plan|0|udsat|1"],
    ),
    "capitals": (
        "1. BUDGET\n\nINDSTILLET\nat klyngen drøfter budgettet\n\nUDFALD\nBudgettet blev drøftet.\n\n2. PLAN\n\nUDFALD\nPlanen blev udsat.",
        ["1|BUDGET|1|drøftet|0", "2|PLAN|0|udsat|0"],
    ),
    "outcome before case": (
        "1. Budget\n\nKlyngens konklusion\nBudgettet blev godkendt.\n\nDet var indstillet\na) at klyngen godkender budgettet\nb) at klyngen drøfter rammen\n\nSagen\nEn lille sag.\n\nVedlagt\nBudget",
        ["1|Budget|2|godkendt|1"],
    ),
    "table annex": (
        "1. Budget\n\nBeslutning: Godkendt.\n\n2. Plan\n\nBeslutning: Udsat.\n\nBilag\n\n| Punkt | Titel |\n| 1 | Budget |\n| 2 | Plan |\n| 2 | Notat |",
        ["1|Budget|0|godkendt|1", "2|Plan|0|udsat|2"],
    ),
    "headed annex": (
        "1. Budget\n\nBeslutning: Godkendt.\n\n2. Plan\n\nBeslutning: Udsat.\n\nOversigt over bilag\n\nTil punkt 1\n- Budget\n- Notat\n\nTil punkt 2\n- Plan",
        ["1|Budget|0|godkendt|2", "2|Plan|0|udsat|1"],
    ),
    "a table for each item": (
        "| Punkt 1 | Budget |\n| Baggrund | Tal fra maj. |\n| Beslutning | Godkendt. |\n\n| Punkt 2 | Plan |\n| Baggrund | Et udkast. |\n| Beslutning | Udsat. |",
        ["1|Budget|0|godkendt|0", "2|Plan|0|udsat|0"],
    ),
    "columns headed by labels": (
        "| Sag | Punkt på dagsordenen | Indhold | Det indstilles | Udfald |\n| 1 | Budget | Tal fra maj. | At klyngen godkender budgettet. | Godkendt. |"
        "\n| 2 | Plan | Et udkast. | At klyngen godkender planen. | Udsat. |",
        ["1|Budget|1|godkendt|0", "2|Plan|1|udsat|0"],
    ),
    "attachments before the text": (
        "1. Budget\n\nBilag:\n- Notat\n- Regneark\n\nSekretariatet har regnet efter.\n\nBeslutning: Godkendt.\n\n2. Plan\n\nBilag 1 – Udkast\n\nKlyngen har set den.\n\nBeslutning: Udsat.",
        ["1|Budget|0|godkendt|2", "2|Plan|0|udsat|1"],
    ),
    "proposal by a director": (
        "1. Budget\n\nSundhedsdirektøren foreslår, at udvalget\n- drøfter budgettet\n- godkender rammen\n\nUdvalget besluttede: Drøftet og godkendt.",
        ["1|Budget|2|drøftet+godkendt|0"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), AGENDAS.values(), ids=AGENDAS)
def test_what_was_on_the_agenda(text: str, expected: list[str], tmp_path: Path) -> None:
    meeting = met(tmp_path, f"{TITLE}Deltagere\n{LINES}\n\n{text}", "md" if "|" in text else "txt")
    assert [handled(item) for item in meeting.items] == expected


HEADS = {
    "a letterhead's address": (
        "Klyngesekretariatet\nc/o Randers Kommune\nLaksetorvet 1\n8900 Randers\nUdsendt 20. marts 2025\n\nReferat af møde i Randersklyngen\nOnsdag den 12. marts 2025\n"
        "Kl. 9.00 til 11.00\nFavrskov Rådhus, Skovvej 20, 8382 Hinnerup",
        ("Randersklyngen", "2025-03-12", "09:00", "11:00", "Favrskov Rådhus, Skovvej 20, 8382 Hinnerup"),
    ),
    "the paper's date": (
        "Randersklyngen\nDato 20-03-2025\nSagsbehandler Kim Holst\n\nReferat af møde onsdag den 12. marts 2025 kl. 9.00 – 11.00\nFavrskov Rådhus, Skovvej 20, 8382 Hinnerup",
        ("Randersklyngen", "2025-03-12", "09:00", "11:00", "Favrskov Rådhus, Skovvej 20, 8382 Hinnerup"),
    ),
    "leaders": (
        "Randersklyngen, politisk niveau\n\nTid ........ onsdag den 12. marts 2025, kl. 9.00-11.00\nSted ....... Favrskov Rådhus, Skovvej 20, 8382 Hinnerup",
        ("Randersklyngen", "2025-03-12", "09:00", "11:00", "Favrskov Rådhus, Skovvej 20, 8382 Hinnerup"),
    ),
    "a mail": (
        "Fra: Klyngesekretariatet, Randersklyngen\nSendt: 20. marts 2025 13:27\nTil: Medlemmer af Randersklyngen\nEmne: Referat fra mødet i Randersklyngen den 12. marts 2025\n\n"
        "Hvornår: onsdag den 12. marts 2025 fra kl. 9.00 til kl. 11.00\nHvor: Favrskov Rådhus, Skovvej 20, 8382 Hinnerup",
        ("Randersklyngen", "2025-03-12", "09:00", "11:00", "Favrskov Rådhus, Skovvej 20, 8382 Hinnerup"),
    ),
    "a place behind an unknown label": (
        "Referat Randersklyngen\n\nMødedato: 12. marts 2025\nMødet begyndte: 9.00\nMødet sluttede: 11.00\nVi sad på: Favrskov Rådhus, Skovvej 20, 8382 Hinnerup",
        ("Randersklyngen", "2025-03-12", "09:00", "11:00", "Favrskov Rådhus, Skovvej 20, 8382 Hinnerup"),
    ),
}


@pytest.mark.parametrize(("head", "expected"), HEADS.values(), ids=HEADS)
def test_when_where_and_who_met(head: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    meeting = met(tmp_path, f"{head}\n\nDeltagere\n{LINES}{ITEM}")
    start, end = (f"{time:%H:%M}" if time else "" for time in (meeting.start, meeting.end))
    assert (meeting.body.label, meeting.date.isoformat(), start, end, meeting.place) == expected


def test_the_frame_told_at_the_end(tmp_path: Path) -> None:
    text = f"# Randersklyngen\n\n### Beslutningsreferat · 12. marts 2025\n\n## 1. Velkommen\n\nBeslutning: Godkendt.\n\n## Om mødet\n\nMødet blev holdt virtuelt på Teams kl. 8.30-10.00.\n\n## Deltagere\n\n{LINES}"
    meeting = met(tmp_path, text, "md")
    assert (meeting.start and f"{meeting.start:%H:%M}", meeting.virtual, meeting.place) == ("08:30", True, "")


def test_what_heads_a_field_of_a_plan_makes_no_minutes_of_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    fields = "Det er besluttet:\nAt der sker noget i 2025.\n\n"
    path.write_text(f"Handleplan for Randersklyngen 2025\n\nIndsats 1: Udskrivning\n\n{fields}Indsats 2: Søvn\n\n{fields}", encoding="utf-8")
    document = open_document(path)
    assert loaders.parse(loaders.read(document), document).kind is Kind.PLAN
