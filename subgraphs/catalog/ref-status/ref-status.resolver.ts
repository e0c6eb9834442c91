import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { LineageKind } from '#values/lineage-kind.js';
import { AtLeast, untilProjected } from '../projection/at-least.js';
import { kindsByRef } from './kinds-by-ref.js';
import { readRefStatus } from './read-ref-status.js';
import type { RefStatusContext } from './ref-status.context.js';
import { RefStatus } from './ref-status.type.js';

/** Why a ref selects nothing. */
@Resolver()
export class RefStatusResolver {
  @Query(() => RefStatus, {
    description:
      'Whether a ref selects something, and if not, which part of it is unknown and what is spelled nearly so: what to ask where `modelVersion`, `datasetVersion` or `environmentVersion` is null.',
  })
  @FiltersItself('a ref of what is hidden is answered as one that nothing has')
  async refStatus(
    @Arg('ref', () => String, {
      description:
        'A ref such as `fraud/detector@1.4.0` or `fraud/detector@production`, that of a column such as `fraud/transactions@1.1.0#amount`, or an id.',
    })
    ref: string,
    @Arg('kind', () => LineageKind, { nullable: true, description: 'What it is to select; anything where left out.' })
    kind: LineageKind | null,
    @AtLeast() atLeast: unknown,
    @Ctx() context: RefStatusContext,
  ): Promise<RefStatus> {
    await untilProjected(atLeast, context);
    const { names, loaders, ports } = context;
    return readRefStatus(ref, kind ?? null, { names, kindsOf: (one) => kindsByRef(one, { ...loaders, ports }) });
  }
}
