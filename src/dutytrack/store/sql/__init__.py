"""How SQL is said to the engine, and its rows read."""
