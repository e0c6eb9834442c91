import { createHash } from 'node:crypto';
import { isObjectType } from 'graphql';
import semver from 'semver';
import { expect, test } from 'vitest';
import { openTestSubgraph } from '../support/test-subgraph.js';
import type { SubgraphSubject } from './describe-subgraph.js';
import { openSeeded, representationsOf } from './seeded-subgraph.js';

/** Writers at once; more than connections in the pool, so that they meet in the database and before it. */
const WRITERS = 16;

interface Sealed {
  readonly digest: string | null;
  readonly manifest: object | null;
}

/** Sealed content: its digest belongs to everybody, its name to the first. */
export function describeRegistration(subject: SubgraphSubject): void {
  const { definition, register, transportOf } = subject;

  test('every digest can be recomputed from its manifest by whoever has the answer', async () => {
    await using seeded = await openSeeded(subject);
    for (const type of Object.keys(seeded.keys).filter((name) => isSealed(seeded.subgraph.schema.getType(name)))) {
      const { data } = await seeded.ask<{ _entities: Sealed[] }>(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { digest manifest } } }`,
        { of: representationsOf(seeded, type) },
      );
      const sealed = data._entities.filter(({ digest }) => digest !== null);
      expect(sealed.length, `sealed ${type}s`).toBeGreaterThan(0);
      expect(sealed.map(({ manifest }) => recompute(manifest))).toEqual(sealed.map(({ digest }) => digest));
    }
  });

  if (register === undefined) return;

  test('different contents registered at once get different versions of one name', async () => {
    await using subgraph = await openTestSubgraph(definition, transportOf);
    const registered = await Promise.all(times((content) => register(subgraph, 'race/different', content)));
    expect(registered.map(({ created }) => created)).toEqual(times(() => true));
    expect(new Set(registered.map(({ version }) => version)).size).toBe(WRITERS);
    expect(new Set(registered.map(({ id }) => id)).size).toBe(WRITERS);
    // Ids are UUIDv7, made under the lock: in their order the versions rise.
    const inOrder = registered.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ version }) => version);
    expect(inOrder).toEqual(inOrder.toSorted(semver.compare));
    expect(inOrder[0]).toBe('1.0.0');
  });

  test('the same content registered at once is one version, and one of the writers made it', async () => {
    await using subgraph = await openTestSubgraph(definition, transportOf);
    const registered = await Promise.all(times(() => register(subgraph, 'race/same', 1)));
    expect(registered.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(registered.map(({ id, version }) => `${id} ${version}`)).size).toBe(1);
  });
}

function times<T>(make: (index: number) => T): T[] {
  return Array.from({ length: WRITERS }, (_, index) => make(index));
}

function isSealed(type: unknown): boolean {
  const fields = isObjectType(type) ? type.getFields() : {};
  return 'digest' in fields && 'manifest' in fields;
}

/** By the definition, not by our own code: SHA-256 of the RFC 8785 form. */
function recompute(manifest: object | null): string {
  return `sha256:${createHash('sha256').update(canonical(manifest)).digest('hex')}`;
}

/** RFC 8785: keys in the order of their UTF-16 code units, no white space, texts and numbers as ECMAScript writes them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as never)[key])}`).join(',')}}`;
}
