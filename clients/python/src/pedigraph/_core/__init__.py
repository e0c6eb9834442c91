"""How operations are done; none of it is public."""
