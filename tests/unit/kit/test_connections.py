"""What the environment says of TLS, logins and certificates: what follows from it, and what doesn't go together."""

from __future__ import annotations

import pytest
from pymongo.uri_parser import parse_uri

from services.kit.settings import BadSetting, Settings

LOGIN = {
    "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
    "KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
    "KAFKA_SASL_USERNAME": "desk",
    "KAFKA_SASL_PASSWORD": "s3cret",
}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch):
    for field in Settings.model_fields.values():
        if field.validation_alias:
            monkeypatch.delenv(str(field.validation_alias), raising=False)


@pytest.fixture
def settings(monkeypatch):
    """The settings in an environment that says this."""

    def told(**environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return Settings.for_service("sla")

    return told


def test_on_one_machine_everything_is_plain(settings):
    plain = settings()
    assert plain.kafka_bootstrap_servers.access.protocol == "PLAINTEXT"
    assert plain.papers is None


def test_a_login_is_handed_on_with_the_address(settings):
    brokers = settings(**LOGIN, KAFKA_BOOTSTRAP_SERVERS="a:9093,b:9093").kafka_bootstrap_servers
    assert brokers == "a:9093,b:9093"
    assert (brokers.access.login.username, brokers.access.login.password()) == ("desk", "s3cret")


def test_a_password_in_a_file_is_read_when_it_is_needed(settings, tmp_path):
    file = tmp_path / "password"
    file.write_text("first\n")
    told = {name: value for name, value in LOGIN.items() if name != "KAFKA_SASL_PASSWORD"}
    login = settings(**told, KAFKA_SASL_PASSWORD_FILE=str(file)).kafka_bootstrap_servers.access.login
    assert login.password() == "first"
    file.write_text("second\n")
    assert login.password() == "second"


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"KAFKA_SECURITY_PROTOCOL": "TLS"}, "KAFKA_SECURITY_PROTOCOL=TLS"),
        (LOGIN | {"KAFKA_SASL_USERNAME": ""}, "KAFKA_SECURITY_PROTOCOL=SASL_SSL needs KAFKA_SASL_USERNAME"),
        (LOGIN | {"KAFKA_SASL_MECHANISM": "GSSAPI"}, "KAFKA_SASL_MECHANISM=GSSAPI"),
        (LOGIN | {"KAFKA_SECURITY_PROTOCOL": "SSL"}, "has no use for KAFKA_SASL_MECHANISM"),
        (LOGIN | {"KAFKA_SASL_PASSWORD_FILE": "/run/p"}, "are both set: which one is it?"),
        ({"KAFKA_SSL_CAFILE": "/ca.pem"}, "KAFKA_SECURITY_PROTOCOL=PLAINTEXT has no use for KAFKA_SSL_CAFILE"),
        (
            {"KAFKA_SECURITY_PROTOCOL": "SSL", "KAFKA_SSL_KEYFILE": "/key.pem"},
            "KAFKA_SSL_KEYFILE needs KAFKA_SSL_CERTFILE",
        ),
        ({"MONGODB_URI": "mongodb://a/", "MONGODB_URI_FILE": "/run/uri"}, "are both set: which one is it?"),
        ({"HELIODESK_TLS_CERT": "/tls.crt"}, "HELIODESK_TLS_CERT needs HELIODESK_TLS_KEY, HELIODESK_TLS_CA"),
        ({"HELIODESK_CONNECTION_AGE": "0"}, "HELIODESK_CONNECTION_AGE=0"),
    ],
)
def test_what_does_not_go_together_is_refused_by_name(settings, environment, says):
    with pytest.raises(BadSetting, match=says):
        settings(**environment)


@pytest.mark.parametrize("environment", [LOGIN, LOGIN | {"KAFKA_SASL_USERNAME": ""}])
def test_no_secret_is_ever_shown(settings, environment):
    uri = "mongodb://desk:hunter2@store/"
    try:
        shown = repr(settings(**environment, MONGODB_URI=uri))
    except BadSetting as bad:
        shown = str(bad)
    assert "s3cret" not in shown
    assert "hunter2" not in shown


@pytest.mark.parametrize(
    "uri",
    ["mongodb://a:1,b:2", "mongodb://a/", "mongodb://a/admin?replicaSet=rs", "mongodb://u:p%40ss@a/?authSource=admin"],
)
def test_tls_joins_what_a_connection_string_says_already(settings, uri):
    told = settings(MONGODB_URI=uri, MONGODB_TLS_CAFILE="/etc/a b/ca.pem", MONGODB_TLS_CERTFILE="/etc/c.pem")
    before, after = parse_uri(uri, validate=False), parse_uri(told.mongodb_uri, validate=False)
    assert after["nodelist"] == before["nodelist"]
    assert (after["username"], after["password"], after["database"]) == (
        before["username"],
        before["password"],
        before["database"],
    )
    assert before["options"].items() <= after["options"].items()
    assert after["options"]["tls"] == "true"
    assert after["options"]["tlsCAFile"] == "/etc/a b/ca.pem"
    assert after["options"]["tlsCertificateKeyFile"] == "/etc/c.pem"


def test_a_connection_string_may_lie_in_a_file(settings, tmp_path):
    file = tmp_path / "uri"
    file.write_text("mongodb://desk:hunter2@store:27017/\n")
    told = settings(MONGODB_URI_FILE=str(file))
    assert told.mongodb_uri == "mongodb://desk:hunter2@store:27017/"
