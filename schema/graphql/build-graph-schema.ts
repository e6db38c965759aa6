import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import type { Contract, Department } from '../model/contract.ts';
import type { GradeTable } from '../rules/access/grade-table.ts';
import { administrationSubgraph } from './administration/administration-subgraph.ts';
import { civilAffairsSubgraph } from './civil-affairs/civil-affairs-subgraph.ts';
import { communitySubgraph } from './community/community-subgraph.ts';
import { departmentParts } from './department-parts/department-parts.ts';
import { healthSubgraph } from './health/health-subgraph.ts';
import { codeEnumSubgraph } from './kernel/code-enums.ts';
import { scalarSubgraph } from './kernel/scalars.ts';
import { publicSecuritySubgraph } from './public-security/public-security-subgraph.ts';

/** Departments that answer live, each with a subgraph of its own. */
const liveSubgraphs = [
  { department: 'civil-affairs', build: civilAffairsSubgraph },
  { department: 'health', build: healthSubgraph },
  { department: 'public-security', build: publicSecuritySubgraph },
] as const;

export interface GraphSources {
  readonly contracts: readonly Contract[];
  readonly departments: readonly Department[];
  readonly grades: GradeTable;
}

/** The one graph over every subgraph, merged in process. Throws when a contract's names are no names of a graph. */
export function buildGraphSchema({ contracts, departments, grades }: GraphSources): GraphQLSchema {
  const live = liveSubgraphs.map(({ department }) => department);
  const parts = departmentParts(contracts, departments, grades, live);
  const subgraphs = [
    scalarSubgraph,
    codeEnumSubgraph(),
    communitySubgraph(grades, { resident: parts.fields.resident, legalEntity: parts.fields['legal-entity'] }),
    parts.subgraph,
    ...liveSubgraphs.map(({ build }) => build(grades)),
    administrationSubgraph(contracts),
  ];
  return makeExecutableSchema({
    typeDefs: subgraphs.map(({ typeDefs }) => typeDefs),
    resolvers: subgraphs.map(({ resolvers }) => resolvers),
  });
}
