"""What is served: the server's own work, and the frame of every page."""
