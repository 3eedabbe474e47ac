"""Self-tests as use cases: what is asked, what it says about memory, where it was left."""
