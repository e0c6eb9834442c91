import { parse } from 'graphql';
import { SYSTEM } from '#platform/auth/caller.js';
import { access } from '#subgraphs/access/index.js';
import type { TestSubgraph } from '../support/test-subgraph.js';
import { describeSubgraph } from './describe-subgraph.js';

// It has no entities: who may come in and do what is for its own queries and for gateways.
describeSubgraph({
  definition: access,
  async seed(subgraph) {
    // The first key ends the time of the anonymous caller, so there has to be an ADMIN to give it to.
    await write(subgraph, 'grantRole', { principal: 'ann', role: 'ADMIN' });
    await write(subgraph, 'grantRole', { principal: 'ben', role: 'VIEWER', namespace: 'fraud' });
    await write(subgraph, 'revokeRole', { principal: 'ben', namespace: 'fraud' });
    await write(subgraph, 'createApiKey', { name: 'a notebook', principal: 'ann' });
    const { apiKey } = await write<{ apiKey: { id: string } }>(
      subgraph,
      'createApiKey',
      { name: 'a lost one', principal: 'ann' },
      'apiKey { id }',
    );
    await write(subgraph, 'revokeApiKey', { apiKey: apiKey.id, reason: 'It leaked.' });
    await write(subgraph, 'setNamespaceAccess', { namespace: 'secret', closed: true });
    await write(subgraph, 'setNamespaceAccess', { namespace: 'secret', closed: false });
    await subgraph.subgraph.execute({
      document: parse('mutation ($input: EndSessionInput!) { endSession(input: $input) { ended } }'),
      variables: {
        input: { session: `sha256:${'a'.repeat(64)}`, principal: 'ann', expiresAt: '2030-01-01T00:00:00Z' },
      },
      // As a gateway asks, under the name of whoever writes here.
      caller: { ...SYSTEM, actor: 'anonymous' },
      requestId: 'test',
    });
    return {};
  },
});

async function write<T>(subgraph: TestSubgraph, field: string, input: object, selection = '__typename'): Promise<T> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
  const { data, errors } = await subgraph.ask<Record<string, T>>(document, { input });
  if (errors !== undefined) throw new Error(`${field} was refused: ${JSON.stringify(errors)}`);
  return data[field]!;
}
