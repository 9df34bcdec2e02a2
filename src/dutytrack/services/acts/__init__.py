"""Dated acts on a task: receive, submit, verify, suspend, close."""
