"""What the specification of vector tiles, version 2.1, says that a tile MUST be; each rule by its section.

https://github.com/mapbox/vector-tile-spec/tree/master/2.1, with the comments of its vector_tile.proto. It knows no library
of ours or of others: the wire format of Protocol Buffers is read here too. What a tile SHOULD be is `advice`.
"""

from dataclasses import dataclass, field

VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5
MOVE, LINE, CLOSE = 1, 2, 7
POINT, LINESTRING, POLYGON = 1, 2, 3

# Ground reaches so far over a tile's edges, that no outline shows there.
BUFFER = 64

# By the number of a field of the message Value: its name and how it is written.
VALUES = {
    1: ("string", BYTES), 2: ("float", FOUR), 3: ("double", EIGHT), 4: ("int", VARINT), 5: ("uint", VARINT),
    6: ("sint", VARINT), 7: ("bool", VARINT)}


class Fault(Exception):
    """A rule that is broken."""


def need(condition, *what):
    if not condition:
        raise Fault(" ".join(str(part) for part in what))


@dataclass
class Feature:
    id: int | None = None
    type: int = 0
    tags: list = field(default_factory=list)
    # Points, lines, or rings without their last point; rings in the order of the tile.
    parts: list = field(default_factory=list)


@dataclass
class Layer:
    version: int | None = None
    name: str | None = None
    extent: int = 4096
    keys: list = field(default_factory=list)
    values: list = field(default_factory=list)
    features: list = field(default_factory=list)


# The wire format.

def varint(data, at):
    number = shift = 0
    while True:
        need(at < len(data) and shift < 70, "a varint has no end")
        byte = data[at]
        number |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return number & (1 << 64) - 1, at


def fields(data):
    """The fields of a message: number, how it is written, value."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        wire, number = key & 7, key >> 3
        need(number > 0, "a field of number 0")
        if wire == VARINT:
            value, at = varint(data, at)
            yield number, wire, value
            continue
        need(wire in (EIGHT, BYTES, FOUR), "wire type", wire)
        size = {EIGHT: 8, FOUR: 4}.get(wire)
        if size is None:
            size, at = varint(data, at)
        need(at + size <= len(data), "a field is longer than its message")
        yield number, wire, data[at:at + size]
        at += size


def numbers(data):
    """A packed list of uint32."""
    at, list_ = 0, []
    while at < len(data):
        number, at = varint(data, at)
        need(number < 1 << 32, "a number of more than 32 bits", number)
        list_.append(number)
    return list_


def text(data):
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Fault(f"a text is not UTF-8: {error}") from None


# Messages.

def read(data):
    """The layers of a tile; a Fault at the first rule that it breaks."""
    layers = []
    for number, wire, value in fields(data):
        # `extensions 16 to 8191` are for others; nothing else is a field of a tile.
        if 16 <= number <= 8191:
            continue
        need(number == 3 and wire == BYTES, "field", number, "of a tile")
        layers.append(layer(value))
    names = [one.name for one in layers]
    # 4.1: MUST NOT contain two or more layers whose name values are byte-for-byte identical.
    need(len(set(names)) == len(names), "two layers of one name", names)
    return layers


def layer(data):
    found, features = Layer(), []
    seen = set()
    for number, wire, value in fields(data):
        if 16 <= number <= 8191:
            continue
        expected = {15: VARINT, 1: BYTES, 2: BYTES, 3: BYTES, 4: BYTES, 5: VARINT}.get(number)
        need(wire == expected, "field", number, "of a layer with wire type", wire)
        need(number in (2, 3, 4) or number not in seen, "field", number, "of a layer is there twice")
        seen.add(number)
        if number == 15:
            found.version = value
        elif number == 1:
            found.name = text(value)
        elif number == 2:
            features.append(value)
        elif number == 3:
            found.keys.append(text(value))
        elif number == 4:
            found.values.append(value_of(value))
        else:
            need(0 < value < 1 << 32, "an extent of", value)
            found.extent = value
    # 4.1: a layer MUST contain a version, the major number of the specification that it adheres to, and a name.
    need(found.version in (1, 2), "a layer's version is", found.version)
    need(found.name is not None, "a layer has no name")
    found.features = [feature(one, found) for one in features]
    return found


def value_of(data):
    """The type and the bytes of a value. vector_tile.proto: exactly one of these must be present in a valid message."""
    found = list(fields(data))
    need(len(found) == 1, "a value of", len(found), "kinds")
    number, wire, value = found[0]
    # `extensions 8 to max` are for others, but a value has one of the known kinds.
    need(number in VALUES and wire == VALUES[number][1], "field", number, "of a value with wire type", wire)
    return VALUES[number][0], text(value) if number == 1 else value


def feature(data, owner):
    found, has, geometry = Feature(), set(), []
    for number, wire, value in fields(data):
        expected = {1: VARINT, 2: BYTES, 3: VARINT, 4: BYTES}.get(number)
        need(wire == expected, "field", number, "of a feature with wire type", wire)
        need(number not in has, "field", number, "of a feature is there twice")
        has.add(number)
        if number == 1:
            found.id = value
        elif number == 2:
            found.tags = numbers(value)
        elif number == 3:
            found.type = value
        else:
            geometry = numbers(value)
    # 4.2: a feature MUST contain a type field and a geometry field.
    need(3 in has, "a feature has no type")
    need(4 in has, "a feature has no geometry")
    need(found.type in (0, POINT, LINESTRING, POLYGON), "an unknown type", found.type)
    check_tags(found.tags, owner)
    if found.type != 0:
        found.parts = parts(geometry, found.type)
    return found


def check_tags(tags, owner):
    """4.4: pairs of the numbers of a key and a value that are there, no key twice."""
    need(len(tags) % 2 == 0, "half a pair of tags")
    need(all(tag < len(owner.keys) for tag in tags[::2]), "the tag of a key that is not there", tags)
    need(all(tag < len(owner.values) for tag in tags[1::2]), "the tag of a value that is not there", tags)
    need(len(set(tags[::2])) == len(tags) // 2, "a key is there twice in a feature", tags)


# Geometry (4.3).

def commands(list_):
    """The commands with their steps."""
    at = 0
    while at < len(list_):
        command, count = list_[at] & 7, list_[at] >> 3
        at += 1
        need(command in (MOVE, LINE, CLOSE), "command", command)
        if command == CLOSE:
            # 4.3.3.3: MUST have a command count of 1.
            need(count == 1, "ClosePath with a count of", count)
            yield CLOSE, []
            continue
        # A command of count 0 does nothing; the forms of 4.3.4 have no room for it.
        need(count > 0, "a count of 0 of command", command)
        need(at + 2 * count <= len(list_), "command", command, "with a count of", count, "has too few parameters")
        steps = [(value >> 1) ^ -(value & 1) for value in list_[at:at + 2 * count]]
        at += 2 * count
        yield command, list(zip(steps[::2], steps[1::2]))


def parts(list_, kind):
    """The points, lines or rings of a geometry, which has the form that 4.3.4 demands."""
    need(list_, "an empty geometry")
    x = y = 0
    found, is_open, last = [], False, None
    for command, steps in commands(list_):
        if command == CLOSE:
            need(kind == POLYGON, "ClosePath in points or a line")
            # 4.3.4.4: each ring is a MoveTo of count 1, a LineTo of count greater than 1, a ClosePath.
            need(last == LINE and len(found[-1]) > 2, "ClosePath after", len(found[-1]) if found else 0, "points")
            need(found[-1][0] != found[-1][-1], "a ring repeats its first point before ClosePath")
            is_open = False
        elif command == MOVE:
            need(kind != POINT or last is None, "points of two MoveTo")
            need(kind == POINT or len(steps) == 1, "MoveTo with a count of", len(steps))
            need(kind == POINT or not is_open, "MoveTo after a MoveTo, or before ClosePath")
            is_open = kind == POLYGON or kind == LINESTRING
        else:
            need(kind != POINT, "LineTo in a point")
            need(last == MOVE, "LineTo after command", last)
            # 4.3.3.2: dX and dY MUST NOT both be 0.
            need((0, 0) not in steps, "LineTo to the same point")
            is_open = kind == POLYGON
        for dx, dy in steps:
            x, y = x + dx, y + dy
            if command == MOVE:
                found.append([])
            found[-1].append((x, y))
        last = command
    need(kind == POINT or not is_open and last != MOVE, "a line or ring without an end")
    if kind == POLYGON:
        check_rings(found)
    return found


def area(ring):
    """Twice the area by the surveyor's formula: positive where the ring is exterior."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))


def check_rings(rings):
    """4.3.4.4: exterior rings, each followed by its holes, which lie in it and do not cross each other."""
    need(area(rings[0]) >= 0, "the first ring is not an exterior one")
    polygons = []
    for ring in rings:
        if area(ring) < 0:
            polygons[-1].append(ring)
        else:
            polygons.append([ring])
    for outer, *holes in polygons:
        for number, hole in enumerate(holes):
            need(all(side(point, outer) >= 0 for point in hole), "a hole outside its ring", hole)
            for other in [outer] + holes[:number]:
                need(not cross(hole, other), "a hole crosses another ring", hole)
            for other in holes[:number]:
                need(not any(side(point, other) > 0 for point in hole), "a hole in a hole", hole)


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def side(point, ring):
    """1 inside a ring, 0 on it, -1 outside."""
    inside = False
    for a, b in zip(ring, ring[1:] + ring[:1]):
        within = min(a[0], b[0]) <= point[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= point[1] <= max(a[1], b[1])
        if within and turn(a, b, point) == 0:
            return 0
        if (a[1] > point[1]) != (b[1] > point[1]):
            inside ^= (turn(a, b, point) > 0) == (b[1] > a[1])
    return 1 if inside else -1


def cross(one, other):
    """Whether sides of two rings cross, not touch."""
    return any(
        turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
        for a, b in zip(one, one[1:] + one[:1]) for c, d in zip(other, other[1:] + other[:1]))


def fault(data):
    """What rule a tile breaks, or None."""
    try:
        read(data)
        return None
    except Fault as broken:
        return str(broken)


def advice(layers):
    """What tiles SHOULD be, and ours are: of version 2, no layer without features, no type unknown, keys, values and ids once,
    no ring without an area, no buffer but that of ground."""
    for one in layers:
        if one.version != 2 or one.extent != 4096:
            yield f"version {one.version}, extent {one.extent}"
        if not one.features or not one.name:
            yield f"layer {one.name} is empty or has no name"
        for what, list_ in [("keys", one.keys), ("values", one.values),
                            ("ids", [f.id for f in one.features if f.id is not None])]:
            if len(set(list_)) != len(list_):
                yield f"{what} twice in layer {one.name}"
        for feature_ in one.features:
            if feature_.type == 0 or feature_.type == POLYGON and 0 in map(area, feature_.parts):
                yield f"a feature of type {feature_.type} without an area"
            over = BUFFER if one.name == "areas" else 0
            if any(not -over <= n <= one.extent + over for part in feature_.parts for point in part for n in point):
                yield f"a feature beyond the tile: {feature_.parts}"
