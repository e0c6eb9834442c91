import { type Attack, type Attacker, refused } from './attack.js';

const FORBIDDEN_TO: Readonly<Record<string, readonly [mutation: string, lacking: readonly Attacker[]]>> = {
  'a policy': [
    'setPolicy(input: { scope: "team/m", rules: { reproducible: true } })',
    ['viewer', 'contributor', 'maintainer'],
  ],
  'a waiver': [
    'waiveRule(input: { modelVersion: "team/m@1.0.0", rule: "reproducible", reason: "x", expiresAt: "2030-01-01T00:00:00Z" })',
    ['viewer', 'contributor', 'maintainer'],
  ],
  'a promotion': ['promote(input: { modelVersion: "team/m@1.0.0" })', ['viewer', 'contributor']],
  'an approval': ['approve(input: { modelVersion: "team/m@1.0.0" })', ['viewer', 'contributor']],
  'a rollback': ['rollback(input: { model: "team/m", alias: "production", reason: "x" })', ['viewer', 'contributor']],
  'a deployment': [
    'recordDeployment(input: { modelVersion: "team/m@1.0.0", target: "eu" })',
    ['viewer', 'contributor'],
  ],
  'an alias': ['setAlias(input: { model: "team/m", alias: "mine", version: "1.0.0" })', ['viewer']],
  'a registration': ['registerModelVersion(input: { model: "team/m" })', ['viewer']],
  'a dataset': ['registerDatasetVersion(input: { dataset: "team/d" })', ['viewer']],
  'an environment': ['registerEnvironmentVersion(input: { environment: "team/e", os: "linux" })', ['viewer']],
  'a run': ['startRun(input: { experiment: "team/x", name: "r" })', ['viewer']],
  'a role': ['grantRole(input: { principal: "viewer", role: ADMIN })', ['viewer', 'contributor', 'maintainer']],
  'a role in the namespace': [
    'grantRole(input: { principal: "viewer", role: MAINTAINER, namespace: "team" })',
    ['viewer', 'contributor', 'maintainer'],
  ],
  'the role of another': ['revokeRole(input: { principal: "admin" })', ['viewer', 'contributor', 'maintainer']],
  'a key of another': [
    'createApiKey(input: { name: "x", principal: "admin" })',
    ['viewer', 'contributor', 'maintainer'],
  ],
  'a closed namespace': [
    'setNamespaceAccess(input: { namespace: "team", closed: true })',
    ['viewer', 'contributor', 'maintainer'],
  ],
  'another namespace': [
    'registerModelVersion(input: { model: "elsewhere/m" })',
    ['viewer', 'contributor', 'maintainer'],
  ],
};

/** What each role lacks, asked for all the same. */
export const RIGHTS: readonly Attack[] = [
  ...Object.entries(FORBIDDEN_TO).flatMap(([what, [mutation, lacking]]) =>
    lacking.map((as) => refused(`${what} by a ${as}`, 'FORBIDDEN', `mutation { ${mutation} { __typename } }`, { as })),
  ),
  ...(['viewer', 'contributor', 'maintainer'] as const).flatMap((as) => [
    refused(`keys of others to a ${as}`, 'FORBIDDEN', '{ apiKeys(principal: "admin") { nodes { id } } }', { as }),
    refused(`roles of others to a ${as}`, 'FORBIDDEN', '{ roleGrants { nodes { principal } } }', { as }),
  ]),
];
