import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { namespaceOf } from '#platform/refs/ref.js';
import type { SealedMember } from '../format/members.js';
import type { BundledThing } from '../verify/check-sealed.js';
import type { VerifiedBundle } from '../verify/verify-bundle.js';

/** What is there before an import. */
export interface Destination {
  /** The keys of what is there, sealed under the same digest. */
  readonly sealed: ReadonlySet<string>;
  /** The keys of runs and logged models that are there and not sealed yet: an import that was interrupted. */
  readonly open: ReadonlySet<string>;
}

/** How many things one request asks for. */
const AT_ONCE = 25;

const FIELDS: Readonly<Record<SealedMember['kind'], (variable: string) => string>> = {
  'dataset-version': (key) => `datasetVersion(ref: ${key}) { digest }`,
  'environment-version': (key) => `environmentVersion(ref: ${key}) { digest }`,
  'model-version': (key) => `modelVersion(ref: ${key}) { digest }`,
  run: (key) => `run(id: ${key}) { digest }`,
  'logged-model': (key) => `loggedModel(id: ${key}) { digest }`,
};
const BY_ID: ReadonlySet<SealedMember['kind']> = new Set(['run', 'logged-model']);

/**
 * Looks for all that would refuse a bundle, before anything is written.
 * @throws {PedigraphError} BAD_USER_INPUT for a bundle that is not whole, FORBIDDEN where a role is missing, CONFLICT where
 * other content is there under a name
 */
export async function lookAtDestination(
  { contents, things, named }: VerifiedBundle,
  client: GraphqlClient,
): Promise<Destination> {
  const missing = contents.leftOut.filter(({ kind }) => kind !== 'LEDGER_EVENT' && kind !== 'FILE');
  if (missing.length > 0)
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected a bundle with all that its versions rest on, but ${missing.map(({ kind, count }) => `${count} ${kind}`).join(', ')} was left out, which who exported it may not see: have somebody export it who may. Nothing was written.`,
    );
  await refuseWithoutRole(
    [...things, ...named].map(({ name }) => name),
    client,
  );
  const sealed = new Set<string>();
  const open = new Set<string>();
  for await (const group of inGroups(things, AT_ONCE)) {
    const there = await digestsOf(group, client);
    for (const [index, { key, digest }] of group.entries()) {
      const found = there[`t${index}`];
      if (found == null) continue;
      if (found.digest === null) open.add(key);
      else if (found.digest === digest) sealed.add(key);
      else
        throw new PedigraphError(
          'CONFLICT',
          `Expected ${key} to be ${digest} or not to be there, but it is ${found.digest}: what is registered never changes. Nothing was written.`,
          { existing: key, digest, existingDigest: found.digest },
        );
    }
  }
  return { sealed, open };
}

function digestsOf(things: readonly BundledThing[], client: GraphqlClient) {
  const parameters = things.map(({ kind }, index) => `$k${index}: ${BY_ID.has(kind) ? 'ID' : 'String'}!`).join(', ');
  const fields = things.map(({ kind }, index) => `t${index}: ${FIELDS[kind](`$k${index}`)}`).join(' ');
  const variables = Object.fromEntries(things.map(({ key }, index) => [`k${index}`, key]));
  return client.query<Record<string, { readonly digest: string | null } | null>>(
    `query (${parameters}) { ${fields} }`,
    variables,
  );
}

interface Me {
  readonly me: { readonly roles: readonly { readonly role: string; readonly namespace: string }[] };
}

/** Where somebody only reads, nothing of theirs is begun. */
async function refuseWithoutRole(names: readonly string[], client: GraphqlClient): Promise<void> {
  const { me } = await client.query<Me>('{ me { roles { role namespace } } }');
  const writing = me.roles.filter(({ role }) => role !== 'VIEWER').map(({ namespace }) => namespace);
  const isBelow = (namespace: string) => (above: string) =>
    above === '' || namespace === above || namespace.startsWith(`${above}/`);
  const without = names.find((name) => !writing.some(isBelow(namespaceOf(name))));
  if (without === undefined) return;
  throw new PedigraphError(
    'FORBIDDEN',
    `Importing ${without} needs the role CONTRIBUTOR in its namespace: ask for it. Nothing was written.`,
  );
}
