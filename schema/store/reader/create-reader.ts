import type { Principal } from '../../model/agreement.ts';
import { entityTypes } from '../../model/identity.ts';
import { areaScopeOf } from '../../rules/access/area-scope.ts';
import { decideStanding } from '../../rules/access/decide-access.ts';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../database.ts';
import type { DisclosureWriter } from '../disclosure/writer.ts';
import { createAccessNotes, type Operation } from './access-notes.ts';
import { createFieldGate } from './field-gate.ts';
import { readChanges } from './read-changes.ts';
import { countEntities, readEntities, readEntitiesByArea, readEntitiesById } from './read-entities.ts';
import { noteForeignIdentity, readResidentsByIdentity, verifyIdentity } from './read-identity.ts';
import { readLegalPersons } from './read-legal-persons.ts';
import { readPreview } from './read-preview.ts';
import { readRecordsSetAside } from './read-records-set-aside.ts';
import { readHouseholds, readHouseholdsOf, readRecordsOf } from './read-related.ts';
import { readStatistics } from './read-statistics.ts';
import type { Reader } from './reader.ts';
import type { ReaderContext } from './reader-context.ts';

export interface ReaderDependencies {
  readonly db: Database;
  readonly clock: Clock;
  readonly disclosures: Pick<DisclosureWriter, 'append'>;
  readonly grades: GradeTable;
}

/** One per request, never shared: it holds what this caller was shown. */
export function createReader(dependencies: ReaderDependencies, principal: Principal, operation: Operation): Reader {
  const { db, clock, disclosures, grades } = dependencies;
  const now = clock.now();
  const standing = decideStanding(principal, now);
  const notes = createAccessNotes(principal, operation);
  const gate = createFieldGate(principal, grades, notes, now);
  const context: ReaderContext = {
    db,
    now,
    standing,
    scope: standing.valid ? areaScopeOf(standing.agreement) : { kind: 'some', codes: [] },
    gate,
    grades,
    notes,
    subjects: new WeakMap(),
    identities: new WeakMap(),
    representatives: new WeakMap(),
    households: new WeakMap(),
  };

  return {
    principal,
    entitiesById: (entityType, ids) => readEntitiesById(context, entityType, ids),
    entities: (entityType, query) => readEntities(context, entityType, query),
    entitiesByArea: (entityType, areaCodes, query) => readEntitiesByArea(context, entityType, areaCodes, query),
    count: (entityType, filter) => countEntities(context, entityType, filter),
    residentsByIdentity: (documentNumber, name) => readResidentsByIdentity(context, documentNumber, name),
    verifyIdentity: (documentNumber, name) => verifyIdentity(context, documentNumber, name),
    recordsOf: (entities) => readRecordsOf(context, entities),
    recordsSetAside: (names) => readRecordsSetAside(context, names),
    legalPersonsOf: (entities) => readLegalPersons(context, entities),
    households: (ids) => readHouseholds(context, ids),
    householdsOf: (residents) => readHouseholdsOf(context, residents),
    statistics: (areaCodes) => readStatistics(context, areaCodes),
    changes: (after, first) => readChanges(context, after, first),
    previewEntries: (entries) => readPreview(context, entries),
    identityFor(entity, path) {
      const subject = context.subjects.get(entity);
      if (!subject || gate.decide(subject, path) !== 'allow') return null;
      return context.identities.get(entity) ?? null;
    },
    noteForeignIdentity: (documentNumber) => noteForeignIdentity(context, documentNumber),
    noteReadsShown({ type, id }) {
      const entityType = entityTypes.find((known) => known === type);
      if (entityType && id !== null) notes.found({ type: entityType, id }, [`${entityType}.disclosures`]);
    },
    decide(entity, path) {
      const subject = context.subjects.get(entity);
      return subject ? gate.decide(subject, path) : 'deny';
    },
    guard(entity, path, value) {
      const subject = context.subjects.get(entity);
      return subject ? gate.read(subject, path, value) : { state: 'denied', value: null };
    },
    note(entity, path) {
      const subject = context.subjects.get(entity);
      if (subject) gate.read(subject, path, null);
    },
    may: gate.may,
    reaches: gate.reaches,
    maskedPaths: notes.maskedPaths,
    async flush() {
      const drafts = notes.take();
      try {
        await disclosures.append(drafts);
      } catch (error) {
        notes.giveBack(drafts);
        throw error;
      }
    },
  };
}
