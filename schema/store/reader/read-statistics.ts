import { coversPlace, isAreaCode, touchesArea } from '../../rules/access/area-scope.ts';
import type { FieldPath } from '../../rules/access/field-path.ts';
import type { AreaStatistics, StatisticName } from './reader.ts';
import { type ReaderContext, refuseForeignAreas } from './reader-context.ts';
import { countHouseholds, countLegalEntities, countResidents } from './statistics-reader.ts';

/** A count tells of the fields that it counts by: it is given to those who may read them in full. */
const countedFields: Readonly<Record<StatisticName, readonly FieldPath[]>> = {
  residents: ['resident.gridCode', 'resident.lifeStatus'],
  males: ['resident.gridCode', 'resident.lifeStatus', 'resident.sex'],
  females: ['resident.gridCode', 'resident.lifeStatus', 'resident.sex'],
  aged60AndOver: ['resident.gridCode', 'resident.lifeStatus', 'resident.birthDate'],
  aged80AndOver: ['resident.gridCode', 'resident.lifeStatus', 'resident.birthDate'],
  under18: ['resident.gridCode', 'resident.lifeStatus', 'resident.birthDate'],
  livingAlone: ['resident.gridCode', 'resident.lifeStatus', 'resident.livingSituation'],
  receivingAllowance: ['resident.gridCode', 'resident.lifeStatus', 'resident.allowanceStatus'],
  deceased: ['resident.gridCode', 'resident.lifeStatus'],
  households: ['resident.gridCode', 'resident.lifeStatus', 'resident.household'],
  legalEntities: ['legal-entity.gridCode'],
  unplacedResidents: ['resident.gridCode', 'resident.lifeStatus'],
  unplacedLegalEntities: ['legal-entity.gridCode'],
};

const statisticNames = Object.keys(countedFields).filter((name): name is StatisticName => name in countedFields);

/** The whole country keeps one time; a birthday begins at its midnight. */
const chinaOffsetMs = 8 * 3_600_000;

export async function readStatistics(
  context: ReaderContext,
  areaCodes: readonly string[],
): Promise<readonly (AreaStatistics | null)[]> {
  const { db, scope, gate, notes, standing } = context;
  const codes = [...new Set(areaCodes.filter((code) => isAreaCode(code) && touchesArea(scope, code)))];
  if (standing.valid) refuseForeignAreas(context, areaCodes);
  else notes.refused({ type: 'area', id: null }, standing.reason);
  if (codes.length === 0) return areaCodes.map(() => null);

  const allowed = new Set(
    statisticNames.filter((name) => countedFields[name].every((path) => gate.may(path) === 'allow')),
  );
  const today = new Date(context.now.getTime() + chinaOffsetMs).toISOString().slice(0, 10);
  const counted = await Promise.all([
    allowed.has('residents') ? countResidents(db, codes, scope, today) : [],
    allowed.has('households') ? countHouseholds(db, codes, scope) : [],
    allowed.has('legalEntities') ? countLegalEntities(db, codes, scope) : [],
  ]);
  const byArea = new Map(codes.map((code): [string, Partial<Record<StatisticName, number>>] => [code, {}]));
  for (const { areaCode, ...counts } of counted.flat()) byArea.set(areaCode, { ...byArea.get(areaCode), ...counts });
  for (const code of codes) notes.found({ type: 'area', id: code }, [...allowed].sort());

  return areaCodes.map((areaCode) => {
    const counts = byArea.get(areaCode);
    if (!counts) return null;
    return { areaCode, complete: coversPlace(scope, areaCode), counts: onlyAllowed(counts, allowed) };
  });
}

function onlyAllowed(
  counts: Partial<Record<StatisticName, number>>,
  allowed: ReadonlySet<StatisticName>,
): AreaStatistics['counts'] {
  const pick = (name: StatisticName): number | null => (allowed.has(name) ? (counts[name] ?? 0) : null);
  return {
    residents: pick('residents'),
    males: pick('males'),
    females: pick('females'),
    aged60AndOver: pick('aged60AndOver'),
    aged80AndOver: pick('aged80AndOver'),
    under18: pick('under18'),
    livingAlone: pick('livingAlone'),
    receivingAllowance: pick('receivingAllowance'),
    deceased: pick('deceased'),
    households: pick('households'),
    legalEntities: pick('legalEntities'),
    unplacedResidents: pick('unplacedResidents'),
    unplacedLegalEntities: pick('unplacedLegalEntities'),
  };
}
