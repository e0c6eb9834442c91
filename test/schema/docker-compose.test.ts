import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createProgram } from '#cli/program.js';
import { SERVER_COMMANDS } from '#cli/server-commands.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';

const NAMES = SUBGRAPHS.map(({ definition }) => definition.name);

interface Service {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
}

const { services } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  services: Readonly<Record<string, Service>>;
};

test('there is a service a subgraph, two gateways, PostgreSQL, its migrations and one address', () => {
  expect(Object.keys(services).sort()).toEqual(
    [...NAMES, 'address', 'gateway-1', 'gateway-2', 'migrate', 'postgres'].sort(),
  );
});

test('every container of ours is started by a command line that the program takes', async () => {
  for (const [name, { entrypoint = [], command = [] }] of Object.entries(services)) {
    if (entrypoint[0] !== 'node') continue;
    const [role, ...args] = [...entrypoint.slice(3), ...command];
    const known = (await createProgram(SERVER_COMMANDS)).commands.find((candidate) => candidate.name() === role);
    const { unknown, operands } = known?.parseOptions(args) ?? { unknown: ['?'], operands: [] };
    expect([name, unknown]).toEqual([name, []]);
    if (role === 'subgraph') expect(operands).toEqual([name]);
  }
});

test('every place of a subgraph is a service on the port it listens on; a private key is with who signs by it alone', () => {
  const places = NAMES.map((name) => `--subgraph=${name}=http://${name}:4000/graphql`);
  for (const name of [...NAMES, 'gateway-1', 'gateway-2']) {
    expect(services[name]?.command).toEqual(places);
    expect(services[name]?.environment).toMatchObject({
      PORT: '4000',
      HOST: '0.0.0.0',
    });
    const secrets = Object.entries(services[name]?.environment ?? {}).filter(([variable]) =>
      /TOKEN|KEY/.test(variable),
    );
    expect([name, secrets.map(([variable]) => variable).sort()]).toEqual([name, secretsOf(name)]);
    for (const [variable, value] of secrets) expect(value).toMatch(new RegExp(`^\\$\\{${variable}:\\?`));
  }
});

test('what serves connects as the role that serves, and knows no other', () => {
  for (const name of [...NAMES, 'gateway-1', 'gateway-2']) {
    const { DATABASE_URL, DATABASE_MIGRATION_URL } = services[name]?.environment ?? {};
    expect(DATABASE_URL).toMatch(/^postgres:\/\/pedigraph_serving:/);
    expect(DATABASE_MIGRATION_URL).toBeUndefined();
    expect(JSON.stringify(services[name])).not.toContain('{POSTGRES_PASSWORD');
  }
  expect(services['migrate']?.environment).toMatchObject({
    DATABASE_URL: expect.stringContaining('//pedigraph_serving:'),
    DATABASE_MIGRATION_URL: expect.stringContaining('//pedigraph_owner:'),
  });
});

test('what is mounted and copied is there', () => {
  const mounts = Object.values(services)
    .flatMap(({ volumes = [] }) => volumes)
    .filter((mount) => mount.startsWith('.'));
  expect(mounts).toHaveLength(2);
  for (const mount of mounts) expect(existsSync(mount.split(':')[0] ?? '')).toBe(true);
  expect(readFileSync('Dockerfile', 'utf8')).toMatch(
    /^ENTRYPOINT \["node", "--max-semi-space-size=32", "--no-allocation-site-pretenuring", "--disable-proto=delete", "bin\/run-bundle.mjs"\]/m,
  );
});

/** The variables of a process with secrets or keys. */
function secretsOf(name: string): readonly string[] {
  if (!NAMES.includes(name)) return ['PEDIGRAPH_GATEWAY_KEY', 'PEDIGRAPH_TOKEN'];
  const all = ['PEDIGRAPH_BACKGROUND_PUBLIC_KEYS', 'PEDIGRAPH_GATEWAY_PUBLIC_KEYS'];
  return name === 'catalog' ? ['PEDIGRAPH_BACKGROUND_KEY', ...all] : all;
}
