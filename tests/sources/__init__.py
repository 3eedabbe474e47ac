"""Sources: pages, documents and the account of their lines."""
