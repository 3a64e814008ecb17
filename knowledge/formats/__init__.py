"""Official files of each kind → plain lines."""
