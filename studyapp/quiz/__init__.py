"""Self-tests as pure state machines: no clock, no file, no database; chance comes in."""
