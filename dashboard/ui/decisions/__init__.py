"""The panels of the page on decisions and how they end."""
