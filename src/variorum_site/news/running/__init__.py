"""How the steps are run: whose turn it is, with what tools, and what becomes of a failure."""
