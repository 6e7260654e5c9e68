"""Runs Debian's apertium-apy on 127.0.0.1 alone: it has no option for an address, and would listen on every interface.

Run with the Python that Debian puts it into: ``/usr/bin/python3 run_apertium.py <arguments of apertium-apy>``.
"""

import functools

import tornado.httpserver
from apertium_apy.apy import main

tornado.httpserver.HTTPServer.bind = functools.partialmethod(tornado.httpserver.HTTPServer.bind, address="127.0.0.1")
main()
