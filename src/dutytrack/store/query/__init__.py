"""Queries compiled to SQL."""
