"""Every act on a task, declared once: what it asks for, what it does and the sentence it reports."""
