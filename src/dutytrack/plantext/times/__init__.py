"""Dates, recurring duties and phases as documents print them."""
