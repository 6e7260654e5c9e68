"""The edge of this machine, and a key to it: what commands take that are told neither."""

from __future__ import annotations

import yaml

from services.cli.local.servers import ROOT
from services.cli.problems import CommandProblem
from services.kit.settings import BadSetting, Settings

DEFAULT_SHOPS = ROOT / "samples" / "shops.yaml"


def edge_settings() -> Settings:
    try:
        return Settings.for_service("edge")
    except BadSetting as error:
        raise CommandProblem(str(error), "correct the environment") from None


def local_edge(settings: Settings) -> str:
    """Who listens on every interface is reached on this machine."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return f"http://{host}:{settings.http_port}"


def first_key(settings: Settings) -> str:
    path = settings.shops or DEFAULT_SHOPS
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))["shops"][0]["keys"][0]
    except (OSError, yaml.YAMLError, LookupError, TypeError) as error:
        raise CommandProblem(
            f"no API key was found in {path} ({type(error).__name__})", "give one with --key"
        ) from None
