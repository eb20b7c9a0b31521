"""What a session holds."""
