"""The charts: a module a family, which also says what it asks and how its figure reads."""
