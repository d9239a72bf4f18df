"""The action plan: its timeline, the page of one initiative, and what people write about it."""
