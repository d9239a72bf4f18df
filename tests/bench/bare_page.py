"""The least a Streamlit page with Plotly figures can be: ``?figures=N`` lines of twelve months, and nothing else."""

import plotly.graph_objects as go
import streamlit as st

MONTHS = [f"2023-{month:02}" for month in range(1, 13)]

for number in range(int(st.query_params.get("figures", "1"))):
    line = go.Scatter(x=MONTHS, y=[(month * (number + 3)) % 17 for month in range(12)], mode="lines+markers")
    st.plotly_chart(go.Figure(line), key=f"figure_{number}")
