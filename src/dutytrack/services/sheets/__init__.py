"""Progress sheets out to the units and back."""
