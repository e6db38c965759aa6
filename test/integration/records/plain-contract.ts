import type { Contract } from '../../../schema/model/contract.ts';
import { parseContract } from '../../../schema/model/load-contracts.ts';

/** A dataset with a key, a version and one value: enough to see versions at work. */
export function plainContract(limits: Partial<Contract['limits']> = {}): Contract {
  const { contract, problems } = parseContract(text, 'plain.contract.yaml');
  if (!contract) throw new Error(JSON.stringify(problems));
  return { ...contract, limits: { ...contract.limits, ...limits } };
}

const text = `
dataset: civil-affairs.plain
title: { zh: 测试, en: Plain }
entity: resident
form: { type: csv, charset: utf-8 }
key: key
version: version
fields:
  - { from: key, to: fileNumber, label: { zh: 编号, en: Number }, grade: 1 }
  - { from: name, to: name, operations: name }
updateFrequency: P7D
sharing: { attribute: unconditional, basis: test }
retention: { class: test, keep: P1Y }
tests:
  - name: a row
    row: { key: K1, name: 张伟, version: 2026-01-01T00:00:00Z }
    expect: { values: { fileNumber: K1, name: 张伟 } }
`;
