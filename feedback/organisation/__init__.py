"""The union: units, people, keys, telephone numbers."""
