import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snapshotPrototypes } from '../support/prototype-snapshot.js';
import { freshFolder, startCommand } from '../support/running-command.js';
import { createTestGraph } from '../support/test-graph.js';
import type { Attack } from './attacks/attack.js';
import { CREDENTIALS } from './attacks/credentials.js';
import { FILES } from './attacks/files.js';
import { HOSTILE_TEXTS } from './attacks/hostile-texts.js';
import { HTTP_REQUESTS } from './attacks/http-requests.js';
import { faultOf } from './attacks/judge.js';
import { OVER_SOCKETS } from './attacks/over-sockets.js';
import { RIGHTS } from './attacks/rights.js';
import { sendAttack, type Tokens } from './attacks/send-attack.js';
import { sendSocketAttack } from './attacks/send-socket-attack.js';
import { SHAPES_OF_DOCUMENTS } from './attacks/shapes-of-documents.js';
import { faultOfSocket } from './attacks/socket-attack.js';

const KINDS: Readonly<Record<string, readonly Attack[]>> = {
  'shapes of documents': SHAPES_OF_DOCUMENTS,
  'HTTP requests': HTTP_REQUESTS,
  credentials: CREDENTIALS,
  'hostile texts': HOSTILE_TEXTS,
  rights: RIGHTS,
  files: FILES,
};
/** Kinds of which some attacks may write: what is hostile in them is text, or bytes. */
const WRITING = new Set(['hostile texts', 'files']);

const TOKENS: Tokens = {
  viewer: 'the-token-of-the-viewer-0001',
  contributor: 'the-token-of-the-contributor-02',
  maintainer: 'the-token-of-the-maintainer-03',
  admin: 'the-token-of-the-administrator-4',
};

const ENV = {
  PEDIGRAPH_TOKENS: [
    `viewer:VIEWER@team=${TOKENS.viewer}`,
    `contributor:CONTRIBUTOR@team=${TOKENS.contributor}`,
    `maintainer:MAINTAINER@team=${TOKENS.maintainer}`,
    `admin=${TOKENS.admin}`,
  ].join(','),
  PEDIGRAPH_ARTIFACTS: freshFolder(),
  PEDIGRAPH_ARTIFACT_MAX_BYTES: '2000000',
};

interface Server extends AsyncDisposable {
  readonly url: string;
}

const TOPOLOGIES: Readonly<Record<string, () => Promise<Server>>> = {
  'in one process': () => createTestGraph(ENV),
  // It has a store of its own, whatever `DATABASE_URL` says: then another run of the suite has it.
  ...(process.env['DATABASE_URL'] === undefined && {
    distributed: () => startCommand(['distributed', '--empty'], freshFolder(), ENV),
  }),
};

const PREPARE = `mutation {
  registerModelVersion(input: { model: "team/m", description: "to be attacked" }) { created }
  hidden: registerModelVersion(input: { model: "vault/m", description: "to be kept" }) { created }
  HIDDEN: startRun(input: { experiment: "vault/x", name: "r" }) { run { id } }
  ELSEWHERE: startRun(input: { experiment: "elsewhere/x", name: "r" }) { run { id } }
  setNamespaceAccess(input: { namespace: "vault", closed: true }) { __typename }
}`;
/** By a contributor, who may log to what is theirs. */
const PREPARE_RUN = 'mutation { RUN: startRun(input: { experiment: "team/x", name: "r" }) { run { id } } }';
const STATE =
  '{ models { totalCount } datasets { totalCount } environments { totalCount } experiments { totalCount } ledgerCheckpoint { size } }';

describe.each(Object.entries(TOPOLOGIES))('%s', (topology, open) => {
  let server: Server;
  let origin: string;
  /** Ids of runs, by what the attacks call them. */
  let named: Record<string, string>;
  const asAdmin = async (query: string): Promise<string> => {
    const { status, text } = await sendAttack(origin, { name: 'state', as: 'admin', query, status: [200] }, TOKENS);
    expect(status).toBe(200);
    return text;
  };
  beforeAll(async () => {
    server = await open();
    origin = new URL(server.url).origin;
    const own = await sendAttack(origin, { name: 'run', query: PREPARE_RUN, status: [200] }, TOKENS);
    const data = { ...JSON.parse(await asAdmin(PREPARE)).data, ...JSON.parse(own.text).data };
    named = Object.fromEntries(
      ['RUN', 'HIDDEN', 'ELSEWHERE'].map((name) => [name, data[name].run.id.replaceAll('-', '')]),
    );
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  test.each(Object.entries(KINDS))('of %s, every attack is held', async (kind, attacks) => {
    const before = await settled(() => asAdmin(STATE));
    const assertUntouched = snapshotPrototypes();
    const faults: string[] = [];
    for (const attack of attacks) {
      const answer = await sendAttack(origin, attack, TOKENS, named).catch((error) => ({
        status: 0,
        text: String(error),
      }));
      const fault = faultOf(attack, answer);
      if (fault !== null) faults.push(`${attack.name}: ${fault}`);
    }
    console.info(`${topology}, ${kind}: ${attacks.length} attacks tried, ${attacks.length - faults.length} held`);
    expect(faults).toEqual([]);
    assertUntouched();
    if (!WRITING.has(kind)) expect(await asAdmin(STATE)).toBe(before);
  });

  test('over WebSocket, every attack is held', async () => {
    const before = await settled(() => asAdmin(STATE));
    const faults: string[] = [];
    for (const attack of OVER_SOCKETS) {
      const fault = faultOfSocket(attack, await sendSocketAttack(origin, attack, TOKENS));
      if (fault !== null) faults.push(`${attack.name}: ${fault}`);
    }
    const held = OVER_SOCKETS.length - faults.length;
    console.info(`${topology}, over WebSocket: ${OVER_SOCKETS.length} attacks tried, ${held} held`);
    expect(faults).toEqual([]);
    expect(await asAdmin(STATE)).toBe(before);
  });
});

test('at least 120 attacks are tried, each under a name of its own', () => {
  const names = [...Object.values(KINDS).flat(), ...OVER_SOCKETS].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(120);
});

/** The catalog follows a moment later: the state that twice is the same. */
async function settled(read: () => Promise<string>): Promise<string> {
  let last = await read();
  for (;;) {
    const now = await read();
    if (now === last) return now;
    last = now;
  }
}
