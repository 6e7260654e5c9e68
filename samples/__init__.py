"""A day of an invented shop, made of sentences written for it, and the small program that makes it."""
