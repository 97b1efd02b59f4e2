"""The service: HTTP, command line and file formats round the engine."""
