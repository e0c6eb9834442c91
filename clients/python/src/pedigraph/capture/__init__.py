"""What is taken of this machine by itself: code, build, environment, files."""
