"""The rules of a meeting, as pure functions: a command becomes an event, an event changes the state."""
