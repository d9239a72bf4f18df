"""What a KPI is, how it is asked for and how it is put into words. Pure: no display, no database."""
