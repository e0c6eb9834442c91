import { describe } from 'vitest';
import type { SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import type { TestSubgraph, TransportOf } from '../support/test-subgraph.js';
import { describeErrors } from './describe-errors.js';
import { describeIdempotency } from './describe-idempotency.js';
import { describeLedger } from './describe-ledger.js';
import { describeMigrations } from './describe-migrations.js';
import { describeReferences } from './describe-references.js';
import { describeRegistration } from './describe-registration.js';
import { describeRights } from './describe-rights.js';
import { describeSchema } from './describe-schema.js';
import { describeSealing } from './describe-sealing.js';

/**
 * The keys of what a seed wrote, by type and key field: `{ Dataset: { id: […], name: […] } }`. In each type the same
 * index is the same entity, and there are at least two.
 */
export type SeededKeys = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a registration gave back. */
export interface Registered {
  readonly id: string;
  readonly version: string;
  readonly created: boolean;
}

/** A subgraph, and how to write to it. */
export interface SubgraphSubject {
  // biome-ignore lint/suspicious/noExplicitAny: each has a context of its own, which only itself makes and reads
  readonly definition: SubgraphDefinition<any>;
  /** Writes entities of every type the subgraph resolves, and at least one row to every sealed table. */
  readonly seed: (subgraph: TestSubgraph) => Promise<SeededKeys>;
  /** Registers a version of a name; another `content` is other content. Left out where nothing has versions. */
  readonly register?: ((subgraph: TestSubgraph, name: string, content: number) => Promise<Registered>) | undefined;
  /** Types of other subgraphs that it adds fields to: of those it takes any id, for their owner knows which there are. */
  readonly extends?: readonly string[] | undefined;
  /** The subgraphs it pins to. @default none: asking one is an error */
  readonly transportOf?: TransportOf | undefined;
}

/** What every subgraph promises, whatever its nouns: one suite, run on each of them. */
export function describeSubgraph(subject: SubgraphSubject): void {
  describe(`the subgraph ${subject.definition.name}`, () => {
    describeReferences(subject);
    describeErrors(subject);
    describeRegistration(subject);
    describeLedger(subject);
    describeSealing(subject);
    describeIdempotency(subject);
    describeRights(subject);
    describeMigrations(subject);
    describeSchema(subject);
  });
}
