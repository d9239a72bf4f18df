"""The screen side: reads one published warehouse snapshot and answers questions about it."""
