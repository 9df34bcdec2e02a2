"""Progress reports, measurements, duties and evidence."""
