"""What is read: an operation and its types a file."""
