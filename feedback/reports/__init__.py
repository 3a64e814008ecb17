"""What was reached: figures of a period for those who lead, watch or count, without any content."""
