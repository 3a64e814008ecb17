"""What staff have to be told, without content."""
