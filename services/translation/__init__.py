"""Finds out the language of what customers write, and translates it where an engine can."""
