"""Where a token may begin and end.

Only Latin letters and digits hold on to each other: in 订单MW-1001已发货 and MW-1001은 the code ends where the Latin
ends, since these scripts write no spaces around it (or join their endings to it).
"""

FILLER = "\ufffc"
"""Stands for each character of a token that has been found already; no pattern matches it."""

BEGIN = r"(?<![\p{Latin}\p{N}])"
END = r"(?![\p{Latin}\p{N}])"
SPACE = r"[ \u00a0\u2009\u202f]"
"""The spaces that stand inside of amounts, dates and numbers. Never a line break."""
