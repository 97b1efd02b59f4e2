"""`nwd`'s commands for whole lists: templates, imports and exports."""

import typer

commands = typer.Typer()
