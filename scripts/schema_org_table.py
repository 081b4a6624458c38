"""Write the part of schema.org's vocabulary against which the linked data of public pages is tested.

    .venv/bin/python scripts/schema_org_table.py schemaorg-current-https.jsonld 30.0

The file is that of a release, data/releases/<version>/ in github.com/schemaorg/schemaorg (Apache 2.0).
Of the types named here and their parents every property is kept, with the types that its values may have.
"""

import json
import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "articles" / "tests" / "exporting" / "schema_org.json"

TYPES = [
    "BreadcrumbList",
    "CollectionPage",
    "CorrectionComment",
    "ImageObject",
    "ListItem",
    "NewsArticle",
    "NewsMediaOrganization",
    "Newspaper",
    "Person",
    "ProfilePage",
    "PropertyValue",
    "PublicationIssue",
    "PublicationVolume",
    "WebPage",
]


def names(value) -> list[str]:
    """The schema.org names in a value of the vocabulary, which is one reference or a list of them."""
    values = value if isinstance(value, list) else [value] if value else []
    return [entry["@id"].removeprefix("schema:") for entry in values if entry["@id"].startswith("schema:")]


def table_of(vocabulary: dict, version: str) -> dict:
    graph = vocabulary["@graph"]
    parents = {node["@id"].removeprefix("schema:"): names(node.get("rdfs:subClassOf")) for node in graph}
    kept, waiting = {}, list(TYPES)
    while waiting:
        name = waiting.pop()
        kept[name] = parents[name]
        waiting += [parent for parent in parents[name] if parent not in kept]
    properties = {name: {} for name in kept}
    for node in graph:
        for domain in names(node.get("schema:domainIncludes")):
            if domain in kept:
                ranges = " ".join(sorted(names(node["schema:rangeIncludes"])))
                properties[domain][node["@id"].removeprefix("schema:")] = ranges
    types = {
        name: {"parents": " ".join(sorted(kept[name])), "properties": dict(sorted(properties[name].items()))}
        for name in kept
    }
    return {
        "source": f"https://schema.org/ release {version}, Apache License 2.0; made by scripts/schema_org_table.py",
        "types": dict(sorted(types.items())),
    }


if __name__ == "__main__":
    source, version = sys.argv[1:]
    table = table_of(json.loads(Path(source).read_text()), version)
    TABLE.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n")
