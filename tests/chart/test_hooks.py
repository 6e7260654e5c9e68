"""The hooks that make the topics and the indexes before anybody asks for them."""

from __future__ import annotations

import pytest

from tests.support.chart import chooses, container, env, kind, over, render

KAFKA = {
    "KAFKA_BOOTSTRAP_SERVERS",
    "KAFKA_SECURITY_PROTOCOL",
    "KAFKA_SASL_MECHANISM",
    "KAFKA_SASL_USERNAME",
    "KAFKA_SASL_PASSWORD_FILE",
    "KAFKA_SSL_CAFILE",
}
STORE = {"MONGODB_URI", "MONGODB_TLS_CAFILE", "HELIODESK_DATABASE"}
# What each is told, the Secrets that it mounts, and the port of the server that it needs.
NEEDS = {
    "topics": (KAFKA, {"heliodesk-kafka", "heliodesk-kafka-ca"}, 9093),
    "indexes": (STORE, {"heliodesk-mongodb-ca"}, 27017),
}
BOTH = pytest.mark.parametrize("hook", NEEDS)


@BOTH
def test_it_runs_before_anybody_reads_and_before_every_upgrade(production, hook):
    job = kind(production, "Job")[f"desk-{hook}"]
    assert container(job["spec"]["template"])["command"] == ["heliodesk", hook, "apply"]
    assert set(job["metadata"]["annotations"]["helm.sh/hook"].split(",")) == {"pre-install", "pre-upgrade"}


@BOTH
def test_it_can_run_again(production, hook):
    job = kind(production, "Job")[f"desk-{hook}"]
    # A job can't be changed: the one before has to be gone, also where it failed.
    assert "before-hook-creation" in job["metadata"]["annotations"]["helm.sh/hook-delete-policy"].split(",")
    assert job["spec"]["template"]["spec"]["restartPolicy"] == "Never"
    assert job["spec"]["backoffLimit"] > 0


@BOTH
def test_it_needs_nothing_that_is_made_after_it(production, hook):
    variables, secrets, _ = NEEDS[hook]
    template = kind(production, "Job")[f"desk-{hook}"]["spec"]["template"]
    assert "serviceAccountName" not in template["spec"]
    assert env(template).keys() == variables
    mounted = {each["secret"]["secretName"] for each in template["spec"]["volumes"] if "secret" in each}
    assert mounted == secrets


@BOTH
def test_its_pod_reaches_its_server_alone_through_the_policies_that_an_upgrade_finds(production, hook):
    labels = kind(production, "Job")[f"desk-{hook}"]["spec"]["template"]["metadata"]["labels"]
    open_to_it = {
        name
        for name, policy in kind(production, "NetworkPolicy").items()
        if chooses(policy["spec"]["podSelector"], labels)
    }
    assert open_to_it == {"desk-deny-all", f"desk-{hook}"}
    rules = kind(production, "NetworkPolicy")[f"desk-{hook}"]["spec"]["egress"]
    assert [rule["ports"][-1]["port"] for rule in rules] == [53, NEEDS[hook][2]]


@BOTH
def test_no_deployment_takes_its_pod_for_its_own(production, hook):
    labels = kind(production, "Job")[f"desk-{hook}"]["spec"]["template"]["metadata"]["labels"]
    for deployment in kind(production, "Deployment").values():
        assert not chooses(deployment["spec"]["selector"], labels)
    assert "heliodesk.io/watched" not in labels


@BOTH
def test_it_can_be_left_to_somebody_else(least, hook):
    (other,) = NEEDS.keys() - {hook}
    assert kind(render(over(least, {hook: {"apply": False}})), "Job").keys() == {f"desk-{other}"}
