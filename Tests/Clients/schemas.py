"""Every kind of answer against the published schemas, and RFC 7946's rules that a schema cannot say."""

import csv
import io
import json
import pathlib
import re

import jsonschema
import referencing
import yaml
from checks import BOX, KEY, ROOT, done, expect, fetch
from referencing.jsonschema import DRAFT202012

FOLDER = pathlib.Path(__file__).parent / "Schemas"
OGC = "https://schemas.example/ogcapi-features/"


def repaired(node):
    """OGC's files write `type: null` without quotes, which YAML reads as no value."""
    if isinstance(node, list):
        return [repaired(value) for value in node]
    if not isinstance(node, dict):
        return node
    node = {key: repaired(value) for key, value in node.items()}
    if "type" in node and node["type"] is None:
        node["type"] = "null"
    elif isinstance(node.get("type"), list):
        node["type"] = [value or "null" for value in node["type"]]
    return node


registry = referencing.Registry()
for file in (FOLDER / "ogcapi-features").glob("*.yaml"):
    content = repaired(yaml.safe_load(file.read_text()))
    registry = registry.with_resource(OGC + file.name, DRAFT202012.create_resource(content))


def ogc(name):
    return jsonschema.Draft202012Validator({"$ref": OGC + name + ".yaml"}, registry=registry)


def file(path):
    return jsonschema.Draft7Validator(json.loads((FOLDER / path).read_text()))


COLLECTION, FEATURE = file("geojson/FeatureCollection.json"), file("geojson/Feature.json")
TILEJSON = file("tilejson/schema.json")
# "When describing a set of raster tiles … the vector_layers key is not required" (TileJSON 3.0.0, 3.3); the schema forgot.
PICTURES = jsonschema.Draft7Validator(
    TILEJSON.schema | {"required": [key for key in TILEJSON.schema["required"] if key != "vector_layers"]})
checked = 0


def answer(path, status, kind, validators, **headers):
    """The JSON of an answer that has the status, the content type and all the schemas."""
    global checked
    checked += 1
    code, fields, body = fetch(path, **headers)
    sort = fields.get("Content-Type", "").split(";")[0]
    if not expect(code == status and sort == kind, path, code, sort, body[:200]):
        return {}
    document = json.loads(body)
    for validator in validators:
        for error in list(validator.iter_errors(document))[:3]:
            expect(False, path, "/".join(str(part) for part in error.absolute_path), error.message[:300])
    return document


def area(ring):
    """Twice the signed area: positive counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


def polygons(geometry):
    """The polygons of a geometry."""
    return {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}.get(geometry["type"], [])


def rfc7946(path, features):
    """Rings closed and turned rightly, places in the world, 7 decimals, ids that occur once, no old `crs`."""
    ids = [feature.get("id") for feature in features]
    expect(None not in ids and len(set(ids)) == len(ids), path, "ids missing or twice")
    for feature in features:
        expect("crs" not in feature, path, "crs")
        geometry = feature["geometry"]
        numbers = re.findall(r"-?[0-9.e+-]+", json.dumps(geometry["coordinates"]))
        expect(all(re.fullmatch(r"-?\d{1,3}(\.\d{1,7})?", number) for number in numbers), path, "numbers", numbers[:8])
        pairs = list(zip(map(float, numbers[::2]), map(float, numbers[1::2])))
        expect(all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in pairs), path, "outside the world", pairs[:4])
        for rings in polygons(geometry):
            expect(all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings), path, "rings are open")
            expect(area(rings[0]) > 0 and all(area(ring) < 0 for ring in rings[1:]), path, "rings turn the wrong way")


def features(path, *validators, **headers):
    document = answer(path, 200, "application/geo+json", [COLLECTION, *validators], **headers)
    found = document.get("features", [])
    rfc7946(path, found)
    expect(document.get("numberReturned", len(found)) == len(found), path, "numberReturned", len(found))
    expect(document.get("numberMatched", len(found)) >= len(found), path, "numberMatched")
    expect("crs" not in document, path, "crs")
    # The design's members; a feed does not know how much is still to come.
    members = {"timeStamp", "numberReturned", "numberMatched"}
    expect(members <= set(document), path, "lacks", members - set(document))
    if "bbox" in document:
        west, south, east, north = document["bbox"]
        expect(south <= north, path, "bbox", document["bbox"])
    return found


# Layers, for the public and for an operator.
for headers in [{}, {"Authorization": f"Bearer {KEY}"}]:
    for path in [
        "cells.geojson?zoom=0", "cells.geojson?zoom=6", f"cells.geojson?zoom=9&bbox={BOX}", "cells/7/70/42.geojson",
        "cells.geojson?zoom=8&adaptive=20", "cells/0/0/0.geojson?detail=3", "cells/7/0/0.geojson",
        "cells.geojson?zoom=6&bbox=170,-60,25,60", "cells.geojson?zoom=6&category=wild-bathing",
        "clusters.geojson?zoom=6", f"clusters.geojson?zoom=9&bbox={BOX}", "clusters/7/70/42.geojson",
        "points.geojson?limit=500", "points/14/9027/5347.geojson", "points.geojson?limit=10&bbox=170,-60,25,60",
        "areas.geojson", "areas.geojson?layer=regiony&group=traffic",
    ]:
        features("/layers/" + path, **headers)
clusters = features("/layers/clusters.geojson?zoom=5")
clusters = sorted(clusters, key=lambda feature: -feature["properties"]["count"])[:5]
expect(clusters, "there are no clusters")
for cluster in clusters:
    base = f"/layers/clusters/{cluster['id']}"
    features(base + "/children")
    leaves = features(base + "/leaves?limit=50")
    expect(leaves, base, "has no leaves")

# TileJSON of pictures and of vectors.
vectors = [f"/layers/{name}.json" for name in ["cells", "clusters", "points", "areas"]]
for path in ["/tiles/heat.json", "/tiles/density.json", *vectors]:
    document = answer(path, 200, "application/json", [TILEJSON if path.startswith("/layers") else PICTURES])
    expect(document.get("tilejson") == "3.0.0", path, "version")
    expect(("vector_layers" in document) == path.startswith("/layers"), path, "vector_layers")
    for tiles in document.get("tiles", []):
        expect(tiles.startswith(ROOT), path, tiles)
        tile = tiles.replace("{z}", "6").replace("{x}", "35").replace("{y}", "21")
        expect(fetch(tile)[0] == 200, tile)

# OGC API - Features.
TYPE = "application/json"
landing = answer("/ogc", 200, TYPE, [ogc("landingPage")])
answer("/ogc/conformance", 200, TYPE, [ogc("confClasses")])
collections = answer("/ogc/collections", 200, TYPE, [ogc("collections")])
answer("/ogc/api", 200, "application/vnd.oai.openapi+json", [])
ITEMS, ITEM = ogc("featureCollectionGeoJSON"), ogc("featureGeoJSON")
for collection in collections["collections"]:
    base = f"/ogc/collections/{collection['id']}"
    alone = answer(base, 200, TYPE, [ogc("collection")])
    expect(alone == collection, base, "differs from its entry in the list")
    for query in ["", "?limit=1", f"?limit=3&bbox={BOX}", "?datetime=2022-01-01T00:00:00Z/..", "?offset=100000"]:
        features(base + "/items" + query, ITEMS)
    first = features(base + "/items?limit=1", ITEMS)[0]
    item = answer(f"{base}/items/{first['id']}", 200, "application/geo+json", [FEATURE, ITEM])
    rfc7946(base, [item])
    problem = answer(base + "/items/none-such", 404, "application/problem+json", [ogc("exception")])
    expect(problem.get("status") == 404, base, problem)
features("/ogc/collections/reports/items?since=0&limit=10", ITEMS)
for path, parameter in [
    ("/ogc/collections/reports/items?limit=0", "limit"), ("/ogc/collections/reports/items?bbox=1,2,3", "bbox"),
    ("/ogc/collections/reports/items?datetime=yesterday", "datetime"), ("/ogc/collections?colour=red", "colour"),
    ("/layers/cells.geojson?zoom=99", "zoom"), ("/layers/points.geojson?limit=x", "limit"),
]:
    problem = answer(path, 400, "application/problem+json", [ogc("exception")])
    expect(problem.get("parameter") == parameter and problem.get("status") == 400, path, problem)
answer("/ogc/collections/none-such", 404, "application/problem+json", [ogc("exception")])

# Every link of the documents leads somewhere, and to what it promises.
links = landing["links"] + collections["links"] + [link for one in collections["collections"] for link in one["links"]]
for link in links:
    code, fields, body = fetch(link["href"])
    sort = fields.get("Content-Type", "").split(";")[0]
    expect(code == 200 and sort == link["type"].split(";")[0], link["rel"], link["href"], code, sort)
    if sort == "text/html":
        expect(b"</html>" in body, link["href"], "is no page")
    if sort == "text/csv":
        rows = list(csv.reader(io.StringIO(body.decode())))
        expect(len(rows) > 1 and len({len(row) for row in rows}) == 1, link["href"], "is no table")
print(checked, "answers checked")
done()
