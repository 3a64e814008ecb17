"""Files → documents in the store, each with a report of how much of it is there."""
