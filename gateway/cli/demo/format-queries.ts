import type { Caller, TellingExample } from './run-demo.ts';

/**
 * What to paste first: a real question, why records are one person, who has read them, and the link taken apart.
 * Each is a whole command with its token.
 */
export function formatQueries(
  url: string,
  platform: Caller,
  operator: Caller,
  example: TellingExample,
): readonly string[] {
  const ask = (caller: Caller, query: string) => [
    `curl -s ${url}/graphql -H 'content-type: application/json' \\`,
    `  -H 'authorization: Bearer ${caller.token}' -H 'x-purpose: ${caller.purpose}' \\`,
    `  -d '${JSON.stringify({ query })}'`,
    '',
  ];
  const [a, b] = example.records.map(({ dataset, key }) => `{ dataset: "${dataset}", key: "${key}" }`);
  return [
    `# 1. The community platform: who in grid ${example.gridCode} is over 80 and lives alone, and who said so?`,
    ...ask(
      platform,
      `{ grid(code: "${example.gridCode}") { title residents(first: 3, filter: { minAge: 80, livingSituation: ALONE }) { nodes { id name age documentNumber phone emergencyContactName provenance(fields: ["phone", "emergencyContactName"]) { field dataset } publicSecurity { identityVerification { status } } } } } }`,
    ),
    '# 2. The administrator: why are these records one person?',
    ...ask(
      operator,
      `{ explainEntity(id: "${example.residentId}") { summary { zh en } pairs { a { dataset } b { dataset } explanation { weight probability verdict { zh en } lines { label { zh en } bits } } } } }`,
    ),
    '# 3. The administrator: who has read this person, for which purpose?',
    ...ask(operator, `{ readsOf(id: "${example.residentId}", first: 5) { at client purpose operation fields } }`),
    '# And apart again: the decision is remembered; undoDecision(id, reason) takes it back and restores every value.',
    ...ask(
      operator,
      `mutation { decidePair(a: ${a}, b: ${b}, kind: UNLINK, reason: "trying it out") { id kind author } }`,
    ),
  ];
}
