"""What is on the screen → files a colleague opens in an office programme."""
