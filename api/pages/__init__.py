"""The same values as the JSON, as pages that people read. Without JavaScript; nothing loaded from elsewhere."""
