"""OWSLib finds collections and reads pages, boxes and times."""

from checks import AREA_NAMES, ROOT, done, expect
from owslib.ogcapi.features import Features

service = Features(f"{ROOT}/ogc/")
expect(any("core" in uri for uri in service.conformance()["conformsTo"]), "conformance")
expect(service.feature_collections() == ["reports", "cells", "areas-regiony"], service.feature_collections())
expect(service.api()["openapi"].startswith("3.0."), "openapi")
for name in service.feature_collections():
    collection = service.collection(name)
    west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
    expect(13 <= west < east <= 25 and 48 <= south < north <= 56, name, "extent")
    first = service.collection_items(name, limit=2)
    expect(first["numberReturned"] == 2 and first["numberMatched"] >= 3, name, "first page")
    item = service.collection_item(name, first["features"][0]["id"])
    expect(item["geometry"] == first["features"][0]["geometry"], name, "an item is another alone")

ids, offset = [], 0
while True:
    page = service.collection_items("reports", limit=700, offset=offset)
    ids += [feature["id"] for feature in page["features"]]
    offset += 700
    if not any(link["rel"] == "next" for link in page["links"]):
        break
expect(len(ids) == len(set(ids)) == page["numberMatched"], "pages", len(ids), page["numberMatched"])

box = service.collection_items("reports", bbox=[15, 50, 18, 53], limit=10000)
places = [feature["geometry"]["coordinates"] for feature in box["features"]]
expect(places and all(15 <= x <= 18 and 50 <= y <= 53 for x, y in places), "bbox")
halves = [
    service.collection_items("reports", datetime_=interval, limit=1)["numberMatched"]
    for interval in ["../2021-12-31T23:59:59Z", "2022-01-01T00:00:00Z/.."]
]
expect(min(halves) > 0 and sum(halves) == len(ids), "times", halves, len(ids))
chosen = service.collection_items("reports", category="speeding", limit=10000)
expect({feature["properties"]["category"] for feature in chosen["features"]} == {"speeding"}, "category")
names = {feature["properties"]["name"] for feature in service.collection_items("areas-regiony")["features"]}
expect(names == AREA_NAMES, names)
done()
