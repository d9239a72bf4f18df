"""The pieces of the page Styregruppe, shown on a projector."""
