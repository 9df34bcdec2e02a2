"""The fields that several acts share."""

from __future__ import annotations

from dutytrack.i18n import N_
from dutytrack.services.acts.declared import subject
from dutytrack.services.acts.declared.model import Field

ON = Field(
    "on", N_("Date"), "day", required=True, default=subject.today, help=N_("The day it is about; today where not given")
)
NOTE = Field("note", N_("Note"), help=N_("What is to be remembered about it"))
PROOF = Field("note", N_("Note"), hint=N_("what proves it"), help=N_("What is to be remembered about it"))
REASON = Field("note", N_("Reason"), required=True, spelling="--reason", help=N_("Why; it stays in the journal"))
UNIT = Field(
    "unit",
    N_("Unit"),
    "unit",
    required=True,
    default=subject.first_unit,
    choices=subject.units,
    lacking=N_("No unit has a part in {key}."),
    help=N_("Which unit; the one that answers first where left out"),
)
ANY_UNIT = Field(
    "unit", N_("Unit"), "unit", choices=subject.units, help=N_("Which unit; the one that answers first where left out")
)
DEADLINE = Field(
    "deadline", N_("Deadline"), "date", default=subject.first_of(subject.unmet_dates), choices=subject.unmet_dates
)
INDICATOR = Field(
    "indicator", N_("Indicator"), "choice", default=subject.first_of(subject.indicators), choices=subject.indicators
)
VALUES = Field(
    "values",
    kind="figures",
    spelling="--value",
    metavar="INDICATOR=FIGURE",
    help=N_(
        "An actual value, as in 高新技术企业=836, of stages the one that its day lies in; where several bear the name"
        " 增粮@2016=6, 项目@每年=40, 收入#2=700 or #5=700; entered again for the same day it replaces; may be repeated"
    ),
)
WITHIN = Field("within", help=N_("Within what time, counted from its day: 5wd (working days), 30d"), metavar="LIMIT")
EVIDENCE = Field(
    "file",
    N_("Proof"),
    "files",
    hint=N_("path of a file; a copy is kept"),
    spelling="--evidence",
    metavar="FILE",
    help=N_("A file that proves it; may be repeated"),
)
LINK = Field("link", kind="yes", help=N_("Leave the files where they are, only note their digests"))
