"""The typed tables and the SQL views over them."""
