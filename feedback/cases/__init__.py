"""Cases: their rows, states, routing, keys and end. No person acts here."""
