import { putRecord, resolveAll } from '../../support/community.ts';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

/** The graph under attack: who is in it, and what an attempt left in the audit. */
export interface AttackedGraph extends OpenGraph {
  /** Of a client who may see everything. */
  readonly all: Ask;
  readonly ids: Readonly<Record<'elder' | 'south' | 'drawing' | 'father', string>>;
  lastSeq(table: 'disclosure' | 'change'): Promise<string>;
  // biome-ignore lint/suspicious/noExplicitAny: rows as they lie in the table; tests look into them.
  entriesDuring(act: () => Promise<unknown>): Promise<readonly any[]>;
}

/** Somebody of another community who draws an allowance, as one department alone knows. */
export const drawing = {
  dataset: 'civil-affairs.subsistence-allowance',
  key: 'DB5',
  values: {
    name: '孙丽',
    birthDate: '1970-05-05',
    sex: '2',
    gridCode: '320105001002001',
    allowanceCategory: '城市低保',
    allowanceStatus: 'RECEIVING',
  },
};

export async function openAttackedGraph(): Promise<AttackedGraph> {
  const graph = await openGraph();
  await putRecord(graph.db, { ...drawing, version: '2026-10-01T00:00:00Z' });
  await resolveAll(graph.db);
  const all = await graph.clientWith({ areas: ['*'] });
  const { data } = await all(`{
    elder: residents(filter: { namePrefix: "李" }) { nodes { id } }
    south: residents(filter: { documentNumber: "320105194801010178" }) { nodes { id } }
    drawing: residents(filter: { namePrefix: "孙" }) { nodes { id } }
    father: residents(filter: { namePrefix: "张伟" }) { nodes { id } }
  }`);
  const idOf = (name: string): string => data[name].nodes[0].id;
  const lastSeq = async (table: 'disclosure' | 'change'): Promise<string> => {
    const row = await graph.db(table).max({ seq: 'seq' }).first();
    return String(row?.seq ?? 0);
  };
  return {
    ...graph,
    all,
    ids: { elder: idOf('elder'), south: idOf('south'), drawing: idOf('drawing'), father: idOf('father') },
    lastSeq,
    async entriesDuring(act) {
      const last = await lastSeq('disclosure');
      await act();
      return graph.db('disclosure').where('seq', '>', last).orderBy('seq');
    },
  };
}

export const codesOf = (errors: Awaited<ReturnType<Ask>>['errors']) =>
  errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]);
