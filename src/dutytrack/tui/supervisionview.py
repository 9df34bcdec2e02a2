"""What the screens say of supervision: the same words as the shell."""

from __future__ import annotations

from dutytrack.output.supervision import pace, percent, supervision

__all__ = ["pace", "percent", "supervision"]
