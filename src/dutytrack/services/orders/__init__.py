"""Reminders, orders and extensions."""
