"""`knowledge.db`: imported official documents.

A document is saved whole, in one transaction, and replaces what stood under its number. Its provisions are
rows (article, clause, point), so the database can be read without this program. The handbook is not stored
here: its files come with the program.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path

from knowledge.database import open_database
from knowledge.migrations import migrations
from knowledge.model import Document
from knowledge.rows import (
    Row,
    amendment_row,
    build_articles,
    build_document,
    document_row,
    provision_rows,
)

_CHILDREN = ("replacements", "amendments", "provisions")


class KnowledgeStore:
    """The official documents of one installation; `path` None keeps them in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._db = open_database(path, migrations)

    def close(self) -> None:
        """Close the database; the store cannot be used afterwards."""
        self._db.close()

    # writing

    def save(self, document: Document, content_hash: str) -> None:
        """Keep the document in place of any with its number: all of it or, on an error, nothing."""
        with self._db.atomic():
            self._delete(document.number)
            self._db.table("documents").insert(document_row(document, content_hash))
            self._db.table("replacements").insert_all(
                {"document": document.number, "ord": i, "replaced": number}
                for i, number in enumerate(document.replaces)
            )
            self._db.table("amendments").insert_all(
                amendment_row(document.number, i, a) for i, a in enumerate(document.amended_by)
            )
            self._db.table("provisions").insert_all(
                {"document": document.number, "ord": i, **row}
                for i, row in enumerate(provision_rows(document.articles))
            )

    def remove(self, number: str) -> bool:
        """Delete a document with everything in it and what was issued with it; False when there is none.

        What it amends stays amended, but its words are no longer at hand.
        """
        with self._db.atomic():
            beside = self._db.execute("SELECT number FROM documents WHERE attached_to = ?", [number]).fetchall()
            for (attached,) in beside:
                self._delete(attached)
            self._db.execute("UPDATE amendments SET text = '' WHERE by = ?", [number])
            return self._delete(number)

    def _delete(self, number: str) -> bool:
        for table in _CHILDREN:
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", [number])  # noqa: S608 (own names)
        return bool(self._db.execute("DELETE FROM documents WHERE number = ?", [number]).rowcount)

    # reading

    def documents(self) -> list[Document]:
        """Every document without its articles, by number."""
        replaced, amended = self._rows_by_document("replacements"), self._rows_by_document("amendments")
        rows = self._db.table("documents").rows_where(order_by="number")
        return [build_document(row, replaced[row["number"]], amended[row["number"]], ()) for row in rows]

    def document(self, number: str) -> Document | None:
        """One document with its articles, by its own number, or None."""
        for row in self._db.table("documents").rows_where("number = ?", [number]):
            replaced, amended, provisions = (
                list(self._db.table(t).rows_where("document = ?", [number], order_by="ord")) for t in _CHILDREN
            )
            return build_document(row, replaced, amended, build_articles(provisions))
        return None

    def load(self) -> list[Document]:
        """Every document with its articles, by number."""
        replaced, amended, provisions = (self._rows_by_document(t) for t in _CHILDREN)
        return [
            build_document(row, replaced[number], amended[number], build_articles(provisions[number]))
            for row in self._db.table("documents").rows_where(order_by="number")
            for number in [row["number"]]
        ]

    def content_hash(self, number: str) -> str | None:
        """The hash that the document was saved with, or None when it is not here."""
        rows = self._db.execute("SELECT content_hash FROM documents WHERE number = ?", [number]).fetchall()
        return str(rows[0][0]) if rows else None

    def article_counts(self) -> dict[str, int]:
        """Document number → how many articles it holds."""
        sql = "SELECT document, count(DISTINCT article) FROM provisions GROUP BY document"
        return dict(self._db.execute(sql).fetchall())

    def fingerprint(self) -> str:
        """A hash of all content: it changes when a document is added, changed or removed."""
        digest = hashlib.sha256()
        for table, order in (
            ("documents", "number"),
            ("replacements", "document, ord"),
            ("amendments", "document, ord"),
        ):
            for row in self._db.table(table).rows_where(order_by=order):
                digest.update(json.dumps(row, sort_keys=True).encode())
        return digest.hexdigest()

    def _rows_by_document(self, table: str) -> defaultdict[str, list[Row]]:
        grouped: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._db.table(table).rows_where(order_by="document, ord"):
            grouped[row["document"]].append(row)
        return grouped
