import { type MutationExample, withReason } from './mutation-example.js';

/** The mutations of who may come in, by name; they want a caller who is known. */
export const ACCESS_EXAMPLES: Readonly<Record<string, MutationExample>> = {
  createApiKey: {
    selection: 'apiKey { id name principal createdAt expiresAt }',
    input: async ({ name }) => ({ name, principal: 'ann' }),
    other: (input) => ({ ...input, principal: 'ben' }),
  },
  revokeApiKey: {
    selection: 'apiKey { id name revocation { createdAt actor reason } }',
    input: async ({ write, name }) => {
      const { apiKey } = await write<{ apiKey: { id: string } }>(
        'createApiKey',
        { name, principal: 'ann' },
        'apiKey { id }',
      );
      return { apiKey: apiKey.id, reason: 'It leaked.' };
    },
    other: withReason,
  },
  grantRole: {
    selection: 'roleGrant { id principal role namespace createdAt actor }',
    input: async ({ name }) => ({ principal: name, role: 'VIEWER', namespace: `team-${name}` }),
    other: (input) => ({ ...input, role: 'MAINTAINER' }),
  },
  revokeRole: {
    selection: 'roleGrant { id principal role namespace createdAt actor }',
    input: async ({ write, name }) => {
      const held = { principal: name, namespace: `team-${name}` };
      await write('grantRole', { ...held, role: 'VIEWER' }, '__typename');
      return held;
    },
    other: withReason,
  },
  setNamespaceAccess: {
    selection: 'namespaceAccess { namespace closed createdAt actor }',
    input: async ({ name }) => ({ namespace: `team-${name}`, closed: true }),
    other: withReason,
  },
};
