"""Control charts on the screen: what they say, and how they are drawn."""
