"""Checks whether a plan can be supervised."""
