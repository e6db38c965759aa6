import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HubError } from '../../../schema/model/errors.ts';
import { loadResolutionSettings, parseResolutionSettings } from '../../../schema/model/load-resolution-settings.ts';
import { packageRoot } from '../../../schema/runtime/package-root.ts';

const benches = path.join(packageRoot(), 'test/bench/matching/settings');
const shipped = path.join(packageRoot(), 'schema/rules/resolution/settings');

/** Small and sound; each case below breaks it in one place. */
const sound = `entityType: boat
version: boat-settings-1
parts:
  - { kind: latin-text, from: [name], into: name }
  - { kind: code, from: [number], into: number }
comparisons:
  - name: number
    label: { zh: 编号, en: Number }
    levels:
      - { key: missing, label: { zh: 没有, en: missing }, when: { test: absent, part: number }, neutral: true, m: 0 }
      - { key: equal, label: { zh: 相同, en: equal }, when: { test: equal, part: number }, m: 0.8 }
      - { key: slip, label: { zh: 笔误, en: slip }, when: { test: edits, part: number, atMost: 1 }, m: 0.1 }
      - { key: different, label: { zh: 不同, en: different }, when: { test: otherwise }, m: 0.1 }
blocking:
  - { name: number, label: { zh: 编号, en: Number }, parts: [number], cap: 50, refine: [[name.words]], refinedCap: 50 }
guards:
  - { reason: BRANCH, label: { zh: 不同, en: different }, when: { number: [different] }, outcome: review, withinCluster: true }
caps:
  - { label: { zh: 上限, en: cap }, when: [{ number: [slip] }], comparisons: [number], limit: { kind: odds, atMost: 5 } }
cuts: { linkPrecision: 0.95, leastProbability: 0.95, reviewProbability: 0.5 }
`;

test('sound settings are given as they are written', () => {
  const { settings, problems } = parseResolutionSettings(sound, 'boat.settings.yaml');
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({
    entityType: 'boat',
    cuts: { linkPrecision: 0.95, leastProbability: 0.95, reviewProbability: 0.5 },
  });
  expect(settings?.comparisons[0]?.levels.map(({ key }) => key)).toEqual(['missing', 'equal', 'slip', 'different']);
});

test.each([
  [
    'an unknown part in a level',
    'when: { test: edits, part: number,',
    'when: { test: edits, part: nomber,',
    'No entry of "parts" makes the part "nomber"',
    'did you mean "number"',
  ],
  [
    'an unknown part in blocking',
    'parts: [number], cap',
    'parts: [name.sounds], cap',
    'makes the part "name.sounds"',
    'name.sound',
  ],
  ['an unknown part in a refinement', '[[name.words]]', '[[birth]]', 'makes the part "birth"', 'add it to parts'],
  ['an unknown kind of part', 'kind: code', 'kind: kode', 'parts[1].kind is "kode"', 'did you mean "code"'],
  [
    'an unknown test',
    '{ test: edits, part: number, atMost: 1 }',
    '{ test: typo, part: number }',
    'when.test is "typo"',
    'use one of equal, edits',
  ],
  [
    'a test that lacks its limit',
    'part: number, atMost: 1 }',
    'part: number }',
    'when lacks "atMost"',
    'add "atMost: …"',
  ],
  [
    'a level that can never hold',
    '{ test: equal, part: number }, m: 0.8',
    '{ test: edits, part: number, atMost: 2 }, m: 0.8',
    'The level "slip" can never hold: "equal" above it',
    'put the stricter level first',
  ],
  [
    'a last level that does not always hold',
    'when: { test: otherwise }',
    'when: { test: not, of: { test: absent, part: number } }',
    'The last level does not hold always',
    'otherwise',
  ],
  [
    'a label in one language',
    'label: { zh: 笔误, en: slip }',
    'label: { en: slip }',
    'label lacks "zh"',
    'in Chinese too',
  ],
  ['a key given twice', 'key: slip', 'key: equal', '"equal" stands twice', 'another name'],
  [
    'a guard on an unknown comparison',
    'when: { number: [different] }',
    'when: { numbers: [different] }',
    'There is no comparison "numbers"',
    'did you mean "number"',
  ],
  [
    'a guard on an unknown level',
    'when: { number: [different] }',
    'when: { number: [diferent] }',
    'has no level "diferent"',
    'did you mean "different"',
  ],
  [
    'a guard for an unknown reason',
    'reason: BRANCH',
    'reason: BRUNCH',
    'The reason "BRUNCH" is not known',
    'did you mean "BRANCH"',
  ],
  [
    'a cap on an unknown comparison',
    'comparisons: [number]',
    'comparisons: [phone]',
    'There is no comparison "phone"',
    'use one of number',
  ],
  [
    'a cap without the kind of its limit',
    'limit: { kind: odds, atMost: 5 }',
    'limit: { kind: bits, atMost: 5 }',
    'limit.kind is "bits"',
    'use one of odds, observed',
  ],
  [
    'a cap that does not say in what two subjects agree',
    'limit: { kind: odds, atMost: 5 }',
    'limit: { kind: observed, among: { name: [equal] } }',
    '"among" does not say how the two agree in "number"',
    'add "number: […]"',
  ],
  [
    'a cap by what is seen among an unknown level',
    'limit: { kind: odds, atMost: 5 }',
    'limit: { kind: observed, among: { number: [slipp] } }',
    'has no level "slipp"',
    'did you mean "slip"',
  ],
  [
    'an excuse by an unknown level',
    'withinCluster: true }',
    'withinCluster: true, excusedBy: [{ number: [eqal] }] }',
    'has no level "eqal"',
    'did you mean "equal"',
  ],
  [
    'a frequency within nothing',
    'part: number }, m: 0.8 }',
    'part: number }, frequencyBy: name, m: 0.8 }',
    'says what frequencies are counted within, not of which part',
    'add "frequencyOf: …"',
  ],
  [
    'a frequency within an unknown part',
    'part: number }, m: 0.8 }',
    'part: number }, frequencyOf: number, frequencyBy: birth.decade, m: 0.8 }',
    'makes the part "birth.decade"',
    'add it to parts',
  ],
  [
    'cuts without the least probability',
    ' leastProbability: 0.95,',
    '',
    'lacks "leastProbability"',
    'leastProbability',
  ],
  [
    'a part made twice',
    'from: [number], into: number',
    'from: [number], into: name',
    'The part "name" is made twice',
    'another name',
  ],
  [
    'a level that could never be learned',
    'atMost: 1 }, m: 0.1 }',
    'atMost: 1 }, m: 0 }',
    'The level "slip" has m: 0',
    'neutral: true',
  ],
  [
    'a review above the link',
    'reviewProbability: 0.5',
    'reviewProbability: 0.99',
    'Pairs would link before',
    'not above leastProbability',
  ],
  ['an unknown word', 'cuts:', 'cutz:', 'has an unknown word "cutz"', 'did you mean "cuts"'],
])('%s is found, with its place and the next step', (_, from, to, message, next) => {
  const broken = sound.replace(from, to);
  expect(broken).not.toBe(sound);
  const { settings, problems } = parseResolutionSettings(broken, 'boat.settings.yaml');
  expect(settings).toBeNull();
  const found = problems.find((problem) => problem.message.includes(message));
  expect(found?.nextStep).toContain(next);
  const changed = broken.split('\n').findIndex((line, index) => line !== sound.split('\n')[index]) + 1;
  if (!message.startsWith('The level "slip" can') && !to.startsWith('cutz')) expect(found?.line).toBe(changed);
});

test('more levels than a condition can name are refused', () => {
  const level =
    '      - { key: slip, label: { zh: 笔误, en: slip }, when: { test: edits, part: number, atMost: 1 }, m: 0.1 }\n';
  const many = Array.from({ length: 30 }, (_, n) =>
    level.replace('key: slip', `key: l${n}`).replace('atMost: 1', `atMost: ${n + 2}`),
  );
  const { problems } = parseResolutionSettings(sound.replace(level, level + many.join('')), 'boat.settings.yaml');
  expect(problems.map(({ message }) => message)).toEqual(['The comparison has 34 levels']);
});

test('a file with faults is refused with all of them', () => {
  const { problems } = parseResolutionSettings(
    sound.replace('[[name.words]]', '[[birth]]').replace('[different] }, outcome', '[other] }, outcome'),
    'boat.settings.yaml',
  );
  expect(problems).toHaveLength(2);
  expect(() => loadResolutionSettings(path.join(packageRoot(), 'connectors/health/institution.contract.yaml'))).toThrow(
    HubError,
  );
});

test.each([
  [benches, 'febrl', 'febrl-person'],
  [benches, 'historical', 'historical-figure'],
  [shipped, 'resident', 'resident'],
  [shipped, 'legal-entity', 'legal-entity'],
])('%s/%s.settings.yaml is sound', (folder, name, entityType) => {
  const file = `${name}.settings.yaml`;
  const { settings, problems } = parseResolutionSettings(readFileSync(path.join(folder, file), 'utf8'), file);
  expect(problems).toEqual([]);
  expect(settings?.entityType).toBe(entityType);
});
