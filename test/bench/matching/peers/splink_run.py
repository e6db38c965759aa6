"""What the Splink scripts of this folder share: reading a CSV, timing, and the file that the bench reads.

The file is one JSON object: versions, seconds, candidate edges `[a, b, match weight]` from a weight of -10 up, and
the clusters that Splink itself forms at each threshold. All figures are computed from it by the bench's own evaluator.
"""

import argparse
import json
import platform
import time

import duckdb
import splink
from splink import DuckDBAPI, Linker

THRESHOLDS = [0.5, 0.95]
LEAST_WEIGHT = -10


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True, help="JSON file to write")
    parser.add_argument("input", nargs="+", help="CSV files: one to deduplicate, two to link")
    return parser.parse_args()


def read_table(connection, file, replacements=""):
    """Every column as text, names and values trimmed, blanks as null."""
    names = [row[0] for row in connection.execute("describe select * from read_csv(?, all_varchar=true)", [file]).fetchall()]
    columns = ", ".join(f"nullif(trim(\"{name}\"), '') as \"{name.strip()}\"" for name in names)
    return connection.sql(
        f"select *{replacements} from (select {columns} from read_csv('{file}', all_varchar=true))"
    ).to_arrow_table()


def run(tables, settings, train, connection, out, id_column):
    """Trains, predicts and clusters; `train(linker)` is the estimation of the data set's public demonstration."""
    started = time.perf_counter()
    api = DuckDBAPI(connection=connection)
    registered = [api.register(table) for table in tables]
    linker = Linker(registered if len(registered) > 1 else registered[0], settings)
    train(linker)
    trained = time.perf_counter()
    predictions = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT)
    predicted = time.perf_counter()
    clusters = {str(threshold): cluster(linker, predictions, threshold, id_column) for threshold in THRESHOLDS}
    clustered = time.perf_counter()
    left, right = f"{id_column}_l", f"{id_column}_r"
    edges = predictions.query_sql(f"select {left}, {right}, round(match_weight, 3) from {{this}}")
    result = {
        "versions": {"splink": splink.__version__, "duckdb": duckdb.__version__, "python": platform.python_version()},
        "seconds": {"train": trained - started, "predict": predicted - trained, "cluster": clustered - predicted},
        "clusters": clusters,
        "edges": edges.as_duckdbpyrelation().fetchall(),
    }
    with open(out, "w", encoding="utf-8") as file:
        json.dump(result, file)


def cluster(linker, predictions, threshold, id_column):
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=threshold
    )
    rows = found.query_sql(f"select cluster_id, {id_column} from {{this}}").as_duckdbpyrelation().fetchall()
    members = {}
    for name, record in rows:
        members.setdefault(name, []).append(record)
    return [sorted(records) for records in members.values()]
