import { type Rights, rightsFrom } from '#platform/auth/rights.js';
import { level } from '../subgraphs/catalog-world.js';
import { digestOf } from '../support/seed-peers.js';
import { type Answer, createTestGraph, type TestGraph } from '../support/test-graph.js';

/** Who asks: one who may do everything, two from whom `secret` is hidden, and one whose key shows `open` alone. */
export type CallerName = 'all' | 'outsider' | 'maintainer' | 'tenant';

const TOKENS = {
  all: 'a-token-that-opens-everything',
  outsider: 'a-token-of-an-outsider',
  maintainer: 'a-token-of-a-maintainer',
} as const;

/** The rights of the outsider, for what is asked without the gateway. */
export const OUTSIDE: Rights = rightsFrom({ roles: [{ role: 'VIEWER', namespace: 'other' }], closed: ['secret'] });

/** The whole product with a closed namespace in it; see `seed`. */
export interface ClosedWorld extends TestGraph {
  /** The bearer token of each caller. */
  readonly tokens: Readonly<Record<CallerName, string>>;
  /** The ids of what was registered, by ref; those of runs by name. */
  readonly ids: ReadonlyMap<string, string>;
  /** What one of the callers is answered. */
  as<T = Record<string, never>>(
    caller: CallerName,
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<Answer<T>>;
  /** A write of who may do everything; it has to go well. */
  write(field: string, input: Record<string, unknown>, selection: string): Promise<Record<string, never>>;
  /** Waits until the catalog has read everything. */
  settle(): Promise<void>;
}

/** `await using world = await createClosedWorld()`. */
export async function createClosedWorld(env: Record<string, string> = {}): Promise<ClosedWorld> {
  const graph = await createTestGraph({
    ...env,
    PEDIGRAPH_TOKENS: `all=${TOKENS.all},outsider:VIEWER@other=${TOKENS.outsider},maintainer:MAINTAINER@open=${TOKENS.maintainer}`,
  });
  const ids = new Map<string, string>();
  const write: ClosedWorld['write'] = async (field, input, selection) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
    const { data, errors } = await graph.ask<Record<string, never>>(document, { input }, { token: TOKENS.all });
    if (errors !== undefined) throw new Error(`${field} was refused: ${JSON.stringify(errors)}`);
    return data[field]!;
  };
  const key = { name: 'tenant', principal: 'all', role: 'VIEWER', namespace: 'open' };
  const { secret } = (await write('createApiKey', key, 'secret')) as unknown as { readonly secret: string };
  const tokens: Readonly<Record<CallerName, string>> = { ...TOKENS, tenant: secret };
  const world: ClosedWorld = {
    ...graph,
    ids,
    tokens,
    write,
    as: (caller, query, variables = {}) => graph.ask(query, variables, { token: tokens[caller] }),
    settle: () => level(graph.subgraphs.get('catalog')!),
  };
  await seed(world, ids);
  await write('setNamespaceAccess', { namespace: 'secret', closed: true }, 'namespaceAccess { namespace }');
  await world.settle();
  return world;
}

/**
 * secret/raw → open/clean → run open/train in secret/gpu → open/detector 1.0.0, deployed, and open/detector 2.0.0, which
 * the run secret/tune made; open/clean → secret/model 1.0.0, deployed → open/copy 1.0.0.
 */
async function seed({ write }: ClosedWorld, ids: Map<string, string>): Promise<void> {
  const file = (content: string) => ({
    path: content,
    uri: `s3://b/${content}`,
    digest: digestOf(content),
    sizeBytes: 1,
  });
  const register = async (field: string, what: string, input: Record<string, unknown>) => {
    const { [what]: made } = await write(field, input, `${what} { id ref }`);
    const { id, ref } = made as unknown as { id: string; ref: string };
    ids.set(ref, id);
    return id;
  };
  const schema = [{ name: 'amount', type: 'float', nullable: false }];
  const dataset = (name: string, more: object = {}) =>
    register('registerDatasetVersion', 'datasetVersion', { dataset: name, files: [file(name)], schema, ...more });
  const model = (name: string, more: object = {}) =>
    register('registerModelVersion', 'modelVersion', { model: name, artifacts: [file(`${name}${more}`)], ...more });
  const run = async (name: string, experiment: string, auc: number, more: object) => {
    const { run: started } = await write('startRun', { experiment, name, ...more }, 'run { id }');
    const { id } = started as unknown as { id: string };
    ids.set(name, id);
    await write('logMetrics', { run: id, metrics: [{ key: 'auc', value: auc, step: 1 }] }, 'accepted');
    await write('finishRun', { run: id, status: 'FINISHED' }, 'run { id }');
    return id;
  };
  await dataset('secret/raw');
  await dataset('open/clean', { derivedFrom: ['secret/raw@1.0.0'] });
  await register('registerEnvironmentVersion', 'environmentVersion', {
    environment: 'secret/gpu',
    packages: [{ manager: 'pip', name: 'torch', version: '2.1.0' }],
  });
  const inputs = [{ ref: 'open/clean@1.0.0', columns: ['amount'] }];
  const environment = 'secret/gpu@1.0.0';
  const train = await run('train', 'open/nightly', 0.8, { inputs, environment, parameters: { depth: 7 } });
  const tune = await run('tune', 'secret/nightly', 0.95, { inputs, environment, parameters: { depth: 9 } });
  await model('open/detector', { version: '1.0.0', run: train, datasets: inputs, environment });
  await model('open/detector', { version: '2.0.0', run: tune, datasets: [{ ref: 'secret/raw@1.0.0' }], environment });
  await model('secret/model', { datasets: inputs, description: 'a detector nobody knows of' });
  await model('open/copy', { parents: ['secret/model@1.0.0'] });
  await write('recordDeployment', { modelVersion: 'open/detector@1.0.0', target: 'eu' }, 'deployment { id }');
  await write('recordDeployment', { modelVersion: 'secret/model@1.0.0', target: 'vault' }, 'deployment { id }');
  await write('setAlias', { model: 'secret/model', alias: 'production', version: '1.0.0' }, 'alias { name }');
  await write('setAlias', { model: 'open/detector', alias: 'production', version: '1.0.0' }, 'alias { name }');
}
