import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { Subgraph } from '../subgraph.ts';
import { changeSdl } from './change-sdl.ts';
import { emergencyPersonResolvers } from './emergency-card.ts';
import { emergencySdl } from './emergency-sdl.ts';
import { changeResolvers } from './find-changes.ts';
import { gridResolvers, statisticsResolvers } from './grid-resolvers.ts';
import { gridSdl } from './grid-sdl.ts';
import { legalEntitySdl } from './legal-entity-sdl.ts';
import { queryResolvers } from './query-resolvers.ts';
import { querySdl } from './query-sdl.ts';
import {
  householdResolvers,
  legalEntityResolvers,
  linkedRecordResolvers,
  residentResolvers,
} from './resident-resolvers.ts';
import { residentSdl } from './resident-sdl.ts';
import { sourceSdl } from './source-sdl.ts';

/** The shared community dataset: residents, households, legal entities, the area tree, changes and sources. */
export function communitySubgraph(
  grades: GradeTable,
  parts: { readonly resident: string; readonly legalEntity: string },
): Subgraph {
  return {
    name: 'community',
    typeDefs: [
      querySdl(grades),
      residentSdl(grades, parts.resident),
      legalEntitySdl(grades, parts.legalEntity),
      gridSdl,
      emergencySdl(grades),
      changeSdl,
      sourceSdl,
    ].join('\n'),
    resolvers: {
      Query: queryResolvers,
      Resident: residentResolvers,
      LegalEntity: legalEntityResolvers,
      Household: householdResolvers,
      LinkedRecord: linkedRecordResolvers,
      Grid: gridResolvers,
      GridStatistics: statisticsResolvers,
      EmergencyPerson: emergencyPersonResolvers,
      Change: changeResolvers,
      GridLevel: lowerCase('PROVINCE', 'PREFECTURE', 'COUNTY', 'STREET', 'COMMUNITY', 'GRID'),
      BatchState: lowerCase('LANDED', 'INGESTING', 'INGESTED', 'PUBLISHED', 'FAILED'),
      OrderDirection: lowerCase('ASCENDING', 'DESCENDING'),
      EntityType: { RESIDENT: 'resident', LEGAL_ENTITY: 'legal-entity' },
      ResidentOrderField: { ID: 'id', NAME: 'name', GRID_CODE: 'gridCode', BIRTH_DATE: 'birthDate' },
      LegalEntityOrderField: { ID: 'id', NAME: 'name', GRID_CODE: 'gridCode' },
    },
  };
}

const lowerCase = (...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, name.toLowerCase()]));
