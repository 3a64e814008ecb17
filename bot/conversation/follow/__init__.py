"""A petition followed by its code."""
