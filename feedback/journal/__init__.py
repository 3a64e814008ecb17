"""What happened, as chains of events."""
