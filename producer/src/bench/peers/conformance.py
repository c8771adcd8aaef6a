"""Judges what a reader made of feedparser's own test cases by the expectations in their comments.

conformance.py TESTS < items.jsonl      items.jsonl as ReadingComparison --items TESTS writes it
conformance.py TESTS --feedparser       feedparser itself

A case counts only where all it asks for has a counterpart in a raw item; titles are compared as plain text.
"""
import html
import json
import os
import re
import sys
import time

EXPECT = re.compile(r"Description:\s*(.*?)\s*Expect:\s*(.*)\s*-->", re.S)


class NotComparable(Exception):
    pass


class Strict(dict):
    """A dictionary as feedparser's, that says so where a key has no counterpart."""

    def __getitem__(self, key):
        if key in self:
            return dict.__getitem__(self, key)
        if key in self.known:
            raise KeyError(key)
        raise NotComparable(key)

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    __getattr__ = __getitem__
    known = set()


class Item(Strict):
    known = {"title", "link", "id", "guid", "author", "published_parsed", "updated_parsed", "published", "updated",
             "content", "summary", "description", "comments", "enclosures", "tags", "category"}


class Feed(Strict):
    known = {"title", "link", "language", "generator"}


def plain(text):
    return " ".join(html.unescape(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text))).split())


def parsed(instant):
    return tuple(time.strptime(instant[:19], "%Y-%m-%dT%H:%M:%S"))[:8] + (0,)


def item(raw):
    out = {}

    def put(key, value):
        if value is not None:
            out[key] = value

    put("title", raw["title"])
    put("link", raw["link"])
    put("id", raw["guid"])
    put("guid", raw["guid"])
    put("comments", raw["commentsLink"])
    if raw["authors"]:
        out["author"] = raw["authors"][0]["name"]
    for date in ("published", "updated"):
        put(date, raw[date + "Text"])
        if raw[date] is not None:
            out[date + "_parsed"] = parsed(raw[date])
    summary = raw["summaryHtml"]
    if raw["contentHtml"] is not None:
        out["content"] = [Strict({"value": raw["contentHtml"].strip()})]
        summary = summary if summary is not None else raw["contentHtml"]
    if summary is not None:
        out["summary"] = out["description"] = summary.strip()
    if raw["categories"]:
        out["tags"] = [Strict({"term": c["term"], "scheme": c["scheme"], "label": None}) for c in raw["categories"]]
        out["category"] = raw["categories"][0]["term"]
    enclosures = [m for m in raw["media"] if m["role"] == "enclosure"]
    if enclosures:
        out["enclosures"] = [
            Strict({"href": m["url"], "url": m["url"], "type": m["type"], "length": str(m["length"])}) for m in enclosures]
    return Item(out)


def ours(line):
    if "feed" not in line:
        return None
    feed = {k: v for k, v in (("title", line["feed"]["title"]), ("link", line["feed"]["site"]),
                              ("language", line["feed"]["language"]), ("generator", line["feed"]["generator"])) if v}
    return {"feed": Feed(feed), "entries": [item(i) for i in line["items"]]}


class Text(str):
    """Text that is equal to what reads the same."""

    def __eq__(self, other):
        # Ours is plain text already: what looks like a tag in it is none.
        return isinstance(other, str) and plain(other) in (plain(self), " ".join(self.split()))

    __hash__ = str.__hash__


def soften(result):
    for holder in [result["feed"], *result["entries"]]:
        for key in ("title", "author"):
            if key in holder:
                holder[key] = Text(holder[key])
    return result


def cases(folder):
    for root, _, names in sorted(os.walk(folder)):
        if "sanitize" in root:
            continue
        for name in sorted(names):
            path = os.path.join(root, name)
            if not name.endswith(".xml"):
                continue
            text = open(path, "rb").read().decode("utf-8", "replace")
            match = EXPECT.search(text)
            if match and "Header:" not in text:
                yield path, re.sub(r"^(not )?bozo( == [01])? and ", "", match.group(2).strip())


def main():
    folder = sys.argv[1]
    if "--feedparser" in sys.argv:
        import feedparser
        base = {"content-location": "http://127.0.0.1:8097/feed.xml"}
        read = lambda path: feedparser.parse(open(path, "rb").read(), response_headers=base)
        results = None
    else:
        results = {}
        for text in sys.stdin:
            line = json.loads(text)
            results[line["path"]] = ours(line)
        read = None
    comparable = met = 0
    for path, expect in cases(folder):
        # Which cases count is decided by the same rule for both: all names must have a counterpart.
        names = set(re.findall(r"entries\[\d+\](?:\.|\[')(\w+)", expect)) | set(re.findall(r"feed(?:\.|\[')(\w+)", expect))
        if not re.match(r"(not )?(entries|feed|len)", expect) or not names <= Item.known | Feed.known:
            continue
        if re.search(r"feed(\.|\[')(?!title|link\b|language|generator\b)", expect) or re.search(r"(_detail|links|\.length|'type'|\['base|label)", expect):
            continue
        if read:
            result = read(path)
        else:
            result = results.get(path)
        comparable += 1
        try:
            ok = result is not None and bool(eval(expect, {}, dict(soften(result) if results is not None else result)))
        except NotComparable:
            comparable -= 1
            continue
        except Exception:
            ok = False
        met += ok
        if not ok and "--failed" in sys.argv:
            print(path, "|", expect)
    print(f"{met} of {comparable} cases met ({100 * met / max(1, comparable):.1f} %)")


main()
