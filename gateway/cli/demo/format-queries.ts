import type { DemoClients } from './demo-clients.ts';

/** Three commands to paste: a real question, why two records are one person, and the read in the audit chain. */
export function formatQueries(
  url: string,
  platform: DemoClients['platform'],
  operator: { readonly token: string; readonly purpose: string },
  gridCode: string,
): readonly string[] {
  const ask = (who: { readonly token: string; readonly purpose: string }, query: string) =>
    [
      `curl -s ${url}/graphql -H 'content-type: application/json' \\`,
      `  -H 'authorization: Bearer ${who.token}' -H 'x-purpose: ${who.purpose}' \\`,
      `  -d '${JSON.stringify({ query })}'`,
    ].join('\n');
  return [
    `# 1. The community platform: who is over 80 and lives alone in grid ${gridCode}?`,
    ask(
      platform,
      `{ grid(code: "${gridCode}") { title residents(first: 5, filter: { minAge: 80, livingSituation: ALONE }) { edges { node { id name age phone actualAddress provenance { field dataset version } } } } } }`,
    ),
    '# 2. The administrator: which pairs of records wait for a decision, and why?',
    ask(operator, '{ reviews(first: 1) { edges { node { id reason weight waterfall { label { zh en } weight } } } } }'),
    '# 3. The same platform asks for the whole district: outside its agreement there is nothing to see, and the attempt is on record.',
    ask(platform, '{ grid(code: "11") { code title } }'),
  ];
}
