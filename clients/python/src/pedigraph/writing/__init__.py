"""What is written: an operation a file, and runs with what sends them in the background."""
