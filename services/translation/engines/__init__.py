"""The engines behind the port of `domain.engine`: a file each, and what they share of asking, failing and naming
languages. `catalogue.engines_of` answers those that the environment configures."""
