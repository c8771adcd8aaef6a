"""Reads paths, one a line, and writes what feedparser finds in each: see ReadingComparison."""
import sys

import feedparser


def says(value):
    """Whether there is anything in it: an item in which nothing is said counts for no reader."""
    if isinstance(value, dict):
        return any(says(v) for k, v in value.items() if k not in ("base", "type", "language"))
    if isinstance(value, (list, tuple)) and not hasattr(value, "tm_year"):
        return any(says(v) for v in value)
    return bool(value.strip()) if isinstance(value, str) else value not in (None, False)

for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        with open(path, "rb") as document:
            parsed = feedparser.parse(document.read(), response_headers={"content-location": "http://127.0.0.1:8097/feed.xml"})
        entries = [e for e in parsed.entries if says(e)]
        dated = sum(1 for e in entries if e.get("published_parsed") or e.get("updated_parsed") or e.get("created_parsed"))
        titled = sum(1 for e in entries if (e.get("title") or "").strip())
        linked = sum(1 for e in entries if e.get("link"))
        texts = sum(1 for e in entries if (e.get("summary") or "").strip() or any((c.get("value") or "").strip() for c in e.get("content", [])))
        print(path, len(entries), dated, titled, linked, texts, sep="\t")
    except Exception:  # a peer that fails has read nothing
        print(path)
