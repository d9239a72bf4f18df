"""Measurements → Plotly figures. Never Streamlit, never DuckDB."""
