"""The page about what the numbers rest on."""
