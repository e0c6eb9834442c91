import { type Attack, inert, refused, times } from './attack.js';

const TEXTS: Readonly<Record<string, string>> = {
  'a statement behind a quote': "a'; DROP TABLE models.model; --",
  'a union': "a' UNION SELECT digest FROM access.api_key --",
  'a dollar parameter': '$1',
  'a cast': 'a::regclass',
  'a sleep': "a' || pg_sleep(10) || '",
  'a backslash': 'a\\',
  wildcards: '%_%\\_',
  'a NUL': 'a\u0000b',
  'half of a pair': '\ud800',
  'a right-to-left mark': 'a\u202eb',
  'zero width': 'a\u200bb',
  'an escape of the terminal': '\u001b[31m',
  'a path': '../../../etc/passwd',
  markup: '<img src=x onerror=alert(1)>',
  'ten thousand characters': times(10_000, 'a'),
  'an operator of a text search': 'a & | ! <-> (',
  'a template': '{{7*7}}#{7*7}<%= 7*7 %>',
};

const ASKED: Readonly<Record<string, string>> = {
  model: 'query ($x: String!) { model(name: $x) { id } }',
  modelVersion: 'query ($x: String!) { modelVersion(ref: $x) { id } }',
  search: 'query ($x: String!) { search(query: $x) { totalCount } }',
  lineage: 'query ($x: String!) { lineage(of: $x, direction: BOTH) { complete } }',
  after: 'query ($x: String!) { models(after: $x) { totalCount } }',
  node: 'query ($x: ID!) { node(id: $x) { id } }',
  deployments: 'query ($x: String!) { deployments(target: $x) { totalCount } }',
  ledger: 'query ($x: String!) { ledger(subject: $x) { totalCount } }',
};

/** Texts that mean something to SQL, terminals, browsers or file systems, wherever a text is taken. */
export const HOSTILE_TEXTS: readonly Attack[] = [
  ...Object.entries(TEXTS).flatMap(([what, x]) =>
    Object.entries(ASKED).map(([where, query]) => inert(`${what} in ${where}`, query, { x })),
  ),
  ...Object.entries(TEXTS).map(
    ([what, principal]): Attack => ({
      name: `${what} as a principal`,
      as: 'admin',
      query:
        'mutation ($x: String!) { grantRole(input: { principal: $x, role: VIEWER, namespace: "nowhere" }) { __typename } }',
      variables: { x: principal },
      status: [200, 400],
      ...(what === 'a cast' ? {} : { code: 'BAD_USER_INPUT' }),
    }),
  ),
  refused('a version of 100,000 digits', 'BAD_USER_INPUT', 'query ($x: String!) { modelVersion(ref: $x) { id } }', {
    variables: { x: `a/b@1.0.${times(100_000, '1')}` },
  }),
  refused('a cursor of another list', 'BAD_USER_INPUT', '{ models(after: "eyJrIjoxfQ") { totalCount } }'),
  refused(
    'a moment that is none',
    'GRAPHQL_VALIDATION_FAILED',
    '{ modelVersion(ref: "a/b@1.0.0", asOf: "2026-02-30T25:00:00Z") { id } }',
    {
      status: [200, 400],
    },
  ),
];
