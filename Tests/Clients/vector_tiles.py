"""Vector tiles as Mapbox's specification 2 has them, decoded by other people's library and by its own protocol buffers."""

import mapbox_vector_tile
from checks import ROOT, done, expect, fetch, get, stats
from mapbox_vector_tile.Mapbox import vector_tile_pb2
from shapely.geometry import shape

KINDS = {"cells": 3, "clusters": 1}  # POLYGON and POINT


def commands(path, feature):
    """The rings or points of a geometry, in tile units; each with the commands it is made of."""
    numbers, x, y, i, parts = list(feature.geometry), 0, 0, 0, []
    while i < len(numbers):
        command, count = numbers[i] & 7, numbers[i] >> 3
        i += 1
        if not expect(command in (1, 2, 7) and count > 0, path, "command", command, count):
            return []
        if command == 7:
            expect(count == 1, path, "ClosePath with a count of", count)
            parts[-1].append("closed")
            continue
        for _ in range(count):
            x += (numbers[i] >> 1) ^ -(numbers[i] & 1)
            y += (numbers[i + 1] >> 1) ^ -(numbers[i + 1] & 1)
            i += 2
            if command == 1:
                parts.append([])
            parts[-1].append((x, y))
    return parts


def check(path):
    """Checks one tile; returns the counts by id."""
    status, fields, body = fetch(path)
    expect(status == 200 and fields["Content-Type"] == "application/vnd.mapbox-vector-tile", path, status)
    tile = vector_tile_pb2.tile()
    tile.ParseFromString(body)
    names = [layer.name for layer in tile.layers]
    expect(len(set(names)) == len(names), path, "layers", names)
    found = {}
    for layer in tile.layers:
        expect(layer.version == 2 and layer.extent == 4096, path, "version, extent", layer.version, layer.extent)
        expect(layer.name in KINDS and len(layer.features) > 0, path, layer.name, "is empty or unknown")
        expect(len(set(layer.keys)) == len(layer.keys), path, "keys twice")
        values = [value.SerializeToString() for value in layer.values]
        expect(len(set(values)) == len(values), path, "values twice")
        expect(all(len(value.ListFields()) == 1 for value in layer.values), path, "values of no or two kinds")
        ids = [feature.id for feature in layer.features if feature.HasField("id")]
        expect(len(set(ids)) == len(ids), path, "ids twice")
        for feature in layer.features:
            tags = list(feature.tags)
            expect(len(tags) % 2 == 0 and len(set(tags[::2])) == len(tags) // 2, path, "tags", tags)
            expect(all(tag < len(layer.keys) for tag in tags[::2]), path, "keys that are not there")
            expect(all(tag < len(layer.values) for tag in tags[1::2]), path, "values that are not there")
            expect(feature.type == KINDS[layer.name], path, "geometry", feature.type)
            parts = commands(path, feature)
            expect(parts, path, "no geometry")
            if feature.type == 3:
                ring = parts[0][:-1]
                expect(parts[0][-1] == "closed" and len(ring) >= 3 and ring[0] != ring[-1], path, "ring", ring)
                twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))
                expect(twice > 0, path, "an outer ring turns the wrong way", ring)
    for name, layer in mapbox_vector_tile.decode(body).items():
        for feature in layer["features"]:
            geometry = shape(feature["geometry"])
            expect(geometry.is_valid and not geometry.is_empty, path, feature["geometry"])
            expect(isinstance(feature["properties"]["count"], int), path, feature["properties"])
        found[name] = [feature["properties"] for feature in layer["features"]]
    return found


total = stats()
for name in KINDS:
    for tile in ["0/0/0", "3/4/2", "6/35/21", "9/285/168", "12/2282/1347", "14/9027/5347"]:
        path = f"/layers/{name}/{tile}.mvt"
        found = check(path).get(name, [])
        same = get(f"/layers/{name}/{tile}.geojson")["features"]
        if name == "cells":
            counts = sorted(properties["count"] for properties in found)
            expect(counts == sorted(feature["properties"]["count"] for feature in same), path, "counts differ")
        if tile == "0/0/0" and name == "cells":
            expect(sum(properties["count"] for properties in found) == total, path, "counts", total)
    # Nothing there: a tile without layers.
    status, _, body = fetch(f"/layers/{name}/9/0/0.mvt")
    expect(status == 200 and not body or status == 204, "an empty tile", status, body)
    fields = get(f"/layers/{name}.json")["vector_layers"]
    expect([layer["id"] for layer in fields] == [name], f"{ROOT}/layers/{name}.json", fields)
done()
