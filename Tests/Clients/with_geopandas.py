"""geopandas reads layers by URL and collections by GDAL's OAPIF driver, as in the README."""

import warnings

import geopandas
import pyogrio
from checks import AREA_NAMES, BOX, ROOT, done, expect, get, stats

# That areas in degrees are no areas on the ground.
warnings.filterwarnings("ignore", message="Geometry is in a geographic CRS")
total = stats()


def read(what, **options):
    frame = geopandas.read_file(what, **options)
    expect(frame.crs is not None and frame.crs.to_epsg() == 4326, what, "crs", frame.crs)
    expect(frame.geometry.is_valid.all() and not frame.geometry.is_empty.any(), what, "geometries")
    return frame


for name, kind in [("cells", "Polygon"), ("clusters", "Point")]:
    for query in ["?zoom=6", f"?zoom=8&bbox={BOX}"]:
        address = f"{ROOT}/layers/{name}.geojson{query}"
        frame, said = read(address), get(address)
        expect(len(frame) == said["numberMatched"], address, len(frame), said["numberMatched"])
        expect(set(frame.geom_type) == {kind}, address, set(frame.geom_type))
        expect(frame["count"].dtype.kind == "i" and frame["density"].dtype.kind == "f", address, frame.dtypes)
        # What clusters withhold is told in steps of three.
        withheld = said.get("withheld", 0) if name == "clusters" else 0
        slack = 3 if withheld else 1
        expect(abs(frame["count"].sum() + withheld - total) < slack, address, frame["count"].sum(), withheld, total)
        # Cells do not overlap: the area of all is that of their union.
        if kind == "Polygon":
            expect(abs(frame.area.sum() - frame.union_all().area) < 1e-6, address, "cells overlap")

points = read(f"{ROOT}/layers/points.geojson?limit=10000")
said = get("/layers/points.geojson?limit=10000")
expect(len(points) == said["numberMatched"] and 0 <= total - len(points) - said["withheld"] < 3, "points", len(points))
expect(points["occurred"].dtype.kind == "M", "occurred is", points["occurred"].dtype)

areas = read(f"{ROOT}/layers/areas.geojson")
expect(set(areas["name"]) == AREA_NAMES, set(areas["name"]))
expect(areas["count"].sum() == total, "areas", areas["count"].sum(), total)
expect(areas["ratePer1000"].dtype.kind == "f", areas.dtypes)
for area in areas.itertuples():
    inside = geopandas.read_file(f"{ROOT}/layers/points.geojson?limit=10000&area={area.id}")
    expect(0 < len(inside) <= area.count, area.name, len(inside), area.count)
    expect(inside.within(area.geometry.buffer(0.01)).all(), area.name, "points outside")

# Across the antimeridian: the east of it and the west, and nothing of Poland.
far = get("/layers/cells.geojson?zoom=3&bbox=170,-60,-170,60")
expect(far["features"] == [], "beyond the antimeridian", far["features"][:1])
wide = geopandas.read_file(f"{ROOT}/layers/cells.geojson?zoom=6&bbox=170,-60,25,60")
expect(wide["count"].sum() == total, "a box across the antimeridian", wide["count"].sum())

if "OAPIF" in pyogrio.list_drivers():
    source = f"OAPIF:{ROOT}/ogc"
    layers = {row[0] for row in pyogrio.list_layers(source)}
    expect(layers == {"reports", "cells", "areas-regiony"}, layers)
    reports = read(source, layer="reports")
    expect(len(reports) == len(points), "reports", len(reports), len(points))
    expect(set(reports["id"]) == set(points["id"]), "reports and points hold others")
    paged = read(source, layer="reports", PAGE_SIZE=500)
    expect(sorted(paged["id"]) == sorted(reports["id"]), "pages of 500", len(paged))
    box = (15, 50, 18, 53)
    some = geopandas.read_file(source, layer="reports", bbox=box)
    expect(len(some) == len(points.cx[15:18, 50:53]), "in a box", len(some))
    chosen = geopandas.read_file(source, layer="reports", where="category = 'speeding'")
    expect(len(chosen) == (points["category"] == "speeding").sum() > 0, "category", len(chosen))
    expect(set(read(source, layer="areas-regiony")["name"]) == AREA_NAMES, "names of areas")
    expect(read(source, layer="cells")["count"].sum() == total, "cells as a collection")
    late = geopandas.read_file(source, layer="reports", DATETIME="2025-01-01T00:00:00Z/..")
    expected = get("/ogc/collections/reports/items?datetime=2025-01-01T00:00:00Z/..&limit=1")["numberMatched"]
    expect(len(late) == expected and 0 < expected < len(points), "DATETIME", len(late), expected)
done()
