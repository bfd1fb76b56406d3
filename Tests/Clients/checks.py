"""What all scripts here share: the server's address, requests, and a list of what failed."""

import gzip
import json
import sys
import urllib.error
import urllib.request

# The service's root without a slash at its end, and an operator's key.
ROOT = sys.argv[1].rstrip("/")
KEY = sys.argv[2]
BOX = "14,49,24.2,54.9"
AREA_NAMES = {"Zażółć gęślą jaźń", "Wyrwa", "Ściana wschodnia", "Łąki"}

_failures = []


def expect(condition, *what):
    """Notes a failure and goes on."""
    if not condition:
        _failures.append(" ".join(str(part) for part in what)[:2000])
    return bool(condition)


def done():
    """Ends the script: 1 if anything failed."""
    for failure in _failures[:40]:
        print("FAILED:", failure)
    if len(_failures) > 40:
        print(f"and {len(_failures) - 40} more")
    sys.exit(1 if _failures else 0)


def fetch(path, **headers):
    """Status, headers and body of a path or a whole address."""
    url = path if path.startswith("http") else ROOT + path
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            status, fields, body = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        status, fields, body = answer.code, answer.headers, answer.read()
    if fields.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return status, fields, body


def get(path, **headers):
    """The JSON of a path that has to be there."""
    status, fields, body = fetch(path, **headers)
    if not expect(status == 200, path, status, body[:300]):
        done()
    return json.loads(body)


def stats():
    """How many reports there are, all told, as an operator counts them in one cell."""
    cells = get("/layers/cells.geojson?zoom=0", Authorization=f"Bearer {KEY}")
    return sum(feature["properties"]["count"] for feature in cells["features"])
