"""From the generator's CSV to clusters with Splink: what the speed table times. Prints one JSON line.

The candidate rules are those of the table. Settings are as in Splink's own guides for persons; whatever saves it work
without changing its clusters is used: pairs under even odds are not kept.
"""

import json
import platform
import resource
import sys
import time

started = time.perf_counter()

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.clustering import cluster_pairwise_predictions_at_threshold as cluster

imported = time.perf_counter()
connection = duckdb.connect()
api = DuckDBAPI(connection=connection)
rows = connection.sql(
    f"""select rid, nullif(name, '') as name, substr(name, 1, 1) as surname, nullif(dob, '') as dob,
        nullif(gender, '') as gender, nullif(id_no, '') as id_no, nullif(phone, '') as phone,
        nullif(comm, '') as comm
        from read_csv('{sys.argv[1]}', all_varchar=true)"""
).to_arrow_table()
table = api.register(rows)
read = time.perf_counter()

rules = [["id_no"], ["phone"], ["name"], ["dob", "surname"], ["dob", "comm"]]
settings = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="rid",
    comparisons=[
        cl.NameComparison("name").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("gender"),
        cl.DamerauLevenshteinAtThresholds("id_no", [1, 2]),
        cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
        cl.ExactMatch("comm").configure(term_frequency_adjustments=True),
    ],
    blocking_rules_to_generate_predictions=[block_on(*columns) for columns in rules],
    retain_matching_columns=False,
    retain_intermediate_calculation_columns=False,
)
linker = Linker(table, settings)
linker.training.estimate_probability_two_random_records_match([block_on("id_no")], recall=0.7)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
for columns in [["id_no"], ["name", "dob"]]:
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
trained = time.perf_counter()
edges = linker.inference.predict(threshold_match_probability=0.5)
predicted = time.perf_counter()
clusters = cluster(
    table,
    edges,
    api,
    node_id_column_name="rid",
    edge_id_column_name_left="rid_l",
    edge_id_column_name_right="rid_r",
    threshold_match_probability=0.95,
)
count = connection.execute(f"select count(distinct cluster_id) from {clusters.physical_name}").fetchall()[0][0]
ended = time.perf_counter()
print(
    json.dumps(
        {
            "versions": {"splink": splink.__version__, "duckdb": duckdb.__version__, "python": platform.python_version()},
            "records": rows.num_rows,
            "clusters": count,
            "stages": {
                "import": imported - started,
                "read": read - imported,
                "train": trained - read,
                "score": predicted - trained,
                "cluster": ended - predicted,
            },
            # The import of Python's modules is not counted, as the start of Node is not.
            "seconds": ended - imported,
            "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
    )
)
