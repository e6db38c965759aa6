"""A generated Chinese city with Splink: generic settings, or with the hub's guards.

Generic reads the city's CSV as it is. With --guards the input is the hub's own prepared form (numbers upgraded to 18
digits and checked, names folded and spelled, addresses read), the levels are the hub's, and pairs that its guards hold
back are taken out before clustering: valid numbers that differ, twins, one number on two people; what a household
shares proves no more than the hub lets it. Candidates are the five rules of the comparison in both.
Writes CSV: threshold, cluster, record; and one JSON line with versions and seconds.
"""

import argparse
import json
import math
import platform
import time

import duckdb
import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.clustering import cluster_pairwise_predictions_at_threshold as cluster

THRESHOLDS = [0.5, 0.95, 0.99]
LEAST_WEIGHT = -5
HOUSEHOLD_ODDS = -11
SAMPLES = 5e6

DIFFERING_CHARACTERS = (
    "len(list_filter(list_zip(string_split(name_l, ''), string_split(name_r, '')), lambda x: x[1] <> x[2]))"
)
UNLIKE_NAMES = "gamma_name between 0 and 2"
GUARDS = {
    "valid numbers differ": "gamma_document = 1",
    "twins": f"gamma_document in (-1, 0, 2) and {UNLIKE_NAMES} and gamma_birth = 3",
    "twins of like names": "gamma_document in (0, 2) and gamma_name = 3 and gamma_birth = 3",
    "brother and sister": "gamma_document in (-1, 0, 2) and gamma_name in (3, 4) and gamma_birth = 3 and gamma_sex = 0",
    "one number on two people": f"gamma_document = 4 and {UNLIKE_NAMES} and gamma_sex = 0",
    "one number under other birth dates": f"gamma_document = 4 and {UNLIKE_NAMES} and gamma_birth < 3 and gamma_address < 2",
    "borrowed number": f"number_l = number_r and gamma_document = -1 and {UNLIKE_NAMES}",
}


def custom(condition, label, tf_column=None, null=False):
    level = cll.CustomLevel(condition, label).configure(is_null_level=null)
    if tf_column is None:
        return level
    return level.configure(tf_adjustment_column=tf_column, disable_tf_exact_match_detection=True)


def sound(side):
    return f"standing_{side} = 'sound'"


def either(standing):
    return f"(standing_l = '{standing}' or standing_r = '{standing}')"


def slip(edits):
    """Pairs at random show next to none of these: u is that of half a pair in the sample, as the hub has it."""
    condition = f"{either('unsound')} and damerau_levenshtein(number_l, number_r) <= {edits}"
    return cll.CustomLevel(condition, f"slips: {edits}").configure(u_probability=0.5 / SAMPLES, fix_u_probability=True)


def guarded_comparisons():
    both = "substr(birth_l, {0}, {1}) = substr(birth_r, {0}, {1})"
    year, month, day = both.format(1, 4), both.format(6, 2), both.format(9, 2)
    swapped = "(substr(birth_l, 6, 2) = substr(birth_r, 9, 2) and substr(birth_l, 9, 2) = substr(birth_r, 6, 2))"
    year_off = f"({month} and {day} and abs(cast(substr(birth_l, 1, 4) as int) - cast(substr(birth_r, 1, 4) as int)) = 1)"
    return [
        cl.CustomComparison(
            output_column_name="document",
            comparison_levels=[
                custom(
                    f"number_l is null or number_r is null or {either('borrowed')} or {either('parent')}",
                    "missing or somebody else's",
                    null=True,
                ),
                custom("number_l = number_r", "equal"),
                slip(1),
                slip(2),
                custom(f"{sound('l')} and {sound('r')}", "valid and different"),
                cll.ElseLevel(),
            ],
        ),
        cl.CustomComparison(
            output_column_name="name",
            comparison_levels=[
                custom("name_l is null or name_r is null", "missing", null=True),
                custom("name_l = name_r", "equal", "name"),
                custom("pinyin_l = pinyin_r", "same sound", "pinyin"),
                custom(
                    f"length(name_l) = length(name_r) and {DIFFERING_CHARACTERS} = 1 and (name_l like '%?%' or name_r like '%?%')",
                    "one character illegible",
                ),
                custom(
                    f"surname_l = surname_r and length(name_l) = length(name_r) and {DIFFERING_CHARACTERS} = 1",
                    "one character",
                    "surname",
                ),
                custom("surname_l = surname_r", "surname", "surname"),
                cll.ElseLevel(),
            ],
        ),
        cl.CustomComparison(
            output_column_name="birth",
            comparison_levels=[
                custom("birth_l is null or birth_r is null", "missing", null=True),
                custom("birth_l = birth_r", "equal"),
                custom(f"(({year}) and {swapped}) or {year_off}", "swapped or a year off"),
                custom(f"({year} and {month}) or ({year} and {day}) or ({month} and {day})", "one part differs"),
                cll.ElseLevel(),
            ],
        ),
        cl.ExactMatch("sex"),
        cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
        cl.CustomComparison(
            output_column_name="address",
            comparison_levels=[
                custom("(dwelling_l is null or dwelling_r is null) and (grid_l is null or grid_r is null)", "missing", null=True),
                custom("dwelling_l = dwelling_r", "dwelling"),
                custom("grid_l = grid_r", "grid", "grid"),
                cll.ElseLevel(),
            ],
        ),
    ]


def generic_comparisons():
    # The address as text was tried as well (edit distance, and equal): it adds household chains and lowers the F1.
    return [
        cl.NameComparison("name").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("gender"),
        cl.DamerauLevenshteinAtThresholds("id_no", [1, 2]),
        cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
        cl.ExactMatch("comm").configure(term_frequency_adjustments=True),
    ]


FORMS = {
    "generic": {
        "columns": "rid, name, gender, dob, id_no, phone, addr, comm, substr(name, 1, 1) as surname",
        "comparisons": generic_comparisons,
        "blocking": [["id_no"], ["phone"], ["name"], ["dob", "surname"], ["dob", "comm"]],
        "certain": [["id_no"], ["name", "dob", "phone"]],
        "passes": [["id_no"], ["name", "dob"], ["phone"]],
        "kept": [],
    },
    "guards": {
        "columns": "*",
        "comparisons": guarded_comparisons,
        "blocking": [["number"], ["phone"], ["name"], ["birth", "surname"], ["birth", "grid"]],
        "certain": [["number"], ["name", "birth", "phone"]],
        "passes": [["number"], ["name", "birth"], ["phone"]],
        "kept": ["number"],
    },
}


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True, help="CSV file to write")
    parser.add_argument("--guards", action="store_true", help="the hub's levels and guards; the input is prepared")
    parser.add_argument("input")
    return parser.parse_args()


def read_table(connection, file, columns):
    names = [row[0] for row in connection.execute("describe select * from read_csv(?, all_varchar=true)", [file]).fetchall()]
    blank = ", ".join(f"nullif(\"{name}\", '') as \"{name}\"" for name in names)
    return connection.sql(f"select {columns} from (select {blank} from read_csv('{file}', all_varchar=true))").to_arrow_table()


def train(linker, form):
    certain = [block_on(*columns) for columns in form["certain"]]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLES, seed=1)
    for columns in form["passes"]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))


def guarded_edges(predictions, prior):
    """The edges that no guard holds back, the household's evidence limited where names are unlike."""
    columns = {column.unquote().name for column in predictions.columns}
    bits = [name for name in ["mw_name", "mw_tf_adj_name", "mw_phone", "mw_tf_adj_phone", "mw_address"] if name in columns]
    proved = " + ".join(f"greatest(0, {name})" for name in bits)
    excess = f"case when {UNLIKE_NAMES} then greatest(0, {prior} + {proved} - ({HOUSEHOLD_ODDS})) else 0 end"
    held = " or ".join(f"({condition})" for condition in GUARDS.values())
    limited = f"select rid_l, rid_r, match_weight - {excess} as bits from {{this}} where not coalesce({held}, false)"
    return predictions.query_sql(f"select *, 1 / (1 + pow(2, -bits)) as match_probability from ({limited})")


def main():
    arguments = read_arguments()
    form = FORMS["guards" if arguments.guards else "generic"]
    started = time.perf_counter()
    connection = duckdb.connect()
    api = DuckDBAPI(connection=connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="rid",
        comparisons=form["comparisons"](),
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in form["blocking"]],
        additional_columns_to_retain=form["kept"],
        retain_matching_columns=arguments.guards,
        retain_intermediate_calculation_columns=arguments.guards,
    )
    table = api.register(read_table(connection, arguments.input, form["columns"]))
    linker = Linker(table, settings)
    train(linker, form)
    trained = time.perf_counter()
    predictions = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT)
    predicted = time.perf_counter()
    edges = predictions
    if arguments.guards:
        probability = linker.misc.save_model_to_json()["probability_two_random_records_match"]
        edges = guarded_edges(predictions, bits_of(probability))
    write_clusters(connection, table, edges, api, arguments.out)
    clustered = time.perf_counter()
    print(
        json.dumps(
            {
                "versions": {"splink": splink.__version__, "duckdb": duckdb.__version__, "python": platform.python_version()},
                "seconds": {"train": trained - started, "predict": predicted - trained, "cluster": clustered - predicted},
            }
        )
    )


def write_clusters(connection, table, edges, api, out):
    parts = []
    for threshold in THRESHOLDS:
        found = cluster(
            table,
            edges,
            api,
            node_id_column_name="rid",
            edge_id_column_name_left="rid_l",
            edge_id_column_name_right="rid_r",
            threshold_match_probability=threshold,
        )
        parts.append(f"select {threshold} as threshold, cluster_id as cluster, rid as record from {found.physical_name}")
    connection.execute(f"copy ({' union all '.join(parts)}) to '{out}' (header, delimiter ',')")


def bits_of(probability):
    return math.log2(probability / (1 - probability))


main()
