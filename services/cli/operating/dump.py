"""A store in files, and back: BSON in the folders of mongodump, so that mongorestore reads them too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import bson
from bson.codec_options import CodecOptions
from bson.json_util import CANONICAL_JSON_OPTIONS, dumps
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient
from pymongo.database import Database

from services.cli.operating.databases import Row, collections
from services.kit.mongo import store_errors

FOLDER = "dump"
_AT_ONCE = 1_000
_RAW: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)


def dump(database: Database[Row], folder: Path) -> dict[str, int]:
    """Writes `<folder>/<database>/<collection>.bson` with its `.metadata.json`; answers how many documents there are of
    each. Nobody else can read the files: they hold what customers wrote. Raises OSError."""
    counted = {}
    for collection in collections(database):
        place = folder / database.name
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        about = {"indexes": list(collection.list_indexes()), "collectionName": collection.name, "type": "collection"}
        (place / f"{collection.name}.metadata.json").write_text(dumps(about, json_options=CANONICAL_JSON_OPTIONS))
        counted[collection.name] = 0
        with (place / f"{collection.name}.bson").open("wb") as file:
            for document in collection.with_options(codec_options=_RAW).find():
                file.write(document.raw)
                counted[collection.name] += 1
    return counted


def dumped(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """(database, collection, its file) of all that a dump holds."""
    for file in sorted(folder.glob("*/*.bson")):
        yield file.parent.name, file.stem, file


def count(file: Path) -> int:
    """The documents in a file. Raises InvalidBSON for one that isn't whole."""
    with file.open("rb") as opened:
        return sum(1 for _ in bson.decode_file_iter(opened, _RAW))


def load(database: Database[Row], collection: str, file: Path) -> None:
    """Puts the documents back as they were. Indexes are made by the services when they start. Raises BulkWriteError
    where one of them is there."""
    target = database[collection].with_options(codec_options=_RAW)
    with file.open("rb") as opened:
        documents = bson.decode_file_iter(opened, _RAW)
        while page := list(islice(documents, _AT_ONCE)):
            with store_errors():
                target.insert_many(page)


def holds_anything(client: MongoClient[Row], database: str) -> bool:
    """Whether documents stand there already."""
    return any(one.find_one({}, {"_id": 1}) is not None for one in collections(client[database]))
