"""Vector tiles hold to Mapbox's specification 2.1, and other people's library reads the same out of them."""

import math

import mapbox_vector_tile
import tile_rules
from checks import KEY, ROOT, done, expect, fetch, get, stats
from shapely.geometry import shape

OPERATOR = {"Authorization": f"Bearer {KEY}"}
KINDS = {
    "cells": tile_rules.POLYGON, "clusters": tile_rules.POINT, "points": tile_rules.POINT, "areas": tile_rules.POLYGON,
}
FILTERS = ["", "?category=speeding", "?status=new&source=public", "?from=2024-01-01&hours=20-04", "?area=regiony/W1"]


def tile_of(place, zoom):
    """The tile that holds a place."""
    side, latitude = 1 << zoom, math.radians(place[1])
    x = int((place[0] + 180) / 360 * side)
    y = int((1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * side)
    return f"{zoom}/{x}/{y}"


def check(path, **headers):
    """Checks one tile; returns the properties of its layer's features by our reading and by the library's."""
    status, fields, body = fetch(path, **headers)
    expect(status == 200 and fields["Content-Type"] == "application/vnd.mapbox-vector-tile", path, status)
    broken = tile_rules.fault(body)
    if not expect(broken is None, path, broken):
        return []
    layers = tile_rules.read(body)
    for what in tile_rules.advice(layers):
        expect(False, path, what)
    expect([layer.name for layer in layers] == ([path.split("/")[2]] if body else []), path, layers)
    for layer in layers:
        kinds = {feature.type for feature in layer.features}
        expect(kinds == {KINDS[layer.name]}, path, "types", kinds)
        single = all(len(feature.parts) == 1 for feature in layer.features)
        expect(single or layer.name == "areas", path, "features of several parts")
    found = []
    for name, layer in mapbox_vector_tile.decode(body).items():
        for feature in layer["features"]:
            geometry = shape(feature["geometry"])
            expect(geometry.is_valid and not geometry.is_empty, path, feature["geometry"])
            number = feature["properties"]["id" if name == "points" else "count"]
            expect(isinstance(number, int), path, feature["properties"])
        found += [feature["properties"] for feature in layer["features"]]
    expect(len(found) == sum(len(layer.features) for layer in layers), path, "features", len(found))
    return found


total = stats()
document = get("/layers")
listed = [layer["name"] for layer in document["layers"] if "vectorTiles" in layer] + ["areas"]
expect(set(listed) == set(KINDS), "vector layers", set(listed))
expect(all("vectorTiles" in layer for layer in document["areas"]), "vector tiles of areas", document["areas"])
# Tiles around a report of the public's, as an operator sees it, and one where nothing is.
first = get("/ogc/collections/reports/items?limit=1")["features"][0]
exact = get(f"/ogc/collections/reports/items/{first['id']}", **OPERATOR)["geometry"]["coordinates"]
TILES = [tile_of(exact, zoom) for zoom in [0, 3, 6, 9, 12, 14, 17, 22]] + ["9/0/0"]
seen = empty = 0
for name in listed:
    for headers in [{}, OPERATOR]:
        for filter_ in FILTERS:
            for tile in TILES:
                path = f"/layers/{name}/{tile}.mvt{filter_}"
                found = check(path, **headers)
                seen, empty = seen + 1, empty + (not found)
                if filter_ and headers:
                    continue
                if name == "areas":
                    all_areas = get("/layers/areas.geojson" + filter_, **headers)["features"]
                    counts = {feature["id"]: feature["properties"]["count"] for feature in all_areas}
                    expect(all(counts[area["id"]] == area["count"] for area in found), path, "counts differ")
                    expect(tile != "0/0/0" or len(found) == len(all_areas), path, "areas", len(found))
                    continue
                same = get(path.replace(".mvt", ".geojson"), **headers)["features"]
                if name == "points":
                    ids = [feature["id"] for feature in same]
                    expect([properties["id"] for properties in found] == ids, path, "reports differ")
                if name == "cells":
                    counts = sorted(properties["count"] for properties in found)
                    expect(counts == sorted(feature["properties"]["count"] for feature in same), path, "counts differ")
                if tile == "0/0/0" and not filter_ and (name == "cells" or name == "clusters" and headers):
                    expect(sum(properties["count"] for properties in found) == total, path, "counts", total)
    expect(fetch(f"/layers/{name}/9/0/0.mvt")[2] == b"", "an empty tile has layers")
    fields = get(f"/layers/{name}.json")["vector_layers"]
    expect([layer["id"] for layer in fields] == [name], f"{ROOT}/layers/{name}.json", fields)
print(seen, "tiles,", empty, "of them empty")
expect(seen - empty > 60, "too many empty tiles", empty)
done()
