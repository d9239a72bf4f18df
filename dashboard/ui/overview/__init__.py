"""The pieces of the page Overblik."""
