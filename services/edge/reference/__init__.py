"""What another system reads before it builds on Heliodesk: the AsyncAPI document, the page of events, the contracts'
own reference. All of it is made from the topics and the contracts; `make docs` writes it into docs/api."""
