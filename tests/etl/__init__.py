"""What must be true of the loading side."""
