"""Splink with our own levels: the parts, comparisons, term frequencies and blocking rules of a settings file.

The bench writes the parts of every record as a CSV and a plan as JSON: comparisons as in ResolutionSettings, blocking
rules as lists of parts, and how Splink is to be trained. What it lacks are our guards, caps and clustering.
"""

import json

import duckdb
from splink import block_on
from splink_run import read_arguments, read_table, run


def column(part):
    return part.replace(".", "_")


def both_ways(test, condition):
    """The condition between a part of one record and, where `with` names another, that part of the other record."""
    a, b = column(test["part"]), column(test.get("with", test["part"]))
    sides = [condition(f'"{a}_l"', f'"{b}_r"')]
    if a != b:
        sides.append(condition(f'"{b}_l"', f'"{a}_r"'))
    return " or ".join(f"({side})" for side in sides)


def words_in_common(a, b):
    return f"len(list_intersect(string_split({a}, ' '), string_split({b}, ' ')))"


def begins(a, b, least):
    return f"(length({a}) >= {least} and starts_with({b}, {a})) or (length({b}) >= {least} and starts_with({a}, {b}))"


def day_parts(text):
    return [f"left({text}, 4)", f"substr({text}, 6, 2)", f"right({text}, 2)"]


def relates(a, b, relations):
    (year_a, month_a, day_a), (year_b, month_b, day_b) = day_parts(a), day_parts(b)
    known = {
        "ONE_PART": f"({year_a} = {year_b})::int + ({month_a} = {month_b})::int + ({day_a} = {day_b})::int = 2",
        "DAY_MONTH_SWAPPED": f"{year_a} = {year_b} and {month_a} = {day_b} and {day_a} = {month_b}",
    }
    return " or ".join(f"({known[relation]})" for relation in relations)


def sql_of(test):
    kind = test["test"]
    if kind == "equal":
        return both_ways(test, lambda a, b: f"{a} = {b}")
    if kind == "edits":
        return both_ways(test, lambda a, b: f"damerau_levenshtein({a}, {b}) <= {test['atMost']}")
    if kind == "jaro-winkler":
        return both_ways(test, lambda a, b: f"jaro_winkler_similarity({a}, {b}) >= {test['atLeast']}")
    if kind == "words":
        return both_ways(test, lambda a, b: f"{words_in_common(a, b)} >= {test['atLeast']}")
    if kind == "start":
        return both_ways(test, lambda a, b: f"left({a}, {test['characters']}) = left({b}, {test['characters']})")
    if kind == "begins":
        return both_ways(test, lambda a, b: begins(a, b, test["atLeast"]))
    if kind == "date":
        return both_ways(test, lambda a, b: relates(a, b, test["relations"]))
    if kind in ("both", "either"):
        name = column(test["part"])
        joint = " and " if kind == "both" else " or "
        return joint.join(f"coalesce(\"{name}_{side}\" = '{test['is']}', false)" for side in "lr")
    if kind == "absent":
        return f'"{column(test["part"])}_l" is null or "{column(test["part"])}_r" is null'
    if kind in ("all", "any"):
        joint = " and " if kind == "all" else " or "
        return joint.join(f"coalesce(({sql_of(one)}), false)" for one in test["of"])
    if kind == "not":
        return f"not coalesce(({sql_of(test['of'])}), false)"
    raise ValueError(f"Splink has no words for the test {kind}")


def level_of(level):
    otherwise = level["when"]["test"] == "otherwise"
    made = {"sql_condition": "ELSE" if otherwise else sql_of(level["when"]), "label_for_charts": level["key"]}
    if level.get("neutral"):
        made["is_null_level"] = True
    if "frequencyOf" in level:
        made["tf_adjustment_column"] = column(level["frequencyOf"])
    return made


def trainer(plan):
    rules = lambda lists: [block_on(*[column(part) for part in parts]) for parts in lists]

    def train(linker):
        linker.training.estimate_probability_two_random_records_match(rules(plan["certain"]), recall=plan["recall"])
        linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=2)
        for rule in rules(plan["sessions"]):
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True
            )

    return train


def main():
    arguments = read_arguments()
    table_file, plan_file = arguments.input
    with open(plan_file, encoding="utf-8") as file:
        plan = json.load(file)
    connection = duckdb.connect()
    settings = {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "blocking_rules_to_generate_predictions": [
            block_on(*[column(part) for part in parts]) for parts in plan["blocking"]
        ],
        "comparisons": [
            {
                "output_column_name": comparison["name"],
                "comparison_levels": [level_of(level) for level in comparison["levels"]],
            }
            for comparison in plan["comparisons"]
        ],
    }
    run([read_table(connection, table_file)], settings, trainer(plan), connection, arguments.out, "unique_id")


main()
