"""What each kind of token looks like: data for `finding`, a file for each family of kinds.

All patterns are linear in the length of the text: what repeats is bounded or possessive, and what is looked for from
many places is looked for only so far.
"""
