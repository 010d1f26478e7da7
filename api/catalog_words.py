"""The words of the catalogue, Danish and English."""

from __future__ import annotations

from typing import Final

Pair = tuple[str, str]

CATALOGUE: Final[Pair] = ("Klyngegrafs datakatalog", "The data catalogue of klyngegraf")
CATALOGUE_TEXT: Final[Pair] = (
    "Data om Danmarks sundhedsklynger, læst af deres referater, handleplaner og medlemslister: hvem mødtes, hvad blev besluttet, hvem fik pengene. "
    "Hver oplysning har sit citat.",
    "Data on Denmark's health clusters, read from their minutes, action plans and rosters: who met, what was decided, who got the money. "
    "Every fact has its quote.",
)
WHOLE: Final[Pair] = ("Klyngegraf: hele vidensgrafen", "Klyngegraf: the whole knowledge graph")
WHOLE_TEXT: Final[Pair] = (
    "Alle dokumenter, hvert i sin navngivne graf, med ordlister, referencedata, hvem der er hvem, og hvad der modsiger hinanden.",
    "All documents, each in its named graph, with vocabularies, reference data, who is who, and what contradicts.",
)
TABLE_TEXT: Final[Pair] = ("En tabel over hele grafen, én række for hvert svar.", "A table over the whole graph, one row for each answer.")
SERIES: Final[dict[str, Pair]] = {
    "minutes": ("Referater af sundhedsklyngernes møder", "Minutes of the health clusters' meetings"),
    "plans": ("Sundhedsklyngernes handleplaner", "Action plans of the health clusters"),
    "rosters": ("Medlemslister for sundhedsklyngerne", "Rosters of the health clusters"),
}
SERIES_TEXT: Final[dict[str, Pair]] = {
    "minutes": (
        "Deltagelse, dagsordener, indstillinger, beslutninger og bevillinger, ét datasæt for hvert år.",
        "Attendance, agendas, recommendations, decisions and grants, one dataset a year.",
    ),
    "plans": (
        "Temaer, udvalg, initiativer, ansvar, tidsplaner og penge, ét datasæt for hvert år.",
        "Themes, committees, initiatives, responsibilities, time plans and money, one dataset a year.",
    ),
    "rosters": (
        "Hvem der sidder i hvilket organ ifølge hvilken liste, ét datasæt for hvert år.",
        "Who sits in which body, says which list, one dataset a year.",
    ),
}
UNDATED: Final[Pair] = ("uden dato", "undated")
FILE: Final[Pair] = ("fil med hele indholdet", "a file with all of it")
LIVE: Final[Pair] = ("slås op i tjenesten, når det hentes", "looked up in the service when fetched")
SPARQL: Final[Pair] = ("SPARQL-tjeneste", "SPARQL endpoint")
SPARQL_TEXT: Final[Pair] = (
    "SPARQL 1.1, kun læsning. Uden angivet datasæt er standardgrafen foreningen af alle grafer.",
    "SPARQL 1.1, read only. Without a dataset given, the default graph is the union of all graphs.",
)
REST: Final[Pair] = ("Navngivne forespørgsler", "Named queries")
REST_TEXT: Final[Pair] = (
    "Hvert spørgsmål har sin adresse og sine parametre og svarer som JSON, CSV, TSV eller HTML.",
    "Each question has its address and its parameters, and answers in JSON, CSV, TSV or HTML.",
)
KEYWORDS: Final[tuple[Pair, ...]] = (
    ("sundhedsklynger", "health clusters"),
    ("møder", "meetings"),
    ("beslutninger", "decisions"),
    ("kommuner", "municipalities"),
    ("regioner", "regions"),
    ("almen praksis", "general practice"),
    ("bevillinger", "grants"),
)
