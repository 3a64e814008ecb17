"""Messages to the bot itself: greetings, help, privacy, sharing, leaving."""
