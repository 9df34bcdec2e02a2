"""The command line: parse, call, print. One error boundary."""
