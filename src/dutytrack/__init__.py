"""DutyTrack: who leads each task of a plan, who shares it, by when, and how far it is."""

__version__ = "0.2.0"
