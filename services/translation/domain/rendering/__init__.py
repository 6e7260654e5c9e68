"""System messages: which there are, what has to be told to each, and how a value is written where the reader lives."""
