"""One function for each thing somebody does. Each owns its transaction; nobody else writes to the store."""
