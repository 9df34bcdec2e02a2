"""Indicators: values, measures, what is to be reached."""
