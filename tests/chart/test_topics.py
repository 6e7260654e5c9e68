"""The hook that makes the topics."""

from __future__ import annotations

from tests.support.chart import chooses, container, env, kind, over, render


def test_topics_are_there_before_anybody_reads_and_before_every_upgrade(production):
    (job,) = kind(production, "Job").values()
    assert container(job["spec"]["template"])["command"] == ["heliodesk", "topics", "apply"]
    assert set(job["metadata"]["annotations"]["helm.sh/hook"].split(",")) == {"pre-install", "pre-upgrade"}


def test_the_hook_can_run_again(production):
    (job,) = kind(production, "Job").values()
    # A job can't be changed: the one before has to be gone, also where it failed.
    assert "before-hook-creation" in job["metadata"]["annotations"]["helm.sh/hook-delete-policy"].split(",")
    assert job["spec"]["template"]["spec"]["restartPolicy"] == "Never"
    assert job["spec"]["backoffLimit"] > 0


def test_the_hook_needs_nothing_that_is_made_after_it(production):
    (job,) = kind(production, "Job").values()
    spec = job["spec"]["template"]["spec"]
    assert "serviceAccountName" not in spec
    assert [list(volume) for volume in spec["volumes"]] == [["name", "emptyDir"]]
    assert env(job["spec"]["template"]).keys() == {"KAFKA_BOOTSTRAP_SERVERS"}


def test_the_hooks_pod_reaches_kafka_through_the_policies_that_an_upgrade_finds(production):
    (job,) = kind(production, "Job").values()
    labels = job["spec"]["template"]["metadata"]["labels"]
    open_to_it = {
        name
        for name, policy in kind(production, "NetworkPolicy").items()
        if chooses(policy["spec"]["podSelector"], labels)
    }
    assert open_to_it == {"desk-deny-all", "desk-topics"}
    rules = kind(production, "NetworkPolicy")["desk-topics"]["spec"]["egress"]
    assert [rule["ports"][-1]["port"] for rule in rules] == [53, 9092]


def test_no_deployment_takes_the_hooks_pod_for_its_own(production):
    (job,) = kind(production, "Job").values()
    labels = job["spec"]["template"]["metadata"]["labels"]
    for deployment in kind(production, "Deployment").values():
        assert not chooses(deployment["spec"]["selector"], labels)
    assert "heliodesk.io/watched" not in labels


def test_topics_can_be_left_to_somebody_else(least):
    assert kind(render(over(least, {"topics": {"apply": False}})), "Job") == {}
