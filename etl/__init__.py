"""The loading side: extracts in data/raw become one published DuckDB snapshot."""
