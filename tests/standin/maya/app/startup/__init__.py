"""What Maya runs when it starts."""
