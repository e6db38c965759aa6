import { randomUUID } from 'node:crypto';
import { readFeed } from '../../../connectors/readers/read-feed.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import type { Database } from '../../../schema/store/database.ts';
import { inspectBody, landBatch } from '../../../schema/store/landing/land-batch.ts';
import type { RowSource } from '../../../schema/store/landing/read-rows.ts';
import { householdRegister } from './household-feed.ts';

/** Landing cut short behind each of its stages, so that one sees where the time goes. Each gives the rows it saw. */
export interface Stages {
  read(file: string): Promise<number>;
  readAndMap(file: string): Promise<number>;
  /** The whole of it but HTTP and the spool. */
  readMapAndCopy(file: string): Promise<number>;
}

export function createStages(db: Database): Stages {
  const contract = householdContract();
  const open = (file: string): RowSource =>
    readFeed(file, contract.form, { requiredColumns: [contract.key, contract.version ?? contract.key], gzip: false });
  return {
    async read(file) {
      let rows = 0;
      for await (const block of open(file).rows) rows += block.length;
      return rows;
    },
    async readAndMap(file) {
      return (await inspectBody(contract, open(file), new Date())).summary.received;
    },
    async readMapAndCopy(file) {
      const now = new Date();
      const landing = await landBatch(db, contract, open(file), {
        clientId: randomUUID(),
        mode: 'upsert',
        asOf: now,
        receivedAt: now,
        idempotencyKey: null,
        bodySha256: '',
        bodyBytes: 0,
        form: contract.form.type,
      });
      return landing.replayed ? 0 : landing.summary.received;
    },
  };
}

function householdContract(): Contract {
  const contract = loadContracts().find(({ dataset }) => dataset === householdRegister);
  if (!contract) throw new Error(`${householdRegister} has no contract.`);
  return contract;
}
