"""Labels of a plan's fields by the words they are made of: whoever answers, by when, for whom, for how much, in a wording that no list has.

"Hvem løfter opgaven?", "Fagligt ansvar", "Driftsperiode", "Ny tidsplan": the vocabulary lists what is usual, this is how others are made.
"""

from __future__ import annotations

import re
from functools import lru_cache

_THING = r"(?:indsatsen|opgaven|opgaverne|projektet|initiativet|arbejdet|aktiviteten|forløbet|ordningen|tiltaget|planen|det)"
_WHICH = (
    r"(?:(?:forventet|estimeret|anslået|foreløbig|overordnet|revideret|opdateret|ny|aftalt|samlet|planlagt|realistisk"
    r"|indsatsens|projektets|initiativets|ordningens)\s+)?"
)
_SIDE = (
    r"(?:(?:primært?|fælles|delt|fagligt?|administrativt?|politisk|overordnet|dagligt?|samlet|lokalt?|kommunalt?|regionalt?|formelt?|praktisk)\s+)?"
)
_PARTS = (
    r"(?:part(?:er)?|part\(er\)|aktør(?:er)?|enhed(?:er)?|organisation(?:er)?|instans(?:er)?|sektor(?:er)?"
    r"|leder|partnere?|myndighed(?:er)?|led|afdeling(?:er)?|forvaltning)"
)
_BY = (
    r"(?:ledes|drives|varetages|løses|løftes|udføres|gennemføres|styres|leveres|bæres|sikres|udmøntes|implementeres"
    r"|forestås|ejes|organiseres|forankres|er forankret|placeres|er placeret|ligger)"
)
_FAMILIES = (
    ("coordinator", r"tovholder\w*|koordinations?ansvar(?:lige?)?|koordineren(?:de)?(?:\s+\w+)?"),
    (
        "responsible",
        rf"{_SIDE}\w*ansvar(?:et|lige?|shavende)?(?:\(e\))?(?:\s+{_PARTS})?(?:\s+for\s.{{2,40}})?"
        r"|ansvar(?:et)?\s+(?:er\s+|ligger\s+|påhviler|bæres\s+|og\s+roller).*|(?:placering|fordeling)\s+af\s+ansvar(?:et)?|(?:roller|parter|involverede|aktører)\s+og\s+ansvar(?:lige)?"
        rf"|(?:{_THING}\s+)?{_BY}\s+(?:af|hos|i|ved)|bolden\s+(?:er|ligger)\s+hos|står\s+(?:for|bag|i\s+spidsen)(?:\s.{{2,30}})?"
        r"|(?:opgave|proces|program|projekt|indsats|initiativ|handlings?|aktivitets|leverance)(?:ejere?|ejerkreds|holdere?)|ejere|ejerkreds|initiativtagere?|initiativholdere?"
        rf"|(?:hoved|nøgle|centrale?\s+|primære?\s+|udførende\s+|ledende\s+|bærende\s+|drivende\s+){_PARTS}|lead\s?part(?:ner|nere)?|anker(?:mand|person|organisation)"
        r"|værts(?:organisation|kommune|enhed)|vært(?:er)?(?:\s+for\s+\w+)?|(?:lokal|organisatorisk|ledelsesmæssig|faglig|politisk|administrativ)\s+forankring",
    ),
    (
        "responsible",
        r"hvem\s+(?:(?:har|tager|bærer|påtager\s+sig)\s+(?:det\s+|et\s+)?(?:\w*ansvar\w*|bolden|opgaven|teten|tovholder\w*|førertrøjen|ledelsen)(?:\s.+)?"
        r"|(?:løfter|løser|driver|leder|udfører|varetager|styrer|ejer|sikrer|gennemfører|leverer)(?:\s.+)?|sørger\s+for\s.+|står\s+(?:for|bag|i\s+spidsen)(?:\s.+)?"
        r"|(?:skal\s+)?gøre?\s+(?:det|noget|arbejdet)|arbejder\s+(?:med|på)\s.+|er\s+(?:ansvarlige?|tovholdere?|projektejere?|ankermand)(?:\s.+)?)",
    ),
    (
        "target-group",
        r"hvem\s+(?:er\s+(?:målgruppen?|(?:det|den|indsatsen|tilbuddet|projektet)\s+(?:til|for|rettet\s+mod))|(?:får|har)\s+(?:glæde|gavn|hjælp|tilbuddet|udbytte)(?:\s.+)?"
        r"|skal\s+(?:have|hjælpes|nås|mærke)(?:\s.+)?|kommer\s+det\s.+|hjælper\s.+|rammer\s.+|henvender\s.+|retter\s.+|omfatter\s.+|gælder\s.+|vil\s+vi\s+(?:nå|hjælpe)|handler\s+det\s+om"
        r"|kan\s+(?:få|deltage|bruge|henvises)(?:\s.+)?)|(?:primære?|sekundære?|overordnede?|samlede?)\s+målgrupper?|målgruppe\w*(?:\s+og\s+\w+)?|til\s+gavn\s+for|rettet\s+mod"
        r"|(?:indsatsen\s+)?(?:retter|henvender)\s+sig\s+(?:mod|til)|(?:borger|patient|deltager|bruger)grupper?|omfattede\s+borgere",
    ),
    (
        "time-plan",
        rf"{_WHICH}tids?(?:plan|ramme|rammer|horisont|perspektiv|forløb|linje|angivelse|frister|punkter|periode)(?:en)?(?:\s+(?:for|og)\s+.{{2,40}})?|tidsmæssigt?(?:e)?(?:\s+rammer?)?"
        rf"|{_WHICH}(?!meget\b)\w*periode|gælder\s+(?:for\s+)?perioden|i\s+perioden|{_WHICH}(?:varighed|løbetid|gennemførelses?(?:tid|plan)?|afvikling|forløb(?:\s+over)?)"
        rf"|{_THING}\s+(?:løber|kører|gennemføres|varer|foregår)(?:\s+(?:fra|i|over|i\s+perioden))?|(?:start|opstart|begyndelse)\s?(?:[–—/-]|og)\s?(?:slut|afslutning|ophør)(?:dato)?"
        r"|fra\s?[–—/-]\s?til|fra\s+og\s+til|start-\s+og\s+slut(?:dato|tidspunkt)|datoer|(?:status|milepæle|proces)\s?(?:/|og)\s?(?:tid|tidsplan|tidsramme)|plan\s+for\s+gennemførelsen?"
        r"|hvornår(?:\s.+)?|hvor\s+længe(?:\s.+)?|hvor\s+lang\s+tid(?:\s.+)?|(?:proces|fase|udrulnings|implementerings)plan|implementeringstid",
    ),
    (
        "money",
        rf"hvad\s+(?:(?:må|kan|skal|vil|kommer)\s+(?:{_THING}\s+)?(?:til\s+at\s+)?koste(?:\s.+)?|er\s+der\s+(?:afsat|bevilget|penge\s+til|sat\s+af))|hvor\s+mange\s+(?:penge|midler|kroner)(?:\s.+)?"
        r"|hvor\s+meget\s+(?:koster|er\s+der|får)(?:\s.+)?|klynge(?:kroner|penge|tilskud|bevilling)",
    ),
)
_READ = tuple((code, re.compile(form)) for code, form in _FAMILIES)


@lru_cache(maxsize=4096)
def read(label: str) -> str:
    """The code in `code:plan-cue/` of a label in lower case, without its colon or question mark; "" for one of no family.

    >>> read("hvem løfter opgaven"), read("fagligt ansvar"), read("driftsperiode"), read("hvem kan få tilbuddet"), read("vi har ansvar")
    ('responsible', 'responsible', 'time-plan', 'target-group', '')
    """
    return next((code for code, form in _READ if form.fullmatch(label)), "")
