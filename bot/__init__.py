"""Channels and conversation: everything between a person and the two halves of the product."""
