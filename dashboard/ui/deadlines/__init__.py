"""The panels of the page about deadlines, each built from answers and the page's texts."""
