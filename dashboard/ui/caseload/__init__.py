"""The panels of Sager pr. medarbejder."""
