"""Statistics without display and without a database."""
