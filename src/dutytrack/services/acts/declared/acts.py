"""All acts on a task."""

from __future__ import annotations

from collections.abc import Mapping

from dutytrack.services.acts.declared.end import END, REST
from dutytrack.services.acts.declared.keep import KEEP
from dutytrack.services.acts.declared.leaders import LEADERS
from dutytrack.services.acts.declared.model import Act
from dutytrack.services.acts.declared.urge import URGE
from dutytrack.services.acts.declared.work import WORK

ACTS: Mapping[str, Act] = {act.id: act for act in (*WORK, *END, *URGE, *LEADERS, *KEEP, *REST)}
"""Every act by its id, in the order of the screens."""
FORMS: Mapping[str, Act] = {name: act for name, act in ACTS.items() if act.form.key}
"""Those that the screens offer."""
