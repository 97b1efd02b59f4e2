"""JSON over HTTP: each route a few lines."""
