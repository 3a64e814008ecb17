"""What a right comes to in money, days or dates: pure functions from typed values to a result with its working."""
