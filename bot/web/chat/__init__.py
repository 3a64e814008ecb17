"""The web chat: the same conversation in a page."""
