"""The matching engine: pure functions of (snapshot, policy). No clock, no database, no framework."""

ENGINE_VERSION = "0.1.0"
