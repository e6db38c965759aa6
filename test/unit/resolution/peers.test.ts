import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { joinLinks } from '../../bench/matching/join-links.ts';
import { rowsOfPeer } from '../../bench/matching/peer-contender.ts';
import { runPeer } from '../../bench/matching/run-peer.ts';

test('links are joined into what they connect', () => {
  const clusters = joinLinks([
    ['a', 'b'],
    ['d', 'e'],
    ['c', 'b'],
  ]);
  expect(clusters.map((members) => [...members].sort()).sort()).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
});

test('a peer that is not installed is reported as not run', async () => {
  expect(await runPeer(null, 'splink_febrl3.py', [])).toEqual({ ran: false, why: expect.stringMatching(/^not run: /) });
  expect(await runPeer('/no/such/python', 'splink_febrl3.py', [])).toMatchObject({ ran: false });
});

describe('with an interpreter that is not the peer’s', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'python-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const interpreter = (script: string): string => {
    const file = path.join(folder, 'python');
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };

  test('the last line of what it says is the reason', async () => {
    const python = interpreter("echo 'Traceback' >&2; echo \"No module named 'duckdb'\" >&2; exit 1");
    const run = await runPeer(python, 'splink_febrl3.py', []);
    expect(run).toEqual({ ran: false, why: "not run: No module named 'duckdb'" });
  });

  test('a result is read from the file it was told to write, and the file is gone afterwards', async () => {
    const result = { versions: {}, seconds: {}, edges: [], clusters: {} };
    const python = interpreter(`echo "$4" > ${path.join(folder, 'told')}; echo '${JSON.stringify(result)}' > "$4"`);
    expect(await runPeer(python, 'splink_febrl3.py', ['in.csv'])).toEqual({ ran: true, result });
    const told = readFileSync(path.join(folder, 'told'), 'utf8').trim();
    expect(path.isAbsolute(told)).toBe(true);
    expect(existsSync(told)).toBe(false);
  });
});

test('a peer is measured at its own thresholds and at the best that labels could pick', () => {
  const names = ['a1', 'a2', 'b1', 'b2'];
  const truth = new Map(names.map((name) => [`d/${name}`, name.charAt(0)]));
  const nameOf = new Map(names.map((name) => [name, `d/${name}`]));
  const rows = rowsOfPeer(
    { data: 'd', who: 'peer' },
    { records: [], truth, nameOf, paths: [] },
    {
      versions: {},
      seconds: {},
      edges: [
        ['a1', 'a2', 8],
        ['b1', 'b2', 6],
        ['a1', 'b1', 5],
      ],
      clusters: { 0.95: [['a1', 'a2', 'b1', 'b2']] },
    },
  );
  expect(rows.map(({ threshold, clusterPairs }) => [threshold, clusterPairs.precision, clusterPairs.recall])).toEqual([
    ['probability 0.95', 1 / 3, 1],
    ['best by labels (5.5 bits)', 1, 1],
  ]);
});
