"""The Streamlit pieces pages are made of."""
