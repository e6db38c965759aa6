import { formatTable } from '../terminal.ts';
import type { NamedRecord, ToldRecord } from './told.ts';
import { entityWords, formatBits, type Language, words } from './words.ts';

/** A record's entity, its members, why they hold, what is kept apart and what a person is asked. */
export function formatRecord(told: ToldRecord, lang: Language): readonly string[] {
  const { record, entityType, standing, summary, members, weakest, decisions, whole, current } = told;
  return [
    `${record.dataset} ${record.key}  →  ${entityWords[entityType][lang]} ${record.entityId}`,
    standing[lang],
    ...(current ? [] : [words.notCurrent[lang]]),
    ...(whole ? [] : [words.notWhole[lang]]),
    '',
    summary[lang],
    ...members.map((member) => `  ${nameOf(member)}`),
    ...section(words.joins[lang], formatJoins(told, lang)),
    ...(weakest
      ? [`${words.weakest[lang]}: ${formatBits(weakest.weight)}, ${nameOf(weakest.a)} — ${nameOf(weakest.b)}`]
      : []),
    ...section(words.carried[lang], formatCarried(told, lang), told.counts.carried),
    ...section(words.separations[lang], formatSeparations(told, lang), told.counts.separations),
    ...section(
      words.decisions[lang],
      decisions.map(({ kind, a, b, author, reason, decidedAt }) =>
        [words[kind][lang], `${nameOf(a)} — ${nameOf(b)}`, author, decidedAt.slice(0, 10), reason].join('  '),
      ),
    ),
  ];
}

function formatJoins({ joins }: ToldRecord, lang: Language): readonly string[] {
  if (joins.length === 0) return [];
  return formatTable(
    [words.weight[lang], words.record[lang], words.other[lang], words.why[lang]],
    joins.flatMap(({ weight, a, b, label, excused }) => [
      [formatBits(weight).padStart(6), nameOf(a), nameOf(b), label[lang]],
      ...excused.map((guard) => [
        '',
        nameOf(guard.a),
        nameOf(guard.b),
        `${guard.label[lang]} ${guard.by.map(nameOf).join(', ')}`,
      ]),
    ]),
  );
}

function formatCarried({ carried }: ToldRecord, lang: Language): readonly string[] {
  if (carried.length === 0) return [];
  return formatTable(
    [words.weight[lang], words.record[lang], words.other[lang], words.between[lang], words.why[lang]],
    carried.map(({ weight, a, b, between, label }) => [
      formatBits(weight).padStart(6),
      nameOf(a),
      nameOf(b),
      between.map(nameOf).join(', ') || '—',
      label[lang],
    ]),
  );
}

function formatSeparations({ separations }: ToldRecord, lang: Language): readonly string[] {
  if (separations.length === 0) return [];
  return formatTable(
    [
      words.weight[lang],
      words.record[lang],
      words.other[lang],
      words.asked[lang],
      words.why[lang],
      words.because[lang],
    ],
    separations.map(({ weight, a, b, asked, label, because }) => [
      formatBits(weight).padStart(6),
      nameOf(a),
      nameOf(b),
      asked ? words.yes[lang] : '—',
      label[lang],
      // The two themselves stand in the line already.
      because
        .filter((one) => nameOf(one) !== nameOf(a) && nameOf(one) !== nameOf(b))
        .map(nameOf)
        .join(', '),
    ]),
  );
}

/** A heading and its lines, with how many there are where not all are shown; nothing where there are none. */
function section(heading: string, lines: readonly string[], count = 0): readonly string[] {
  if (lines.length === 0) return [];
  // A table's header and rule are no entries.
  const shown = lines.length - 2;
  return ['', `${heading}${count > shown ? ` (${shown}/${count})` : ''}:`, ...lines];
}

const nameOf = ({ dataset, key }: Pick<NamedRecord, 'dataset' | 'key'>): string => `${dataset} ${key}`;
