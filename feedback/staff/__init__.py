"""What union staff can do."""
