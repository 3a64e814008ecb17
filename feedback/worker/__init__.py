"""What a worker can do: the face for every channel."""
