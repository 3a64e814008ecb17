"""What an operator asks of a running installation: is it well, and what must be done."""
