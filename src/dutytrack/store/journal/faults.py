"""What verifying can find, one code a kind: each fault says where it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dutytrack.i18n import N_, _
from dutytrack.signs import cut

SENTENCES: Mapping[str, str] = {
    "layout": N_("the file's layout: {detail}"),
    "revision": N_("the layout {detail} is none that this program knows: it is a newer program's, or was altered"),
    "page": N_("the file itself is damaged: {detail}"),
    "unread": N_("{entity}: could not be looked through ({detail})"),
    "reference": N_("{entity} {entity_id}: refers to a row of {detail} that is not there"),
    "sequence": N_("{entity}: the last id given is {detail}, the journal knows {entity_id}"),
    "in-pieces": N_(
        "the tables were not compared with the journal, of which rows can't be read; the last row read is {seq}"
    ),
    "gap": N_("journal row {seq}: rows before it are missing"),
    "link": N_("journal row {seq}: does not follow on the row before it"),
    "altered": N_("journal row {seq}: altered after it was written ({entity} {entity_id})"),
    "before": N_("journal row {seq}: what it says of {entity} {entity_id} before does not fit the rows before it"),
    "image": N_("journal row {seq}: what it says of {entity} {entity_id} is no row"),
    "time": N_(
        "journal row {seq}: time runs back, from {detail} to {entity_id}; where a clock was wrong, correct what it "
        "stamped: dutytrack log clock SEQ --was TIME"
    ),
    "undo": N_("journal row {seq}: takes back a command that is not before it ({entity_id})"),
    "scattered": N_("journal row {seq}: goes on with a command after another one ({entity_id})"),
    "stranger": N_("journal row {seq}: is about a table that this program does not know ({entity})"),
    "row-altered": N_("{entity} {entity_id}: altered behind the journal's back, since journal row {seq}"),
    "row-missing": N_("{entity} {entity_id}: removed behind the journal's back, since journal row {seq}"),
    "row-extra": N_("{entity} {entity_id}: added behind the journal's back"),
    "more": N_("{entity}: and {detail} more rows"),
    "setting": N_("setting {entity_id}: can't be {detail}; set it anew: dutytrack setting set {entity_id} VALUE"),
    "derived": N_("{entity} {entity_id}: does not follow from the ledger's rows"),
    "search": N_("search index: finds {detail} elsewhere than in the tasks' texts"),
    "search-more": N_("search index: and {detail} more words"),
    "search-broken": N_("search index: its pages do not fit together, so that a search may miss what is there"),
    "search-size": N_("search index: what it says of how much it holds is not so"),
    "search-setting": N_("search index: has settings that this program did not give it"),
    "trigger": N_("trigger {entity_id}, which keeps the journal append-only, is missing or altered"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit; its sentence is made when it is shown."""

    code: str
    seq: int | None = None
    """The journal's row it was found at, or that told the table's row last."""
    entity: str = ""
    entity_id: str = ""
    detail: str = ""

    @property
    def message(self) -> str:
        """The fault as a sentence in the language in use."""
        facts = {"entity": self.entity, "entity_id": self.entity_id, "detail": self.detail}
        return _(SENTENCES[self.code]).format_map(
            {"seq": self.seq, **{name: cut(told) for name, told in facts.items()}}
        )
