"""Our rules of vector tiles judge tiles as others do: tiles broken on purpose, and the fixtures that Mapbox publishes.

The fixtures are those of github.com/mapbox/mvt-fixtures, 4.0.0: `mvt-fixtures.json` beside this script, or the folder
`fixtures` in $MVT_FIXTURES. Without them what is broken on purpose is all that is judged.
"""

import base64
import json
import os
import pathlib
import sys

import tile_rules

# Fixtures that nobody can judge as published: the specification has no answer, or another.
UNDECIDED = {
    "016": "byte for byte fixture 003, which is invalid: proto2 leaves a type of UNKNOWN out as a default",
    "057": "a MoveTo of count 536,870,911 with one pair of parameters: 4.3.3.1 demands as many pairs as the count says, "
           "and fixtures 051 and 052 are invalid by it",
}


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out) + bytes([number])


def numbered(number, value):
    return varint(number << 3) + varint(value)


def long(number, value):
    return varint(number << 3 | 2) + varint(len(value)) + value


def packed(number, values):
    return long(number, b"".join(varint(value) for value in values))


def zigzag(*numbers):
    return [number << 1 ^ number >> 63 for number in numbers]


def ring(*points, start=(0, 0), close=15):
    """The geometry of a ring from where the last one ended."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip((start,) + points, points)]
    flat = [zigzag(*step) for step in steps]
    return [9, *flat[0], (len(points) - 1) << 3 | 2, *sum(flat[1:], []), close]


def tile(geometry, kind=3, tags=(0, 0), version=2, name=b"cells", more=b"", twice=False):
    """A tile of one feature with two keys and a value."""
    feature = numbered(1, 7) + packed(2, tags) + numbered(3, kind) + packed(4, geometry)
    layer = numbered(15, version) + long(1, name) + long(2, feature) + long(3, b"count") + long(3, b"level")
    layer += long(4, numbered(5, 3)) + numbered(5, 4096) + more
    return long(3, layer) * (2 if twice else 1)


def feature_alone(feature, name=b"cells"):
    """A tile of a feature without tags; without a name where it is empty."""
    return long(3, numbered(15, 2) + (long(1, name) if name else b"") + long(2, feature))


OUTER = ((0, 0), (100, 0), (100, 100), (0, 100))
HOLE = ((10, 10), (10, 20), (20, 20), (20, 10))
OTHER = ((15, 15), (15, 30), (30, 30), (30, 15))
ACROSS = ((5, 12), (5, 14), (30, 14), (30, 12))
WITHIN = ((12, 12), (12, 14), (14, 14), (14, 12))
FAR = ((110, 10), (110, 20), (120, 20), (120, 10))
SECOND = ((200, 0), (300, 0), (300, 100), (200, 100))
square = ring(*OUTER)
inner = ring(*HOLE, start=OUTER[-1])

SOUND = {
    "a square": tile(square),
    "a square with a hole": tile(square + inner),
    "two squares, one with a hole": tile(square + inner + ring(*SECOND, start=HOLE[-1])),
    "a hole that touches its ring": tile(square + ring((0, 0), (50, 50), (50, 20), start=OUTER[-1])),
    "points": tile([17, *zigzag(5, 7, -3, 2)], 1),
    "a line": tile([9, *zigzag(5, 7), 10, *zigzag(-3, 2)], 2),
    "no tags": tile(square, tags=()),
    "nothing": b"",
}
BROKEN = {
    "a ring the wrong way round": (tile(ring(*OUTER[::-1])), "first ring"),
    "a hole outside": (tile(square + ring(*FAR, start=OUTER[-1])), "outside its ring"),
    "holes that overlap": (tile(square + inner + ring(*OTHER, start=HOLE[-1])), "crosses another"),
    "holes that cross": (tile(square + inner + ring(*ACROSS, start=HOLE[-1])), "crosses another"),
    "a hole in a hole": (tile(square + inner + ring(*WITHIN, start=HOLE[-1])), "hole in a hole"),
    "a layer twice": (tile(square, twice=True), "one name"),
    "an odd number of tags": (tile(square, tags=(0, 0, 1)), "half a pair"),
    "the tag of no key": (tile(square, tags=(2, 0)), "key that is not there"),
    "the tag of no value": (tile(square, tags=(0, 1)), "value that is not there"),
    "a key twice": (tile(square, tags=(0, 0, 0, 0)), "twice in a feature"),
    "ClosePath of count 2": (tile(ring(*OUTER, close=23)), "count of 2"),
    "ClosePath of count 0": (tile(ring(*OUTER, close=7)), "count of 0"),
    "no ClosePath": (tile(square[:-1]), "without an end"),
    "a ring of two points": (tile(ring((0, 0), (1, 1))), "ClosePath after"),
    "a ring that ends where it began": (tile(ring(*OUTER, (0, 0))), "first point"),
    "a step of nothing": (tile(ring((0, 0), (9, 0), (9, 0), (9, 9))), "same point"),
    "two MoveTo in a ring": (tile([17, *zigzag(0, 0, 1, 1)] + square[3:]), "MoveTo"),
    "points of two MoveTo": (tile([9, 0, 0, 9, 2, 2], 1), "two MoveTo"),
    "a line in a point": (tile([9, 0, 0, 10, 2, 2], 1), "LineTo"),
    "a line of one point": (tile([9, 0, 0], 2), "without an end"),
    "ClosePath in a line": (tile([9, 0, 0, 10, 2, 2, 15], 2), "ClosePath in"),
    "too few parameters": (tile([9, 0, 0, 18, 2, 2]), "too few"),
    "an unknown command": (tile([11, 0, 0]), "command 3"),
    "no geometry": (tile([]), "empty geometry"),
    "an unknown type": (tile(square, 4), "unknown type"),
    "version 3": (tile(square, version=3), "version"),
    "no name": (feature_alone(numbered(3, 1) + packed(4, [9, 0, 0]), name=b""), "no name"),
    "no type": (feature_alone(packed(4, [9, 0, 0])), "no type"),
    "no geometry field": (feature_alone(numbered(3, 1)), "no geometry"),
    "two geometry fields": (feature_alone(numbered(3, 1) + packed(4, [9, 0, 0]) * 2), "twice"),
    "tags as single numbers": (feature_alone(numbered(2, 0) * 2 + numbered(3, 1) + packed(4, [9, 0, 0])), "wire type"),
    "two extents": (tile(square, more=numbered(5, 4096)), "twice"),
    "a text as a number": (tile(square, more=long(4, numbered(1, 1))), "wire type"),
    "a count of 0": (tile([1, *square]), "count of 0"),
    "a LineTo after a LineTo": (tile([9, 0, 0, 10, 2, 2, 10, 2, 2], 2), "LineTo after"),
    "a MoveTo in a ring": (tile([9, 0, 0, 18, 2, 2, 2, 4, 9, 8, 8, 15]), "MoveTo"),
    "a value of two kinds": (tile(square, more=long(4, numbered(5, 1) + numbered(7, 1))), "2 kinds"),
    "a value of no kind": (tile(square, more=long(4, b"")), "0 kinds"),
    "an unknown field": (tile(square, more=numbered(6, 1)), "field 6"),
    "a cut": (tile(square)[:-1], "longer than its message"),
}


def published():
    """The fixtures by number: whether each is valid by version 2, and its bytes."""
    beside = pathlib.Path(__file__).parent / "mvt-fixtures.json"
    if beside.exists():
        fixtures = json.loads(beside.read_text())["fixtures"]
        return {number: (one["v2"], base64.b64decode(one["tile"])) for number, one in fixtures.items()}
    folder = pathlib.Path(os.environ.get("MVT_FIXTURES", "/nowhere")) / "fixtures"
    return {
        info.parent.name: (json.loads(info.read_text())["validity"]["v2"], (info.parent / "tile.mvt").read_bytes())
        for info in sorted(folder.glob("*/info.json"))}


failures = []
for name, data in SOUND.items():
    if found := tile_rules.fault(data):
        failures.append(f"{name}: {found}")
for name, (data, words) in BROKEN.items():
    found = tile_rules.fault(data)
    if found is None or words not in found:
        failures.append(f"{name}: {found}, not {words}")
fixtures = published()
for number, (is_valid, data) in fixtures.items():
    found = tile_rules.fault(data)
    if number not in UNDECIDED and (found is None) != is_valid:
        failures.append(f"fixture {number}: {found}, published as {'valid' if is_valid else 'invalid'}")
print("judged", len(SOUND), "sound and", len(BROKEN), "broken tiles and", len(fixtures), "published fixtures")
if not fixtures:
    print("skipped: there are no fixtures of mapbox/mvt-fixtures; $MVT_FIXTURES says where they are")
for failure in failures:
    print("FAILED:", failure)
sys.exit(1 if failures else 0)
