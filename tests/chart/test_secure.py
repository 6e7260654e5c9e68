"""Certificates and logins: what a pod is told of them lies in it, and is what the others go by."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.kit.settings import SERVICES, Settings
from tests.support.chart import STACKS, Object, container, env, example, kind, over, pods, render


def files(template: Object) -> dict[str, tuple[str, str]]:
    """By path, each file that a pod has from a Secret: (Secret, key)."""
    volumes = {each["name"]: each["secret"] for each in template["spec"]["volumes"] if "secret" in each}
    mounts = [each for each in container(template)["volumeMounts"] if each["name"] in volumes]
    # A file that is mounted by a path of its own would never be replaced.
    assert all(each["readOnly"] is True and "subPath" not in each for each in mounts)
    return {
        f"{mount['mountPath']}/{item['path']}": (volumes[mount["name"]]["secretName"], item["key"])
        for mount in mounts
        for item in volumes[mount["name"]]["items"]
    }


@pytest.mark.parametrize("name", STACKS)
def test_every_file_that_a_process_is_told_of_is_there_and_no_other_is(name):
    for pod, template in pods(example(name)):
        told = {value for value in env(template).values() if isinstance(value, str) and value.startswith("/etc/")}
        assert told == files(template).keys(), pod


def test_a_process_gets_into_a_kafka_that_asks_for_tls_and_a_login(production, monkeypatch):
    for template in (template for _, template in pods(production)):
        told = {name: value for name, value in env(template).items() if name.startswith("KAFKA_")}
        if not told:
            continue
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        access = Settings.for_service("sla").kafka_bootstrap_servers.access
        assert (access.protocol, access.login.mechanism, access.login.username) == (
            "SASL_SSL",
            "SCRAM-SHA-512",
            "heliodesk",
        )
        found = files(template)
        assert found[str(access.ca_file)] == ("heliodesk-kafka-ca", "ca.crt")
        assert found[told["KAFKA_SASL_PASSWORD_FILE"]] == ("heliodesk-kafka", "password")


def test_a_certificate_of_our_own_for_brokers_and_store_that_ask_for_one(least):
    clients = {
        "kafka": {"securityProtocol": "SSL", "tls": {"clientSecret": {"name": "user"}}},
        "mongodb": {"tls": {"clientSecret": {"name": "mongo"}}},
    }
    template = kind(render(over(least, clients)), "Deployment")["desk-sla-tick"]["spec"]["template"]
    told, found = env(template), files(template)
    assert found[told["KAFKA_SSL_CERTFILE"]] == ("user", "user.crt")
    assert found[told["KAFKA_SSL_KEYFILE"]] == ("user", "user.key")
    assert found[told["MONGODB_TLS_CERTFILE"]] == ("mongo", "tls-combined.pem")


def test_each_service_has_a_certificate_under_the_name_that_its_callers_call(production):
    certificates = {
        name.removeprefix("desk-"): each["spec"]
        for name, each in kind(production, "Certificate").items()
        if not each["spec"].get("isCA")
    }
    assert certificates.keys() == set(SERVICES)
    assert all({"server auth", "client auth"} <= set(each["usages"]) for each in certificates.values())
    for _, deployment in kind(production, "Deployment").items():
        template = deployment["spec"]["template"]
        service = template["metadata"]["labels"]["heliodesk.io/service"]
        assert files(template)["/etc/heliodesk/tls/tls.key"][0] == certificates[service]["secretName"]
        for variable, address in env(template).items():
            if variable.endswith("_ADDRESS"):
                called = variable.removeprefix("HELIODESK_").removesuffix("_ADDRESS").lower()
                assert address.split(":")[0] in certificates[called]["dnsNames"]


def test_every_process_shows_its_certificate_also_those_that_only_call(production):
    for name, deployment in kind(production, "Deployment").items():
        told = env(deployment["spec"]["template"])
        assert {Path(told[f"HELIODESK_TLS_{what}"]).name for what in ("CERT", "KEY", "CA")} == {
            "tls.crt",
            "tls.key",
            "ca.crt",
        }, name


def test_the_releases_own_authority_signs_for_its_services_alone(production):
    issuers, certificates = kind(production, "Issuer"), kind(production, "Certificate")
    authority = certificates.pop("desk-authority")["spec"]
    assert authority["isCA"] is True
    assert issuers["desk-authority"]["spec"] == {"ca": {"secretName": authority["secretName"]}}
    assert {each["spec"]["issuerRef"]["name"] for each in certificates.values()} == {"desk-authority"}


def test_an_issuer_that_is_named_signs_instead(least):
    named = {
        "existingSecret": "",
        "certManager": {"enabled": True, "issuer": {"name": "ours", "kind": "ClusterIssuer"}},
    }
    objects = render(over(least, {"tls": named}))
    assert kind(objects, "Issuer") == {}
    issuers = [each["spec"]["issuerRef"] for each in kind(objects, "Certificate").values()]
    assert issuers == [{"group": "cert-manager.io", "kind": "ClusterIssuer", "name": "ours"}] * len(SERVICES)


def test_without_tls_nobody_is_told_of_certificates(least):
    objects = render(least | {"tls": {"enabled": False}})
    assert kind(objects, "Certificate", "Issuer") == {}
    for name, template in pods(objects):
        assert not [each for each in env(template) if each.startswith("HELIODESK_TLS_")], name
        assert not [path for path in files(template) if "/tls/" in path], name


def test_keda_gets_into_kafka_as_the_pods_do(production):
    (authentication,) = kind(production, "TriggerAuthentication").values()
    scaled = kind(production, "ScaledObject")["desk-sla-stream"]["spec"]
    for trigger in scaled["triggers"]:
        assert trigger["authenticationRef"] == {"name": authentication["metadata"]["name"]}
        assert (trigger["metadata"]["tls"], trigger["metadata"]["sasl"]) == ("enable", "scram_sha512")
    pod = kind(production, "Deployment")["desk-sla-stream"]["spec"]["template"]
    given = {(each["name"], each["key"]) for each in authentication["spec"]["secretTargetRef"]}
    assert given == {secret for path, secret in files(pod).items() if "/kafka-" in path}
    assert [env(pod)[each["name"]] for each in authentication["spec"]["env"]] == ["heliodesk"]


def test_keda_needs_no_way_into_a_kafka_in_plain_text(least):
    objects = render(over(least, {"keda": {"enabled": True}}))
    assert kind(objects, "TriggerAuthentication") == {}
    triggers = kind(objects, "ScaledObject")["desk-sla-stream"]["spec"]["triggers"]
    assert not any("authenticationRef" in each for each in triggers)
