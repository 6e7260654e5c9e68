"""A value that is changed changes what it should; one that can't be is refused in words."""

from __future__ import annotations

import pytest

from tests.support.chart import BadValues, container, env, kind, over, pods, render

DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"kafka": {"bootstrapServers": "kafka"}}, "/kafka/bootstrapServers"),
        ({"kafka": {"bootstrapServers": "a:9092,b:9093"}}, "names port 9093, which kafka.ports doesn't"),
        ({"kafka": {"bootstrapServers": ""}}, "kafka.bootstrapServers is empty: where are the brokers?"),
        ({"mongodb": {"uri": ""}}, "mongodb.uri and mongodb.existingSecret.name are both empty"),
        (
            {"mongodb": {"uri": "mongodb://desk:s3cret@store/"}},
            "a connection string with a password belongs into a Secret",
        ),
        ({"kafka": {"sasl": {"user": "desk"}}}, "additional properties 'user' not allowed"),
        ({"kafka": {"sasl": {"password": "s3cret"}}}, "additional properties 'password' not allowed"),
        ({"kafka": {"securityProtocol": "TLS"}}, "/kafka/securityProtocol"),
        (
            {"kafka": {"securityProtocol": "SASL_SSL", "sasl": {"username": "desk"}}},
            "kafka.securityProtocol is SASL_SSL: kafka.sasl.username and kafka.sasl.passwordSecret.name are needed",
        ),
        (
            {"kafka": {"sasl": {"username": "desk"}}},
            "kafka.securityProtocol is PLAINTEXT: it has no use for kafka.sasl",
        ),
        (
            {"kafka": {"tls": {"caSecret": {"name": "ca"}}}},
            "kafka.securityProtocol is PLAINTEXT: it has no use for kafka.tls",
        ),
        ({"tls": {"existingSecret": ""}}, "tls.enabled, and nobody makes the certificates"),
        ({"tls": {"certManager": {"enabled": True}}}, "are both set: who makes the certificates?"),
        ({"imagee": {}}, "additional properties 'imagee' not allowed"),
        ({"image": {"tag": "latest"}}, "image.tag is latest: name a version"),
        ({"roles": {"serve": {"replicas": {"min": "two"}}}}, "/roles/serve/replicas/min': got string, want integer"),
        ({"roles": {"serve": {"replicas": {"min": 9}}}}, "replicas.max (8) is less than replicas.min (9)"),
        ({"roles": {"stream": {"replicas": {"max": 7}}}}, "7 replicas share 6 partitions (kafka.partitions)"),
        ({"roles": {"tick": {"replicas": {"min": 7}}}}, "7 replicas share 6 partitions (kafka.partitions)"),
        ({"roles": {"serve": {"replicas": {"by": "lag"}}}}, "replicas.by is lag, and it reads nothing"),
        ({"roles": {"serve": {"resources": {"limits": {"memory": "1 GB"}}}}}, "/roles/serve/resources/limits/memory"),
        ({"components": {"sla": {"roles": {"night": {}}}}}, "additional properties 'night' not allowed"),
        ({"components": {"sla": {"env": {"HELIODESK_LOGLEVEL": "x"}}}}, "invalid propertyName 'HELIODESK_LOGLEVEL'"),
        ({"components": {"sla": {"env": {"HELIODESK_COVERAGE_NOTICE": 48}}}}, "got number, want string"),
        ({"components": {"sla": {"enabled": False}}}, "components.sla.enabled is false, and others call it"),
        ({"edge": {"ingress": {"enabled": True}}}, "edge.ingress.host is empty"),
        ({"edge": {"gateway": {"enabled": True}}}, "edge.gateway.parentRefs is empty"),
    ],
)
def test_nonsense_is_refused_in_words(least, given, says):
    with pytest.raises(BadValues) as refused:
        render(over(least, given))
    assert says in str(refused.value)


def test_a_password_that_is_refused_is_not_told(least):
    with pytest.raises(BadValues) as refused:
        render(over(least, {"mongodb": {"uri": "mongodb://desk:s3cret@store/"}}))
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ({}, "heliodesk:0.1.0"),
        ({"tag": "1.2.3"}, "heliodesk:1.2.3"),
        ({"repository": "r.example.com/desk", "tag": "1.2.3", "digest": DIGEST}, f"r.example.com/desk@{DIGEST}"),
    ],
)
def test_everybody_runs_the_image_that_is_named(least, image, expected):
    assert {container(template)["image"] for _, template in pods(render(over(least, {"image": image})))} == {expected}


def test_what_pods_are_told_goes_for_all_of_them(least):
    given = {"nodeSelector": {"disk": "none"}, "labels": {"team": "desk"}, "priorityClassName": "high", "user": 4711}
    for name, template in pods(render(over(least, {"pods": given, "image": {"pullSecrets": ["registry"]}}))):
        spec = template["spec"]
        assert spec["nodeSelector"] == {"disk": "none"}, name
        assert spec["priorityClassName"] == "high"
        assert spec["imagePullSecrets"] == [{"name": "registry"}]
        assert spec["securityContext"]["runAsUser"] == 4711
        assert template["metadata"]["labels"]["team"] == "desk"


def test_two_releases_share_a_namespace(least):
    one, other = render(least, release="one"), render(least, release="other")
    assert not {(each["kind"], each["metadata"]["name"]) for each in one} & {
        (each["kind"], each["metadata"]["name"]) for each in other
    }


def test_a_longer_drain_is_told_and_given(least):
    found = kind(render(over(least, {"roles": {"serve": {"drain": 60}}})), "Deployment")["desk-edge-serve"]["spec"][
        "template"
    ]
    assert env(found)["HELIODESK_DRAIN_TIMEOUT"] == "60"
    assert found["spec"]["terminationGracePeriodSeconds"] == 5 + 120 + 25


def test_a_role_can_be_taken_away(least):
    objects = render(over(least, {"components": {"sla": {"roles": {"load": None}}}}))
    assert "desk-sla-load" not in kind(objects, "Deployment")
    assert "desk-sla-tick" in kind(objects, "Deployment")


def test_policies_can_be_left_to_a_mesh(least):
    assert kind(render(over(least, {"networkPolicy": {"enabled": False}})), "NetworkPolicy") == {}


def test_an_ingress_for_http_and_one_for_grpc(least):
    given = {"enabled": True, "host": "desk.example.com", "grpcHost": "grpc.example.com", "tlsSecret": "desk-tls"}
    found = kind(render(over(least, {"edge": {"ingress": given | {"grpcAnnotations": {"a": "b"}}}})), "Ingress")
    ports = {
        name: each["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]["port"]["name"]
        for name, each in found.items()
    }
    assert ports == {"desk-front": "http", "desk-front-grpc": "grpc"}
    assert found["desk-front-grpc"]["metadata"]["annotations"] == {"a": "b"}
    assert {each["spec"]["tls"][0]["secretName"] for each in found.values()} == {"desk-tls"}
