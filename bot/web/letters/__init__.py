"""Letters that a worker fills in and takes along; nothing of them is stored."""
