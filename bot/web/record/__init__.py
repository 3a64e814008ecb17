"""The public page with the mark of each day."""
