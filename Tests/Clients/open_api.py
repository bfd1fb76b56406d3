"""The OpenAPI document is valid, and requests made up from it get no 5xx and no answer that it does not describe."""

import json
import pathlib
import subprocess
import sys

from checks import ROOT, done, expect, get
from openapi_spec_validator import validate

document = get("/ogc/api")
validate(document)
# schemathesis does not look at the servers of single paths.
document["paths"] = {
    (item.pop("servers", [{"url": ROOT}])[0]["url"].removeprefix(ROOT) + path): item
    for path, item in document["paths"].items()
}
place = pathlib.Path(sys.argv[3])
(place / "api.json").write_text(json.dumps(document))
run = subprocess.run(
    [
        sys.executable, "-m", "schemathesis.cli", "run", "api.json", "--url", ROOT, "--phases", "examples,fuzzing",
        "--max-examples", "5", "--seed", "1", "--checks",
        "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
    ], cwd=place, capture_output=True, text=True)
summary = run.stdout.splitlines()
print("\n".join(summary[-12:]))
if not expect(run.returncode == 0, "schemathesis ended with", run.returncode):
    print("\n".join(summary[-150:]), run.stderr)
expect(any("Test cases" in line or "generated" in line for line in summary), "schemathesis tried nothing")
done()
