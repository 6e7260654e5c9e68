"""Fields of a message by their dotted paths, and the ones that customers aren't told."""

from __future__ import annotations

from google.protobuf.message import Message

from services.edge.access.rules import FieldPath, has_staff_only, is_staff_only


def read(message: Message, path: FieldPath) -> str:
    """Empty where nothing is set."""
    value = message
    for name in path:
        value = getattr(value, name)
    return value


def write(message: Message, path: FieldPath, value: object) -> None:
    """Sets the field, and makes what it stands in."""
    *outer, last = path
    for name in outer:
        message = getattr(message, name)
    setattr(message, last, value)


def clear_staff_only(message: Message) -> None:
    """Empties, at every depth, what the contract marks as for the staff alone."""
    for field, value in message.ListFields():
        if is_staff_only(field):
            message.ClearField(field.name)
        elif field.message_type is not None and has_staff_only(field.message_type):
            for held in value if field.is_repeated else (value,):
                clear_staff_only(held)
