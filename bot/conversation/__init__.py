"""One file per dialogue: (state, incoming) → (state, replies)."""
