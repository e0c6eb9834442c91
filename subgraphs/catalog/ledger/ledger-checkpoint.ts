import { Field, ObjectType } from 'type-graphql';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import { SafeInt } from '#platform/scalars/scalars.js';
import { LedgerHead } from '../projection/ledger-head.entity.js';

/** All ledgers up to one moment, in one hash. */
@ObjectType({
  description:
    'All ledgers as they end now, in one hash: whoever keeps it can tell later whether history was rewritten (`pedigraph verify --checkpoint`).',
  simpleResolvers: true,
})
export class LedgerCheckpoint {
  @Field(() => SafeInt, { description: 'How many events the ledgers hold together.' })
  size: number;

  @Field(() => String, {
    description:
      '`sha256:…` over the RFC 8785 canonical JSON of `heads`: `[{"hash":…,"position":…,"subgraph":…},…]`, sorted by subgraph.',
  })
  rootHash: string;

  @Field(() => [LedgerHead], { description: 'The last event of each ledger, by subgraph.' })
  heads: readonly LedgerHead[];
}

/** The checkpoint over the given heads. */
export function checkpointOf(heads: readonly LedgerHead[]): LedgerCheckpoint {
  const sorted = heads
    .map(({ subgraph, position, hash }) => ({ subgraph, position, hash }))
    .sort((a, b) => (a.subgraph < b.subgraph ? -1 : 1));
  return {
    size: sorted.reduce((size, { position }) => size + position, 0),
    rootHash: sha256(canonicalJson(sorted)),
    heads: sorted,
  };
}
