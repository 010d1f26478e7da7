"""The words of the pages, Danish and English."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "tagline": ("Sundhedsklyngernes referater, planer og lister som data", "The health clusters' minutes, plans and rosters as data"),
    "intro": (
        "Hver oplysning har sit citat: dokument, ordlyd og sted.",
        "Every fact has its quote: document, wording and place.",
    ),
    "skip": ("Til indholdet", "Skip to content"),
    "front": ("Forside", "Front page"),
    "questions": ("Spørgsmål", "Questions"),
    "documents": ("Dokumenter", "Documents"),
    "graphs": ("Grafer", "Graphs"),
    "triples": ("Udsagn", "Statements"),
    "loaded": ("Senest indlæst", "Last loaded"),
    "never": ("aldrig", "never"),
    "none": ("Der er endnu ikke indlæst dokumenter.", "No documents have been loaded yet."),
    "attended": ("Hvem deltog i hvilken klynge i hvilken rolle?", "Who attended which cluster in which role?"),
    "ask": ("Spørg", "Ask"),
    "any": ("Et tomt felt betyder alle.", "An empty field means any."),
    "rows": ("rækker", "rows"),
    "of": ("af", "of"),
    "norows": ("Ingen rækker passer.", "No rows match."),
    "previous": ("Forrige", "Previous"),
    "next": ("Næste", "Next"),
    "pages": ("Sider", "Pages"),
    "download": ("Hent alt som", "Download all as"),
    "query": ("Forespørgsel", "Query"),
    "format": ("Svar som", "Answer as"),
    "sparqlhint": ("Skriv en SPARQL-forespørgsel. Kun læsning.", "Write a SPARQL query. Read only."),
    "says": ("Oplysninger", "Facts"),
    "usedby": ("Nævnt af", "Referred to by"),
    "quotes": ("Citater", "Quotes"),
    "characters": ("tegn", "characters"),
    "page": ("side", "page"),
    "more": ("Flere vises ikke her; hent alt som Turtle eller spørg med SPARQL.", "More are not shown here; get all as Turtle or ask in SPARQL."),
    "data": ("Som data", "As data"),
    "api": ("Programmeringsgrænseflade", "API"),
    "publisher": ("Udgiver", "Publisher"),
    "contact": ("Kontakt", "Contact"),
    "licence": ("Licens", "Licence"),
    "period": ("Periode", "Period"),
    "files": ("Filer", "Files"),
    "nofiles": ("Der er endnu ikke skrevet filer.", "No files have been written yet."),
    "problem": ("Det gik ikke", "That did not work"),
    "near": ("Mente du", "Did you mean"),
    "technical": ("Teknisk", "Technical"),
}


def words(language: str) -> dict[str, str]:
    place = 0 if language == "da" else 1
    return {name: texts[place] for name, texts in WORDS.items()}
