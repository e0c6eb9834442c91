import { loadExample } from '#process/example/load-example.js';
import type { TestGraph } from './test-graph.js';

/**
 * Loads the example and lets everything happen to it that dashboards and reports show: owners, a refused and a judged promotion, a
 * rollback, an evaluation, a deployment that ended, and a version that waits for approval.
 */
export async function tellStory({ url, ask }: TestGraph, token?: string): Promise<void> {
  await loadExample({ url, token });
  const write = async (field: string, type: string, input: object, selection = '__typename') => {
    const answer = await ask<Record<string, Record<string, { id: string }>>>(
      `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`,
      { input },
    );
    const codes = answer.errors?.map(({ extensions }) => extensions.code) ?? [];
    if (codes.some((code) => code !== 'POLICY_UNMET')) throw new Error(`${field}: ${answer.errors?.[0]?.message}`);
    return answer.data?.[field];
  };
  const churn = { model: 'demo/churn' };
  await write('setOwners', 'SetOwnersInput', { ...churn, owners: ['retention', 'ann'] });
  await write('setPolicy', 'SetPolicyInput', {
    scope: 'demo/churn',
    alias: 'canary',
    rules: { metrics: ['auc >= 0.86'] },
  });
  for (const version of ['1.0.0', '1.1.0', '2.0.0'])
    await write('promote', 'PromoteInput', {
      modelVersion: `demo/churn@${version}`,
      alias: 'canary',
      reason: 'better',
    });
  await write('rollback', 'RollbackInput', { ...churn, alias: 'canary', reason: 'latency' });
  await write('recordEvaluation', 'RecordEvaluationInput', {
    modelVersion: 'demo/churn@1.1.0',
    metrics: [{ key: 'auc', value: 0.88 }],
    datasetVersion: 'demo/customers@1.1.0',
  });
  const ended = await write(
    'recordDeployment',
    'RecordDeploymentInput',
    { modelVersion: 'demo/churn@1.0.0', target: 'demo-us', environment: 'demo/python@1.0.0' },
    'deployment { id }',
  );
  await write('endDeployment', 'EndDeploymentInput', { deployment: ended?.['deployment']?.id, reason: 'too few' });
  // The version that was rolled back is in review no more; another one waits.
  await write('registerModelVersion', 'RegisterModelVersionInput', { ...churn, config: { threshold: 0.4 } });
  await write('setPolicy', 'SetPolicyInput', { scope: 'demo/churn', rules: { approvals: 2 } });
}
