"""gRPC between services: `serve` a plain object, `Client.call` a peer."""

from services.kit.rpc_call import Call
from services.kit.rpc_client import Client, channel
from services.kit.rpc_server import Server, serve, server_options, start
from services.kit.rpc_status import PeerFailed

__all__ = ["Call", "Client", "PeerFailed", "Server", "channel", "serve", "server_options", "start"]
