import type { LevelTest } from '../../../schema/model/resolution.ts';
import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { readFrequencyBits } from '../frame/fill-frequencies.ts';
import type { Frame } from '../frame/frame.ts';
import { datasetDomain, datasetOffset } from '../frame/frame-layout.ts';
import { countCodes, findCode, textOf } from '../frame/shared-dictionary.ts';
import { createLeafTest, type RowTest } from './leaf-tests.ts';

/** Evaluates comparePair's definition over a frame: the same levels, the same bits, to the last one. */
export interface RowScorer {
  /** Level of each comparison, of the pair that was asked for last. */
  readonly levels: Int32Array;
  /** Bits of each comparison, frequencies included. */
  readonly bits: Float64Array;
  /** Fills levels and bits; false, and nothing filled, where no remaining evidence could lift the pair to a decision. */
  score(rowA: number, rowB: number): boolean;
  /** Fills levels and bits whatever they come to. */
  evaluate(rowA: number, rowB: number): void;
}

/**
 * Writes the comparison of two rows as one function and lets V8 compile it: at five hundred million pairs a call per
 * test costs more than the tests. The text holds nothing of the data and nothing of the settings but numbers: places
 * of cells, codes, weights.
 *
 * A pair goes through two rounds. The first finds every level that integers can decide, and takes the best that is
 * still possible for the others; most pairs are given up here. The second asks the tests that must read texts.
 */
export function compileScorer(frame: Frame, model: CompiledModel): RowScorer {
  const plan = createPlan(frame, model);
  const levels = new Int32Array(model.comparisons.length);
  const bits = new Float64Array(model.comparisons.length);
  const { score, evaluate } = instantiate(plan, {
    cells: frame.cells,
    levels,
    bits,
    leaves: plan.leaves,
    weights: plan.weights,
    bounds: plan.bounds,
    tableOf: plan.tableOf,
    frequencies: readFrequencyBits(frame),
  });
  return { levels, bits, score, evaluate };
}

/** What the written function refers to by name. */
interface Environment {
  readonly cells: Int32Array;
  readonly levels: Int32Array;
  readonly bits: Float64Array;
  readonly leaves: readonly RowTest[];
  /** [table × comparison × level] bits. */
  readonly weights: Float64Array;
  /** [table × comparison × level] the most that this level or a later one adds, frequencies included. */
  readonly bounds: Float64Array;
  /** [dataset × dataset] where the pair's table begins in `weights`. */
  readonly tableOf: Int32Array;
  readonly frequencies: Float64Array;
}

interface Plan {
  readonly source: string;
  readonly leaves: RowTest[];
  readonly weights: Float64Array;
  readonly bounds: Float64Array;
  readonly tableOf: Int32Array;
}

type Written = Pick<RowScorer, 'score' | 'evaluate'>;

function instantiate(plan: Plan, environment: Environment): Written {
  const names = Object.keys(environment);
  const make: (...values: unknown[]) => Written = new Function(...names, plan.source) as never;
  return make(...names.map((name) => environment[name as keyof Environment]));
}

/** Levels of one comparison at most: the length of its stretch in the tables. */
const stride = 32;

function createPlan(frame: Frame, model: CompiledModel): Plan {
  const { comparisons, priorBits, cuts, guards } = model;
  const leaves: RowTest[] = [];
  const writer = createTestWriter(frame, leaves);
  const tables = layOutTables(frame, model);
  const datasets = countCodes(frame.dictionaries[datasetDomain] ?? never()) + 1;
  const lowest = Math.min(cuts.link, cuts.review, ...guards.map((guard) => guard.restAtLeast)) - 1e-9;
  const leftOut = comparisons.map((_, c) => guards.some((guard) => guard.without.includes(c)));
  const settings = model.model.settings.comparisons;

  const early = settings.map(({ levels }, c) =>
    writeEarlyLevel(
      c,
      levels.map(({ when }) => when),
      writer,
    ),
  );
  const late = settings.map(({ levels }, c) =>
    writeLateLevel(
      c,
      levels.map(({ when }) => when),
      writer,
    ),
  );
  const frequencyOf = comparisons.map((_, c) => writeFrequency(frame, c));
  const isDecided = settings.map(({ levels }) => levels.every(({ when }) => writer.isCheap(when)));

  const bitsOf = (c: number, level: string): string =>
    `weights[table+${c * stride}+${level}]${frequencyOf[c] ? `+frequency${c}(a,b,${level})` : ''}`;
  const reaching = (c: number, value: string): string => (leftOut[c] ? `(${value}>0?${value}:0)` : value);
  const mayAsk = guards
    .filter((guard) => guard.outcome === 'always-review')
    .map(({ when }) =>
      when.map(({ comparison, mask }) => `(l${comparison}<0||(${mask}>>>l${comparison}&1)===1)`).join('&&'),
    )
    .map((condition) => `(${condition})`)
    .join('||');
  const giveUp = `if(reach<${lowest}${mayAsk ? `&&!(${mayAsk})` : ''})return false;`;

  const firstRound = comparisons
    .map((_, c) => {
      const decided = `b${c}=${bitsOf(c, `l${c}`)};`;
      const open = `b${c}=bounds[table+${c * stride}+~l${c}];`;
      return [
        `let l${c}=early${c}(a,b),b${c}=0;`,
        isDecided[c] ? decided : `if(l${c}>=0){${decided}}else{${open}}`,
        `reach+=${reaching(c, `b${c}`)};`,
      ].join('');
    })
    .join('\n');
  const secondRound = comparisons
    .flatMap((_, c) =>
      isDecided[c]
        ? []
        : [
            `if(l${c}<0){reach-=${reaching(c, `b${c}`)};l${c}=late${c}(a,b,~l${c});b${c}=${bitsOf(c, `l${c}`)};reach+=${reaching(c, `b${c}`)};${giveUp}}`,
          ],
    )
    .join('\n');
  const store = comparisons.map((_, c) => `levels[${c}]=l${c};bits[${c}]=b${c};`).join('');
  const everything = comparisons
    .map((_, c) => `let l${c}=early${c}(a,b);if(l${c}<0)l${c}=late${c}(a,b,~l${c});const b${c}=${bitsOf(c, `l${c}`)};`)
    .join('\n');

  const table = `const table=tableOf[cells[a+${datasetOffset}]*${datasets}+cells[b+${datasetOffset}]];`;
  const source = [
    '"use strict";',
    ...early,
    ...late,
    ...frequencyOf.flatMap((text) => text ?? []),
    `function score(a,b){${table}let reach=${priorBits};\n${firstRound}\n${giveUp}\n${secondRound}\n${store}return true;}`,
    `function evaluate(a,b){${table}\n${everything}\n${store}}`,
    'return {score,evaluate};',
  ].join('\n');
  return { source, leaves, ...tables };

  function writeFrequency(of: Frame, c: number): string | null {
    const offsets = of.layout.frequencyOffsets[c] ?? [];
    const cases = offsets.flatMap((offset, level) =>
      offset < 0
        ? []
        : [
            `if(level===${level}){const x=frequencies[cells[a+${offset}]],y=frequencies[cells[b+${offset}]];return x<y?x:y;}`,
          ],
    );
    return cases.length === 0 ? null : `function frequency${c}(a,b,level){${cases.join('')}return 0;}`;
  }
}

interface TestWriter {
  /** Whether integers alone decide the test. */
  isCheap(test: LevelTest): boolean;
  /** The test as an expression over rows a and b. */
  write(test: LevelTest): string;
  /** An expression that holds wherever the test may hold, by integers alone. */
  writePossible(test: LevelTest): string;
}

function createTestWriter(frame: Frame, leaves: RowTest[]): TestWriter {
  const column = (name: string) => frame.layout.columns.find((candidate) => candidate.name === name) ?? never();
  const offset = (name: string): number => column(name).offset;
  const codeOfText = (name: string, text: string): number => {
    const dictionary = frame.dictionaries[column(name).domain];
    return dictionary ? findCode(dictionary, text) : -1;
  };
  const same = (x: string, y: string): string => `(${x}!==0&&${x}===${y})`;
  const cell = (side: 'a' | 'b', place: number): string => `cells[${side}+${place}]`;

  const writer: TestWriter = {
    isCheap: (test) => {
      switch (test.test) {
        case 'equal':
        case 'absent':
        case 'both':
        case 'either':
        case 'otherwise':
          return true;
        case 'all':
        case 'any':
          return test.of.every(writer.isCheap);
        case 'not':
          return writer.isCheap(test.of);
        default:
          return false;
      }
    },
    write: (test) => {
      switch (test.test) {
        case 'equal': {
          const [p, q] = [offset(test.part), offset(test.with ?? test.part)];
          if (p === q) return same(cell('a', p), cell('b', p));
          return `(${same(cell('a', p), cell('b', q))}||${same(cell('a', q), cell('b', p))})`;
        }
        case 'absent': {
          const p = offset(test.part);
          return `(${cell('a', p)}===0||${cell('b', p)}===0)`;
        }
        case 'both':
        case 'either': {
          const [p, code] = [offset(test.part), codeOfText(test.part, test.is)];
          return `(${cell('a', p)}===${code}${test.test === 'both' ? '&&' : '||'}${cell('b', p)}===${code})`;
        }
        case 'all':
          return `(${test.of.map(writer.write).join('&&')})`;
        case 'any':
          return `(${test.of.map(writer.write).join('||')})`;
        case 'not':
          return `!${writer.write(test.of)}`;
        case 'otherwise':
          return 'true';
        default:
          leaves.push(createLeafTest(frame, test));
          return `leaves[${leaves.length - 1}](a,b)`;
      }
    },
    writePossible: (test) => {
      if (writer.isCheap(test)) return writer.write(test);
      if (test.test === 'all') return `(${test.of.map(writer.writePossible).join('&&')})`;
      if (test.test === 'any') return `(${test.of.map(writer.writePossible).join('||')})`;
      return 'true';
    },
  };
  return writer;
}

/** The level as far as integers tell: its index, or the complement of the first one that texts must decide. */
function writeEarlyLevel(c: number, tests: readonly LevelTest[], writer: TestWriter): string {
  const lines = tests.map((test, level) =>
    writer.isCheap(test)
      ? `if(${writer.write(test)})return ${level};`
      : `if(${writer.writePossible(test)})return ${~level};`,
  );
  return `function early${c}(a,b){${lines.join('')}return ${tests.length - 1};}`;
}

/** The level by all tests from the one named on. */
function writeLateLevel(c: number, tests: readonly LevelTest[], writer: TestWriter): string {
  const lines = tests.map((test, level) => `case ${level}:if(${writer.write(test)})return ${level};`);
  return `function late${c}(a,b,from){switch(from){${lines.join('')}}return ${tests.length - 1};}`;
}

function layOutTables(frame: Frame, model: CompiledModel): Pick<Plan, 'weights' | 'bounds' | 'tableOf'> {
  const { comparisons, weightTables, weightTableOf } = model;
  const size = comparisons.length * stride;
  const weights = new Float64Array(size * weightTables.length);
  const bounds = new Float64Array(size * weightTables.length);
  const rarest = readFrequencyBits(frame).reduce((most, value) => Math.max(most, value), 0);
  weightTables.forEach((table, t) => {
    comparisons.forEach((comparison, c) => {
      let bound = Number.NEGATIVE_INFINITY;
      for (let level = comparison.levelKeys.length - 1; level >= 0; level--) {
        const place = t * size + c * stride + level;
        const weight = table[c]?.[level] ?? 0;
        weights[place] = weight;
        bound = Math.max(bound, comparison.frequencies[level] ? weight + rarest : weight);
        bounds[place] = bound;
      }
    });
  });
  const dictionary = frame.dictionaries[datasetDomain] ?? never();
  const datasets = countCodes(dictionary) + 1;
  const names = Array.from({ length: datasets }, (_, code) => (code === 0 ? '' : textOf(dictionary, code)));
  const tableOf = new Int32Array(datasets * datasets);
  names.forEach((a, x) => {
    names.forEach((b, y) => {
      tableOf[x * datasets + y] = weightTableOf(a, b) * size;
    });
  });
  return { weights, bounds, tableOf };
}

function never(): never {
  throw new RangeError('resolution: the frame was made for other settings.');
}
