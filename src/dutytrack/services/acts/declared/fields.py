"""The fields that several acts share."""

from __future__ import annotations

from dutytrack.i18n import N_
from dutytrack.services.acts.declared import subject
from dutytrack.services.acts.declared.model import Field, Option

ON_OPTION = Option("--on", "DATE", N_("The day it is about; today where not given"))
ON = Field("on", N_("Date"), "day", required=True, default=subject.today, option=ON_OPTION)
NOTE_OPTION = Option("--note", "TEXT", N_("What is to be remembered about it"))
NOTE = Field("note", N_("Note"), option=NOTE_OPTION)
PROOF = Field("note", N_("Note"), hint=N_("what proves it"), option=NOTE_OPTION)
REASON_OPTION = Option("--reason", "TEXT", N_("Why; it stays in the journal"))
REASON = Field("note", N_("Reason"), required=True, option=REASON_OPTION)
UNIT_OPTION = Option("--unit", "UNIT", N_("Which unit; the one that answers first where left out"))
UNIT = Field(
    "unit", N_("Unit"), "unit", required=True, default=subject.first_unit, choices=subject.units, option=UNIT_OPTION
)
ANY_UNIT = Field("unit", N_("Unit"), "unit", choices=subject.units, option=UNIT_OPTION)
INDICATOR = Field("indicator", N_("Indicator"), "choice", default=subject.first_indicator, choices=subject.indicators)
VALUES = Field(
    "values",
    kind="figures",
    option=Option("--value", "INDICATOR=FIGURE", N_("An actual value, as in 高新技术企业=836; may be repeated")),
)
EVIDENCE = Field(
    "file",
    N_("Proof"),
    "files",
    hint=N_("path of a file; a copy is kept"),
    option=Option("--evidence", "FILE", N_("A file that proves it; may be repeated")),
)
LINK = Field(
    "link", kind="yes", option=Option("--link", "", N_("Leave the files where they are, only note their digests"))
)
