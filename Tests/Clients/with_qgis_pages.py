"""QGIS without a screen reads a collection of many pages."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from checks import ROOT, done, expect, get  # noqa: E402
from qgis.core import QgsApplication, QgsVectorLayer  # noqa: E402

application = QgsApplication([], False)
application.initQgis()
LARGEST = 10_000
total = get("/ogc/collections/reports/items?limit=1")["numberMatched"]
expect(total > 2 * LARGEST, "too few reports for pages", total)

reports = QgsVectorLayer(f"url='{ROOT}/ogc' typename='reports' pageSize='{LARGEST}'", "reports", "OAPIF")
expect(reports.isValid(), reports.error().message())
found = [feature["id"] for feature in reports.getFeatures()]
expect(len(found) == len(set(found)) == total, "reports", len(found), len(set(found)), total)
expect(reports.featureCount() == total, "feature count", reports.featureCount())
print(total, "reports in pages of", LARGEST)
try:
    done()
except SystemExit as end:
    # As in with_qgis.py.
    sys.stdout.flush()
    os._exit(end.code)
