"""What pages show besides measures."""
