"""The panels of the page about complaints and reversals, each built from answers and the page's texts."""
