import type { Finding, FindingKind } from '../../model/entity.ts';
import type { EntityId, EntityType } from '../../model/identity.ts';
import type { RecordValues } from '../../model/record.ts';

interface Subject {
  readonly id: EntityId;
  readonly entityType: EntityType;
  readonly members: readonly RecordValues[];
}

/** The elements whose values should not differ between departments, and the finding raised when they do. */
const conflicts: Readonly<Record<EntityType, readonly (readonly [element: string, kind: FindingKind])[]>> = {
  resident: [
    ['sex', 'SEX_CONFLICT'],
    ['birthDate', 'BIRTH_DATE_CONFLICT'],
    ['lifeStatus', 'STATUS_CONFLICT'],
  ],
  'legal-entity': [],
};

/** Status elements of which each department keeps its own; they should agree on whether the entity still operates. */
const statusElements: Readonly<Record<EntityType, readonly string[]>> = {
  resident: [],
  'legal-entity': ['socialOrganisationStatus', 'institutionStatus', 'tradeStatus'],
};

/** Codes that say nothing and so contradict nobody. */
const unknownCodes: ReadonlySet<string> = new Set(['0', '9', 'UNKNOWN']);

/**
 * The contradictions inside one entity. Pure; the fingerprint holds the kind and the records concerned, so that
 * the same contradiction found again is the same finding, whatever id its entity has meanwhile.
 */
export function findEntityFindings(subject: Subject): readonly Finding[] {
  const findings: Finding[] = [];
  const drawing = subject.members.filter((member) => member.values.allowanceStatus === 'RECEIVING');
  const deceased = subject.members.filter((member) => member.values.lifeStatus === 'DECEASED');
  if (drawing.length > 0 && deceased.length > 0) {
    findings.push(toFinding(subject, 'DECEASED_DRAWING_ALLOWANCE', [...deceased, ...drawing], {}));
  }
  for (const [element, kind] of conflicts[subject.entityType]) {
    const stated = membersStating(subject.members, [element]);
    if (distinct(stated.map((member) => member.values[element])).length > 1) {
      findings.push(toFinding(subject, kind, stated, { element }));
    }
  }
  const elements = statusElements[subject.entityType];
  const stated = membersStating(subject.members, elements);
  const statuses = stated.flatMap((member) => elements.map((element) => member.values[element]));
  if (distinct(statuses.filter(Boolean)).length > 1) {
    findings.push(toFinding(subject, 'STATUS_CONFLICT', stated, { element: 'status' }));
  }
  const numbers = subject.members.filter((member) => hasSoundNumber(member) && !carriesAnothersNumber(member));
  if (distinct(numbers.map((member) => member.values.documentNumber)).length > 1) {
    findings.push(toFinding(subject, 'ID_NUMBERS_DIFFER', numbers, { element: 'documentNumber', link: 'LINKED' }));
  }
  return findings;
}

/** One sound citizen number stated by records of several residents. */
export function sharedNumberFinding(members: readonly RecordValues[], entityIds: readonly EntityId[]): Finding | null {
  if (distinct(entityIds).length < 2) return null;
  return buildFinding('ID_NUMBER_SHARED', 'resident', distinct(entityIds), members, { element: 'documentNumber' });
}

/** A doubtful pair that agrees on the person and differs in sound numbers: perhaps one person with two numbers. */
export function differingNumbersFinding(
  a: RecordValues,
  b: RecordValues,
  entityIds: readonly EntityId[],
): Finding | null {
  if (![a, b].every((record) => hasSoundNumber(record) && !carriesAnothersNumber(record))) return null;
  if (a.values.documentNumber === b.values.documentNumber) return null;
  return buildFinding('ID_NUMBERS_DIFFER', 'resident', distinct(entityIds), [a, b], {
    element: 'documentNumber',
    link: 'REVIEW',
  });
}

/** A citizen number that its contract accepted without a flag. */
export function hasSoundNumber(record: RecordValues): boolean {
  return (
    record.values.documentType === 'CITIZEN_ID' &&
    Boolean(record.values.documentNumber) &&
    !record.flags.some((flag) => flag.field === 'documentNumber')
  );
}

/** A number that contradicts the row's own birth date is most often a parent's: it says nothing of this person. */
const carriesAnothersNumber = (record: RecordValues): boolean =>
  record.flags.some((flag) => flag.rule === 'BIRTH_DATE_CONTRADICTS_ID');

const membersStating = (members: readonly RecordValues[], elements: readonly string[]): readonly RecordValues[] =>
  members.filter((member) =>
    elements.some((element) => {
      const value = member.values[element];
      return value !== undefined && !unknownCodes.has(value);
    }),
  );

const toFinding = (
  subject: Subject,
  kind: FindingKind,
  records: readonly RecordValues[],
  details: Readonly<Record<string, string>>,
): Finding => buildFinding(kind, subject.entityType, [subject.id], records, details);

function buildFinding(
  kind: FindingKind,
  entityType: EntityType,
  entityIds: readonly EntityId[],
  members: readonly RecordValues[],
  details: Readonly<Record<string, string>>,
): Finding {
  const named = new Map(members.map(({ dataset, key }) => [`${dataset}/${key}`, { dataset, key }]));
  const names = [...named.keys()].sort();
  return {
    kind,
    fingerprint: [kind, details.element ?? '', ...names].join('|'),
    entityType,
    entityIds: [...entityIds].sort(),
    records: names.flatMap((name) => named.get(name) ?? []),
    details,
  };
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
