"""One folder for each edition, and shared/ for what several need; no edition imports another."""
