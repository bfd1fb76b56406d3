"""QGIS without a screen: its providers read our layers and collections, and its renderer draws them."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from checks import AREA_NAMES, ROOT, done, expect, get  # noqa: E402
from qgis.core import (  # noqa: E402
    Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFeatureRequest, QgsMapRendererParallelJob,
    QgsMapSettings, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer, QgsVectorTileLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

application = QgsApplication([], False)
application.initQgis()
print("QGIS", Qgis.QGIS_VERSION)


def collection(name, more=""):
    source = f"url='{ROOT}/ogc' typename='{name}'{more}"
    layer = QgsVectorLayer(source, name, "OAPIF")
    expect(layer.isValid(), name, "is not valid", layer.error().message())
    return layer


def read(layer, request=None):
    return list(layer.getFeatures(request or QgsFeatureRequest()))


# Collections, page by page.
total = get("/ogc/collections/reports/items?limit=1")["numberMatched"]
reports = collection("reports", " pageSize='500'")
features = read(reports)
expect(len(features) == total, "reports", len(features), total)
expect(reports.featureCount() == total, "feature count", reports.featureCount(), total)
names = {field.name() for field in reports.fields()}
expect({"category", "status", "source", "occurred", "confirmations"} <= names, "fields", names)
expect(reports.crs().authid() in ("OGC:CRS84", "EPSG:4326"), "crs", reports.crs().authid())

# A filter of the layer, an expression, and the box of a view.
speeding = get("/ogc/collections/reports/items?limit=1&category=speeding")["numberMatched"]
found = read(reports, QgsFeatureRequest().setFilterExpression("\"category\" = 'speeding'"))
expect(len(found) == speeding > 0, "an expression", len(found), speeding)
filtered = collection("reports")
expect(filtered.setSubsetString("\"category\" = 'speeding'") or True, "a filter")
if filtered.subsetString():
    expect(len(read(filtered)) == speeding, "a filter of the layer", len(read(filtered)), speeding)
box = QgsRectangle(15, 50, 18, 53)
inside = read(collection("reports"), QgsFeatureRequest().setFilterRect(box))
expected = get("/ogc/collections/reports/items?limit=1&bbox=15,50,18,53")["numberMatched"]
expect(len(inside) == expected > 0, "a box", len(inside), expected)

cells = collection("cells")
expect(len(read(cells)) == get("/ogc/collections/cells/items?limit=1")["numberMatched"], "cells")
areas = collection("areas-regiony")
expect({feature["name"] for feature in read(areas)} == AREA_NAMES, "names of areas")

# Layers by their address, as "Add Vector Layer, protocol HTTP(S)" opens them.
plain = QgsVectorLayer(f"/vsicurl/{ROOT}/layers/cells.geojson?zoom=6", "plain", "ogr")
expect(plain.isValid() and plain.featureCount() > 0, "plain GeoJSON")
clusters = QgsVectorLayer(f"/vsicurl/{ROOT}/layers/clusters.geojson?zoom=6", "clusters", "ogr")
expect(clusters.isValid() and clusters.featureCount() > 0, "clusters")

# Heat over cells in one picture.
heat = QgsRasterLayer(f"type=xyz&url={ROOT}/tiles/heat/{{z}}/{{x}}/{{y}}.png&zmin=0&zmax=18", "heat", "wms")
expect(heat.isValid(), "XYZ tiles", heat.error().message())
tiles = QgsVectorTileLayer(f"type=xyz&url={ROOT}/layers/cells/{{z}}/{{x}}/{{y}}.mvt&zmin=0&zmax=14", "tiles")
expect(tiles.isValid(), "vector tiles", tiles.error().message())

mercator = QgsCoordinateReferenceSystem("EPSG:3857")
extent = QgsCoordinateTransform(
    QgsCoordinateReferenceSystem("EPSG:4326"), mercator, QgsProject.instance()
).transformBoundingBox(QgsRectangle(14, 49, 24.2, 54.9))


def colours(name, *layers):
    """How many pixels of a picture of layers are not white, and how many colours there are."""
    settings = QgsMapSettings()
    settings.setLayers(list(layers))
    settings.setDestinationCrs(mercator)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(512, 512))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    expect(not job.errors(), name, [error.message for error in job.errors()])
    picture = job.renderedImage()
    picture.save(os.path.join(sys.argv[3], name + ".png"))
    pixels = [picture.pixel(x, y) for x in range(0, 512, 2) for y in range(0, 512, 2)]
    coloured = [pixel for pixel in pixels if pixel & 0xFFFFFF != 0xFFFFFF]
    return len(coloured), len(set(coloured))


empty, _ = colours("nothing")
expect(empty == 0, "an empty picture has", empty)
for name, layers, least in [("heat", [heat], 20), ("cells", [plain], 2), ("tiles", [tiles], 2), ("both", [heat, plain], 20)]:
    count, kinds = colours(name, *layers)
    print(name, count, "pixels,", kinds, "colours")
    expect(count > 1000 and kinds >= least, name, count, "pixels,", kinds, "colours")
try:
    done()
except SystemExit as end:
    # Without taking QGIS apart: 3.22 crashes now and then where Python's end and its own meet.
    sys.stdout.flush()
    os._exit(end.code)
