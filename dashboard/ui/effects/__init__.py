"""The page Virker indsatsen?: what the numbers say about each initiative, and what they do not."""
