"""Anonymous submissions: sealed, routed above the workplace, on a clock."""
