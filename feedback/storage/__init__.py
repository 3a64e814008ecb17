"""The one opener of `feedback.db` and its tables."""
