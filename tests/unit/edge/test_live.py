"""Following a tenant's events: where a reader stands, and what becomes of one that doesn't keep up."""

import pytest
from aiokafka import TopicPartition

from services.edge.live.events import LiveEvent
from services.edge.live.hub import MAX_WAITING, Listener
from services.edge.live.positions import decode, encode
from services.kit.errors import Refused

TOPICS = ("b", "a")
HERE = {
    TopicPartition("a", 1): 7,
    TopicPartition("a", 0): 0,
    TopicPartition("b", 10): 3,
    **{TopicPartition("b", number): number for number in range(10)},
}


def test_a_place_reads_back_as_it_was_written():
    text = encode(HERE, TOPICS)
    assert text == "0.1.2.3.4.5.6.7.8.9.3-0.7"
    assert decode(text, TOPICS, HERE) == HERE


@pytest.mark.parametrize("text", ["", "0.7", "0.7-0.7", "0.1.2.3.4.5.6.7.8.9.x-0.7", "0.1.2.3.4.5.6.7.8.9.-3-0.7", "é"])
def test_a_text_that_is_no_place_is_refused(text: str):
    with pytest.raises(Refused, match="INVALID_LAST_EVENT_ID"):
        decode(text, TOPICS, HERE)


async def test_a_listener_gets_its_events_in_order():
    listener = Listener("shop", HERE)
    for number in range(3):
        listener.offer(LiveEvent(str(number), "{}"))
    events = listener.events()
    assert [(await anext(events)).id for _ in range(3)] == ["0", "1", "2"]


async def test_a_listener_that_does_not_keep_up_is_dropped():
    listener = Listener("shop", HERE)
    for number in range(MAX_WAITING + 1):
        listener.offer(LiveEvent(str(number), "{}"))
    assert listener.dropped
    assert [event async for event in listener.events()] == []
