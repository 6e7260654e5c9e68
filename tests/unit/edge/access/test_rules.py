"""What the contracts say of who may make their calls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from heliodesk.common.v1 import access_pb2 as pb
from heliodesk.common.v1.types_pb2 import Actor

from services.edge.access.rules import SCOPES, BadAccess, Rule, is_staff_only, rule_of, within
from services.edge.contracts import is_bound, services

# Fields that say who acts, by the contracts' own names for it.
ACTS = frozenset({"agent_id", "actor", "by", "moderator"})


def _acts(name: str, *more: str) -> bool:
    return name in ACTS or name in more or name.endswith("_by")


def open_calls() -> Iterator[tuple[MethodDescriptor, Rule]]:
    for service in services():
        for method in service.methods:
            rule = rule_of(method)
            if rule is not None:
                yield method, rule


def test_every_call_of_the_edge_says_who_may_make_it_and_no_other_does():
    methods = [method for service in services() for method in service.methods]
    at_the_edge = {method.full_name for method in methods if is_bound(method) or method.server_streaming}
    assert {method.full_name for method, _ in open_calls()} == at_the_edge


def test_every_call_is_for_some_scope_so_that_every_system_can_be_given_what_it_needs():
    assert [method.full_name for method, rule in open_calls() if rule.scope not in SCOPES] == []


def test_nobody_makes_a_call_in_anothers_name_because_a_contract_forgot_to_say_who_acts():
    asked = {method.full_name: method.input_type.fields_by_name for method, _ in open_calls()}
    named = {call: {name for name in fields if _acts(name, "author")} for call, fields in asked.items()}
    said = {method.full_name: set(rule.acts_as) for method, rule in open_calls()}
    assert named == said


def test_a_customer_is_held_to_what_a_request_names():
    for method, rule in open_calls():
        if rule.customer is None:
            continue
        fields = method.input_type.fields_by_name
        held = rule.customer.field
        if "customer_id" in fields:
            assert held == ("customer_id",), f"{method.full_name} takes anybody's customer id"
        elif "ticket_id" in fields:
            assert held == ("ticket_id",), f"{method.full_name} takes anybody's ticket"


def test_customers_are_told_nobodys_name_who_acts_for_the_shop():
    """But for who answers: a message's author signs."""
    told = {}
    for method, rule in open_calls():
        if rule.customer is not None:
            told |= {message.full_name: message for message in within(method.output_type)}
    texts = [field for message in told.values() for field in message.fields if _names_somebody(field)]
    named = [field.full_name for field in texts if _acts(field.name, "assignee_id") and not is_staff_only(field)]
    assert texts and named == []


def _names_somebody(field: FieldDescriptor) -> bool:
    return field.type == FieldDescriptor.TYPE_STRING or field.message_type is Actor.DESCRIPTOR


def test_a_partner_is_held_to_its_tickets():
    for method, rule in open_calls():
        if rule.partner is not None and method.name != "SetPresence":
            assert rule.partner.field, f"{method.full_name} is open to partners as a whole"
        if rule.partner is not None and "ticket_id" in method.input_type.fields_by_name:
            assert rule.partner.field == ("ticket_id",)


def test_loyalty_is_closed_to_partners():
    assert [m.full_name for m, rule in open_calls() if "loyalty" in m.full_name and rule.partner is not None] == []


def method_saying(**said) -> MethodDescriptor:
    """A call that takes a GetTicketRequest-like message, with this option."""
    file = descriptor_pb2.FileDescriptorProto(name="made.proto", package="made", syntax="proto3")
    request = file.message_type.add(name="Request")
    request.field.add(name="id", number=1, type=9, label=1)
    request.field.add(name="ids", number=2, type=9, label=3)
    request.field.add(name="count", number=3, type=3, label=1)
    method = file.service.add(name="Service").method.add(name="Call", input_type=".made.Request")
    method.output_type = ".made.Request"
    method.options.Extensions[pb.access].CopyFrom(pb.Access(**said))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return pool.FindServiceByName("made.Service").methods[0]


@pytest.mark.parametrize(
    "said",
    [
        {"acts_as": "who"},
        {"acts_as": "count"},
        {"acts_as": "id.of"},
        {"customer": pb.Reach(ticket="ids")},
        {"customer": pb.Reach(ticket="")},
        {"customer": pb.Reach()},
        {"customer": pb.Reach(all=False)},
        {"customer": pb.Reach(team="id")},
        {"customer": pb.Reach(all=True, **{"with": "id"})},
        {"customer": pb.Reach(all=True, without=["who"])},
        {"partner": pb.Reach(order="id")},
        {"partner": pb.Reach(customer="id")},
    ],
)
def test_a_contract_that_says_what_can_not_be_enforced_is_found_when_the_edge_starts(said: dict):
    with pytest.raises(BadAccess, match=r"made\.Service\.Call"):
        rule_of(method_saying(**said))


def test_a_rule_is_read_from_what_a_contract_says():
    rule = rule_of(method_saying(staff=pb.STAFF_ROLE_LEAD, scope=pb.SCOPE_TICKETS_READ, acts_as="id"))
    assert (rule.staff, rule.scope, rule.acts_as) == ("lead", "tickets:read", ("id",))
    assert (rule.customer, rule.partner) == (None, None)


def test_a_contract_that_says_nothing_closes_its_call():
    method = next(m for service in services() for m in service.methods if m.name == "GetUnpublished")
    assert rule_of(method) is None
