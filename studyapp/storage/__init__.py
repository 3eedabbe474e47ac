"""The only room that knows SQLModel. SQLite today; nothing here that PostgreSQL could not hold."""
