"""The tables of `knowledge.db`, as steps that are applied in order."""

from sqlite_utils import Database, Migrations

migrations = Migrations("knowledge")


@migrations()
def m001_documents(db: Database) -> None:
    """Documents with their dates, what they replace, what amends them, and their provisions row by row."""
    db.table("documents").create(
        {
            "number": str,
            "title": str,
            "source": str,
            "kind": str,
            "issuer": str,
            "issued_on": str,
            "effective_on": str,
            "expires_on": str,
            "consolidates": str,
            "trust": str,
            "note": str,
            "short": str,
            "full_text_missing": int,
            "content_hash": str,
        },
        pk="number",
        not_null={"title", "source", "trust", "content_hash"},
    )
    db.table("replacements").create(
        {"document": str, "ord": int, "replaced": str},
        pk=("document", "ord"),
        foreign_keys=[("document", "documents", "number")],
    )
    db.table("amendments").create(
        {"document": str, "ord": int, "by": str, "effective_on": str, "articles": str, "text": str},
        pk=("document", "ord"),
        foreign_keys=[("document", "documents", "number")],
    )
    # an article's own row has clause and point NULL; a clause without number has clause ""
    db.table("provisions").create(
        {
            "document": str,
            "ord": int,
            "article": str,
            "clause": str,
            "point": str,
            "title": str,
            "chapter": str,
            "section": str,
            "text": str,
        },
        pk=("document", "ord"),
        not_null={"article", "text"},
        foreign_keys=[("document", "documents", "number")],
    )


@migrations()
def m002_parts(db: Database) -> None:
    """What a document's numbered parts are called, and the document that a regulation or an appendix came with."""
    documents = db.table("documents")
    documents.add_column("part", str, not_null_default="Điều")
    documents.add_column("attached_to", str, not_null_default="")
