import type { ContractSource, DocumentPath } from './contract-document.ts';
import { type Problem, suggest } from './contract-problem.ts';
import { implies } from './level-logic.ts';
import { namesMadeBy, namesMadeIn, readsParts } from './part-names.ts';
import type { ComparisonSettings, DoubtReason, LevelTest, PatternCondition, ResolutionSettings } from './resolution.ts';

type Report = (path: DocumentPath, message: string, nextStep: string) => void;

/** Faults that a JSON Schema cannot see: names that mean nothing, levels that never hold, names given twice. */
export function checkSettingsMeaning(source: ContractSource, settings: ResolutionSettings): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message, nextStep) => problems.push(source.problemAt(path, message, nextStep));
  checkParts(settings, report);
  checkComparisons(settings, report);
  checkBlocking(settings, report);
  checkGuards(settings, report);
  checkCaps(settings, report);
  checkCuts(settings, report);
  return problems;
}

function checkParts({ parts }: ResolutionSettings, report: Report): void {
  const made: string[] = [];
  for (const [index, part] of parts.entries()) {
    const path = ['parts', index];
    const asked = [...(readsParts.has(part.kind) ? part.from : []), ...(part.elsePart ? [part.elsePart] : [])];
    for (const name of asked) {
      if (made.includes(name)) continue;
      report(path, `The part "${name}" is made by no entry above this one`, `move or correct it${suggest(name, made)}`);
    }
    const twice = namesMadeBy(part).find((name) => made.includes(name));
    if (twice) report([...path, 'into'], `The part "${twice}" is made twice`, 'give "into" another name');
    if ((part.kind === 'start') !== (part.characters !== undefined)) {
      report(path, '"characters" belongs to the kind "start", and to it alone', 'add or remove "characters: 3"');
    }
    if ((part.sameWords || part.dropWords) && !part.kind.startsWith('latin-')) {
      report(path, `The kind "${part.kind}" reads no words`, 'remove sameWords and dropWords');
    }
    made.push(...namesMadeBy(part));
  }
}

/** A condition is a mask of 31 bits over a comparison's levels. */
const mostLevels = 31;

function checkComparisons(settings: ResolutionSettings, report: Report): void {
  const known = namesMadeIn(settings);
  reportTwice(settings.comparisons, 'name', ['comparisons'], report);
  for (const [index, comparison] of settings.comparisons.entries()) {
    const path = ['comparisons', index, 'levels'];
    reportTwice(comparison.levels, 'key', path, report);
    if (comparison.levels.length > mostLevels) {
      report(path, `The comparison has ${comparison.levels.length} levels`, `keep it to ${mostLevels}`);
    }
    checkLevels(comparison, path, known, report);
  }
}

function checkLevels(
  { levels }: ComparisonSettings,
  path: DocumentPath,
  known: readonly string[],
  report: Report,
): void {
  for (const [place, level] of levels.entries()) {
    const here = [...path, place];
    const { key, neutral = false, m, atMost, atLeast, frequencyOf, frequencyBy } = level;
    for (const name of partsNamed(level.when)) reportUnknownPart(name, known, [...here, 'when'], report);
    if (frequencyOf !== undefined) reportUnknownPart(frequencyOf, known, [...here, 'frequencyOf'], report);
    if (frequencyBy !== undefined) reportUnknownPart(frequencyBy, known, [...here, 'frequencyBy'], report);
    if (frequencyBy !== undefined && frequencyOf === undefined) {
      const why = `The level "${key}" says what frequencies are counted within, not of which part`;
      report([...here, 'frequencyBy'], why, 'add "frequencyOf: …", or remove frequencyBy');
    }
    const earlier = levels.slice(0, place).find((above) => implies(level.when, above.when));
    if (earlier) {
      const why = `The level "${key}" can never hold: "${earlier.key}" above it holds wherever it would`;
      report(here, why, 'put the stricter level first, or remove one of the two');
    }
    if (neutral !== (m === 0)) {
      const [why, next] = neutral
        ? ['says nothing either way, yet it has an m', 'write "m: 0"']
        : ['has m: 0, so that it could never be learned', 'write a share above 0, or "neutral: true"'];
      report([...here, 'm'], `The level "${key}" ${why}`, next);
    }
    if (atMost !== undefined && atLeast !== undefined && atLeast > atMost) {
      report([...here, 'atLeast'], `atLeast ${atLeast} is above atMost ${atMost}`, 'swap or correct the two');
    }
  }
  if (levels.at(-1)?.when.test !== 'otherwise') {
    report([...path, levels.length - 1], 'The last level does not hold always', 'end with "when: { test: otherwise }"');
  }
}

/** The parts that must exist for a test to hold at all; `address` and `like-name` name a prefix. */
function partsNamed(test: LevelTest): readonly string[] {
  switch (test.test) {
    case 'all':
    case 'any':
      return test.of.flatMap(partsNamed);
    case 'not':
      return partsNamed(test.of);
    case 'otherwise':
      return [];
    case 'address':
      return [`${test.part}.slots`, ...(test.with === undefined ? [] : [`${test.with}.slots`])];
    case 'like-name':
      return [`${test.part}.folded`, `${test.part}.syllables`];
    default:
      return 'with' in test && test.with !== undefined ? [test.part, test.with] : [test.part];
  }
}

function checkBlocking(settings: ResolutionSettings, report: Report): void {
  const known = namesMadeIn(settings);
  reportTwice(settings.blocking, 'name', ['blocking'], report);
  for (const [index, rule] of settings.blocking.entries()) {
    const path = ['blocking', index];
    for (const name of rule.parts) reportUnknownPart(name, known, [...path, 'parts'], report);
    for (const name of rule.refine.flat()) reportUnknownPart(name, known, [...path, 'refine'], report);
  }
}

/** Every reason there is; one that is missing here does not compile. */
const doubtReasons: Readonly<Record<DoubtReason, true>> = {
  VALID_IDS_DIFFER: true,
  BELOW_LINK_CUT: true,
  TWINS: true,
  CHILD_UNDER_PARENT_NUMBER: true,
  NUMBER_ON_TWO_PEOPLE: true,
  BRANCH: true,
  VALID_CODES_DIFFER: true,
  CLUSTER_SPLIT: true,
  DECISIONS_CONTRADICT: true,
};

function checkGuards(settings: ResolutionSettings, report: Report): void {
  const reasons = Object.keys(doubtReasons);
  for (const [index, guard] of settings.guards.entries()) {
    const path = ['guards', index];
    if (!reasons.includes(guard.reason)) {
      const next = `use one of ${reasons.join(', ')}${suggest(guard.reason, reasons)}`;
      report([...path, 'reason'], `The reason "${guard.reason}" is not known here`, next);
    }
    checkCondition(settings, guard.when, [...path, 'when'], report);
    for (const [place, excuse] of (guard.excusedBy ?? []).entries()) {
      checkCondition(settings, excuse, [...path, 'excusedBy', place], report);
    }
    for (const name of guard.without ?? []) findComparison(settings, name, [...path, 'without'], report);
  }
}

function checkCaps(settings: ResolutionSettings, report: Report): void {
  for (const [index, cap] of settings.caps.entries()) {
    const path = ['caps', index];
    for (const [place, condition] of cap.when.entries()) {
      checkCondition(settings, condition, [...path, 'when', place], report);
    }
    for (const name of cap.comparisons) findComparison(settings, name, [...path, 'comparisons'], report);
    if (cap.limit.kind === 'observed') checkAmong(settings, cap.limit.among, cap.comparisons, path, report);
  }
}

/** How often two subjects agree can only be seen where the condition says in what they agree. */
function checkAmong(
  settings: ResolutionSettings,
  among: PatternCondition,
  comparisons: readonly string[],
  path: DocumentPath,
  report: Report,
): void {
  const here = [...path, 'limit', 'among'];
  checkCondition(settings, among, here, report);
  for (const name of comparisons) {
    if (name in among) continue;
    report(
      here,
      `"among" does not say how the two agree in "${name}"`,
      `add "${name}: […]", the levels it is limited at`,
    );
  }
}

function checkCondition(
  settings: ResolutionSettings,
  condition: PatternCondition,
  path: DocumentPath,
  report: Report,
): void {
  for (const [name, keys] of Object.entries(condition)) {
    const comparison = findComparison(settings, name, [...path, name], report);
    const known = comparison?.levels.map(({ key }) => key) ?? [];
    for (const key of comparison ? keys : []) {
      if (known.includes(key)) continue;
      const next = `use one of ${known.join(', ')}${suggest(key, known)}`;
      report([...path, name], `The comparison "${name}" has no level "${key}"`, next);
    }
  }
}

function findComparison(
  { comparisons }: ResolutionSettings,
  name: string,
  path: DocumentPath,
  report: Report,
): ComparisonSettings | undefined {
  const names = comparisons.map((comparison) => comparison.name);
  const found = comparisons.find((comparison) => comparison.name === name);
  if (!found) {
    report(path, `There is no comparison "${name}"`, `use one of ${names.join(', ')}${suggest(name, names)}`);
  }
  return found;
}

function checkCuts({ cuts }: ResolutionSettings, report: Report): void {
  if (cuts.reviewProbability <= cuts.leastProbability) return;
  report(
    ['cuts', 'reviewProbability'],
    'Pairs would link before a person could be asked about them',
    'write a reviewProbability that is not above leastProbability',
  );
}

function reportUnknownPart(name: string, known: readonly string[], path: DocumentPath, report: Report): void {
  if (known.includes(name)) return;
  report(path, `No entry of "parts" makes the part "${name}"`, `add it to parts or correct it${suggest(name, known)}`);
}

function reportTwice<Key extends string>(
  list: readonly Readonly<Record<Key, string>>[],
  key: Key,
  path: DocumentPath,
  report: Report,
): void {
  for (const [index, entry] of list.entries()) {
    if (!list.slice(0, index).some((above) => above[key] === entry[key])) continue;
    report([...path, index, key], `"${entry[key]}" stands twice in this list`, 'give one of the two another name');
  }
}
