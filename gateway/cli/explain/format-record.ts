import { groupRows } from '../../../schema/store/reader/group-rows.ts';
import { formatTable } from '../terminal.ts';
import { formatDecision } from './format-decision.ts';
import type { NamedRecord, ToldRecord } from './told.ts';
import { entityWords, formatBits, headed, type Language, words } from './words.ts';

/** A record's entity, its members, why they hold, what is kept apart and what a person is asked. */
export function formatRecord(told: ToldRecord, lang: Language): readonly string[] {
  const { record, entityType, standing, summary, members, decisions, whole, current, counts } = told;
  const sections: readonly (readonly string[])[] = [
    members.length > 1 ? [summary[lang], ...members.map((member) => `  ${nameOf(member)}`)] : [],
    titled('joins', lang, formatJoins(told, lang), told.joins.length, counts.joins),
    titled('carried', lang, formatCarried(told, lang), told.carried.length, counts.carried),
    titled('separations', lang, formatSeparations(told, lang), told.separations.length, counts.separations),
    titled(
      'decisions',
      lang,
      decisions.map((decision) => formatDecision(decision, lang)),
    ),
  ];
  return [
    `${record.dataset} ${record.key}  →  ${entityWords[entityType][lang]} ${record.entityId}`,
    standing[lang],
    ...(current ? [] : [words.notCurrent[lang]]),
    ...(whole ? [] : [words.notWhole[lang]]),
    ...sections.flatMap((lines) => (lines.length > 0 ? ['', ...lines] : [])),
  ];
}

function formatJoins({ joins, weakest }: ToldRecord, lang: Language): readonly string[] {
  if (joins.length === 0) return [];
  return [
    ...formatTable(
      [words.weight[lang], words.record[lang], words.other[lang], words.why[lang]],
      joins.flatMap(({ weight, a, b, label, excused }) => [
        [formatBits(weight).padStart(6), nameOf(a), nameOf(b), label[lang]],
        ...excused.map((guard) => ['', nameOf(guard.a), nameOf(guard.b), `${guard.label[lang]}${named(guard.by)}`]),
      ]),
    ),
    ...(weakest && joins.length > 1
      ? [headed('weakest', lang, `${formatBits(weakest.weight)}  ${nameOf(weakest.a)} — ${nameOf(weakest.b)}`)]
      : []),
  ];
}

function formatCarried({ carried }: ToldRecord, lang: Language): readonly string[] {
  if (carried.length === 0) return [];
  return formatTable(
    [words.weight[lang], words.record[lang], words.other[lang], words.why[lang]],
    carried.map(({ weight, a, b, between, label }) => [
      formatBits(weight).padStart(6),
      nameOf(a),
      nameOf(b),
      `${label[lang]}${named(between)}`,
    ]),
  );
}

/** A line for each other entity: the pair that a person is asked about, else the heaviest. */
function formatSeparations({ separations }: ToldRecord, lang: Language): readonly string[] {
  if (separations.length === 0) return [];
  const header = ['weight', 'record', 'other', 'pairs', 'asked', 'why'] as const;
  const groups = groupRows(separations, ({ b }) => b.entityId ?? nameOf(b));
  return formatTable(
    header.map((word) => words[word][lang]),
    [...groups.values()].flatMap((pairs) => {
      const told = pairs.find(({ asked }) => asked) ?? pairs[0];
      if (!told) return [];
      const { weight, a, b, asked, label, because } = told;
      // The two themselves stand in the line already.
      const others = because.filter((one) => nameOf(one) !== nameOf(a) && nameOf(one) !== nameOf(b));
      return [
        [
          formatBits(weight).padStart(6),
          nameOf(a),
          nameOf(b),
          pairs.length,
          asked ? words.yes[lang] : '—',
          `${label[lang]}${named(others)}`,
        ],
      ];
    }),
  );
}

/** A heading and its lines, with how many there are where not all are shown; nothing where there are none. */
function titled(
  word: 'joins' | 'carried' | 'separations' | 'decisions',
  lang: Language,
  lines: readonly string[],
  shown = 0,
  inAll = 0,
): readonly string[] {
  if (lines.length === 0) return [];
  return [headed(word, lang, inAll > shown ? `${shown} / ${inAll}` : ''), ...lines];
}

const nameOf = ({ dataset, key }: Pick<NamedRecord, 'dataset' | 'key'>): string => `${dataset} ${key}`;
const named = (records: readonly NamedRecord[]): string =>
  records.length === 0 ? '' : ` [${records.map(nameOf).join(', ')}]`;
