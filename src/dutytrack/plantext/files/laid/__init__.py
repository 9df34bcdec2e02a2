"""Pages whose signs and lines stand at places, whatever the format they come from."""
