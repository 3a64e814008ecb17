"""From an update to its delivered answer: durable, sealed, in order in each chat."""
