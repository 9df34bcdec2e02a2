"""How every command behaves: options, one run, output, the error boundary."""
