import { parse } from 'graphql';
import { SYSTEM } from '#platform/auth/caller.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const PARTS = {
  datasets: [
    {
      dataset: 'acme/clean',
      rowCount: 7,
      files: [{ path: 'b', uri: 's3://acme/b', digest: DIGEST }],
      schema: [{ name: 'age', type: 'INT' }],
    },
  ],
  environment: { environment: 'acme/train', os: 'linux', seed: 7, variables: ['CUDA'] },
  run: {
    experiment: 'acme/nightly',
    name: 'night',
    parameters: { depth: 3 },
    metrics: [
      { key: 'auc', value: 0.9, step: 1 },
      { key: 'auc', value: 0.8, step: 0 },
    ],
  },
};

/** A store with a row in every table, written through the API. */
export async function createWrittenStore(): Promise<TestGraph> {
  const graph = await createTestGraph({ PEDIGRAPH_TOKEN: 'the-token-of-whoever-wrote-it' });
  const write = async (document: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await graph.ask<Record<string, Record<string, never>>>(document, variables);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const register = `mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { __typename } }`;
  const model = 'acme/detector';
  await write(register, {
    input: {
      model,
      architecture: 'trees',
      code: { repository: 'https://git.example.org/acme.git', commit: 'c0ffee0' },
      config: { deep: [1, null] },
      artifacts: [{ path: 'a', uri: 's3://acme/a', digest: DIGEST }],
      parts: PARTS,
      datasets: [{ role: 'TRAINING', ref: 'acme/clean' }],
      description: 'The first.',
      tags: { team: 'risk' },
    },
  });
  await write(register, { input: { model, parents: [`${model}@1.0.0`], config: 2 } });
  const governed = await write(
    `mutation {
    derived: registerDatasetVersion(input: { dataset: "acme/derived", derivedFrom: ["acme/clean@1.0.0"] }) { __typename }
    first: setAlias(input: { model: "${model}", alias: "production", version: "1.0.0" }) { __typename }
    second: setAlias(input: { model: "${model}", alias: "production", version: "LATEST" }) { __typename }
    a: recordDeployment(input: { modelVersion: "${model}@1.0.0", target: "eu", environment: "acme/train@1.0.0" }) { __typename }
    b: recordDeployment(input: { modelVersion: "${model}@LATEST", target: "eu" }) { __typename }
    rollback(input: { model: "${model}", alias: "production", reason: "It was worse." }) { __typename }
    setTags(input: { of: "${model}@1.0.0", set: { card: "yes" } }) { __typename }
    recordEvaluation(input: { modelVersion: "${model}@1.0.0", datasetVersion: "acme/clean@1.0.0", metrics: [{ key: "auc", value: 0.9 }] }) { __typename }
    reportContradiction(input: { modelVersion: "${model}@1.0.0", kind: TAG_MOVED, source: "https://git.example.org/acme/fraud", place: "refs/tags/v1" }) { contradiction { id } }
    recordReachCheck(input: { modelVersion: "${model}@1.0.0", places: [{ place: "s3://acme/z", answer: YES, reason: "It is there." }] }) { __typename }
    onModel: addModelVersionLocations(input: { modelVersion: "${model}@1.0.0", locations: [{ uri: "s3://copies/a", digest: "${DIGEST}" }] }) { __typename }
    onData: addDatasetVersionLocations(input: { datasetVersion: "acme/clean@1.0.0", locations: [{ uri: "s3://copies/b", digest: "${DIGEST}" }] }) { __typename }
    recordSources(input: { sources: [{ modelVersion: "${model}@1.0.0", tool: "gto", location: "https://git.example.org/acme/fraud", externalId: "model@v1.0.0" }] }) { __typename }
    approve(input: { modelVersion: "${model}@1.0.0" }) { __typename }
    setPolicy(input: { scope: "${model}", alias: "staging", rules: { requiredTags: ["owner"] } }) { __typename }
    waiveRule(input: { modelVersion: "${model}@1.0.0", alias: "staging", rule: "tag owner", reason: "Later.", expiresAt: "${new Date(Date.now() + 86_400_000).toISOString()}" }) { __typename }
    promote(input: { modelVersion: "${model}@1.0.0", alias: "staging" }) { __typename }
  }`.replaceAll('LATEST', '2.0.0'),
  );
  const reported = governed['reportContradiction']!['contradiction'] as unknown as { id: string };
  await write(
    'mutation ($id: ID!) { resolveContradiction(input: { contradiction: $id, reason: "Moved back." }) { __typename } }',
    { id: reported.id },
  );
  await write(`mutation {
    createModel(input: { namespace: "acme", displayName: "The detector", createdElsewhereAt: "2020-09-01", createdElsewhereBy: "ben" }) { __typename }
    renameModel(input: { model: "acme/The-detector", displayName: "The old detector", reason: "It is old." }) { __typename }
    archiveModel(input: { model: "acme/The-detector", reason: "Nobody needs it." }) { __typename }
    grantRole(input: { principal: "ann", role: MAINTAINER, namespace: "acme", reason: "Hers." }) { __typename }
    setNamespaceAccess(input: { namespace: "elsewhere", closed: true, reason: "Secret." }) { __typename }
  }`);
  const made = await write(
    'mutation { createApiKey(input: { name: "a job", principal: "ann", role: VIEWER, namespace: "acme" }) { apiKey { id } } }',
  );
  const key = made['createApiKey']!['apiKey'] as unknown as { id: string };
  await write('mutation ($id: ID!) { revokeApiKey(input: { apiKey: $id, reason: "Over." }) { __typename } }', {
    id: key.id,
  });
  await graph.subgraphs.get('access')!.execute({
    document: parse('mutation ($input: EndSessionInput!) { endSession(input: $input) { ended } }'),
    variables: { input: { session: `sha256:${'a'.repeat(64)}`, principal: 'ann', expiresAt: '2030-01-01T00:00:00Z' } },
    caller: SYSTEM,
    requestId: 'test',
  });
  const { startRun } = await write(
    'mutation { startRun(input: { experiment: "acme/nightly", name: "open", parameters: { p: 1 } }) { run { id } } }',
  );
  const { id } = startRun!['run'] as unknown as { id: string };
  await write(
    'mutation ($run: ID!) { logMetrics(input: { run: $run, metrics: [{ key: "loss", value: 0.5, step: 1 }] }) { accepted } }',
    {
      run: id,
    },
  );
  await write(
    'mutation ($run: ID!) { addRunInputs(input: { run: $run, inputs: [{ ref: "acme/clean@1.0.0", context: "night", tags: { a: "b" } }] }) { added } }',
    { run: id },
  );
  const { createLoggedModel } = await write(
    'mutation ($run: ID!) { createLoggedModel(input: { experiment: "acme/nightly", run: $run, name: "model", parameters: { p: 1 }, tags: { a: "b" } }) { loggedModel { id } } }',
    { run: id },
  );
  await write(
    `mutation ($run: ID!, $loggedModel: ID!) {
    failed: finishLoggedModel(input: { loggedModel: $loggedModel, status: FAILED }) { __typename }
    finishLoggedModel(input: { loggedModel: $loggedModel, status: READY, artifacts: [{ path: "m", uri: "s3://m" }] }) { __typename }
    logLoggedModelParameters(input: { loggedModel: $loggedModel, parameters: { q: 1 }, afterEnd: true }) { __typename }
    logLoggedModelMetrics(input: { loggedModel: $loggedModel, run: $run, metrics: [{ key: "auc", value: 0.5, dataset: "acme/clean@1.0.0" }] }) { __typename }
    setLoggedModelTags(input: { loggedModel: $loggedModel, set: { a: "c" } }) { __typename }
    archiveLoggedModel(input: { loggedModel: $loggedModel }) { __typename }
    addRunOutputs(input: { run: $run, loggedModels: [{ loggedModel: $loggedModel, step: 7 }], datasetVersions: ["acme/derived@1.0.0"] }) { __typename }
    addRunInputs(input: { run: $run, loggedModels: [$loggedModel] }) { __typename }
    registerModelVersion(input: { model: "acme/logged", loggedModel: $loggedModel }) { __typename }
  }`,
    { run: id, loggedModel: (createLoggedModel!['loggedModel'] as unknown as { id: string }).id },
  );
  const over = await write(
    'mutation { registerRun(input: { experiment: "acme/nightly", name: "over", parameters: { p: 2 } }) { run { id } } }',
  );
  await write(
    `mutation ($run: ID!) {
    resumeRun(input: { run: $run }) { __typename }
    logBatch(input: { run: $run, metrics: [{ key: "loss", value: 0.5 }], parameters: { q: "1" }, afterEnd: true }) { metrics }
    finishRun(input: { run: $run, status: FAILED }) { __typename }
  }`,
    { run: (over['registerRun']!['run'] as unknown as { id: string }).id },
  );
  await write(`mutation {
    createExperiment(input: { namespace: "acme", displayName: "All of it", tags: { team: "risk" }, externalId: "mlflow:1" }) { __typename }
    renameExperiment(input: { experiment: "acme/All-of-it", displayName: "Half of it" }) { __typename }
    archiveExperiment(input: { experiment: "acme/All-of-it" }) { __typename }
    restoreExperiment(input: { experiment: "acme/All-of-it" }) { __typename }
  }`);
  await write('mutation ($input: RegisterRunInput!) { registerRun(input: $input) { run { id } } }', {
    input: { experiment: 'acme/nightly', name: 'late', externalId: 'late' },
  }).then(({ registerRun }) =>
    write(
      'mutation ($run: ID!) { attachRun(input: { modelVersion: "acme/detector@2.0.0", run: $run }) { __typename } }',
      { run: (registerRun!['run'] as unknown as { id: string }).id },
    ),
  );
  await write('mutation ($run: ID!) { archiveRun(input: { run: $run, reason: "Enough." }) { __typename } }', {
    run: id,
  });
  return graph;
}
