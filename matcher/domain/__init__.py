"""The nouns, frozen. Imports nothing of the project outside this package."""
