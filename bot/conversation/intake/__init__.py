"""A petition, step by step, and danger in what is written."""
