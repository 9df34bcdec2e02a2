"""Corrections of a parsed plan, and what a later text changes."""
