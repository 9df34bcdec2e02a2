"""Widgets of the screens: each shows values it is given and says what was chosen by messages."""
