"""What a session shows on the wall, as PDF and PowerPoint."""
