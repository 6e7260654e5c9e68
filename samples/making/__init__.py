"""The parts of `samples/make_day.py`: the shop, its orders, its conversations, and the page they are written to."""
