"""FEBRL 3 with Splink, after the settings of its public demonstration (docs/demos/examples/duckdb/febrl3)."""

import duckdb
import splink.comparison_library as cl
from splink import SettingsCreator, block_on
from splink_run import read_arguments, read_table, run

SWAPPED = "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"


def train(linker):
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"), SWAPPED]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
    for column in ["date_of_birth", "postcode"]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))


def main():
    arguments = read_arguments()
    connection = duckdb.connect()
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on(column) for column in ["soc_sec_id", "given_name", "surname", "date_of_birth", "postcode"]
        ],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
    )
    run([read_table(connection, arguments.input[0])], settings, train, connection, arguments.out, "rec_id")


main()
