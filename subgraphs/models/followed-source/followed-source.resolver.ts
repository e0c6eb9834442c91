import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ActionTarget } from '#platform/auth/action-rule.js';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { claimSource, isHeldByOther } from './claim-source.js';
import type { FollowedSourceContext } from './followed-source.context.js';
import { FollowedSource } from './followed-source.entity.js';
import { ClaimSourceInput, ReportSourceReadInput } from './followed-source.inputs.js';
import { ClaimSourcePayload, ReportSourceReadPayload } from './followed-source.payloads.js';
import { reportSourceRead } from './report-source-read.js';

const FollowedSourceConnection = connectionType('FollowedSource', () => FollowedSource, 'those followed last first');

/** A source is of the namespace that it is imported into. */
function namespaceTarget({ namespace }: { readonly namespace: string }): ActionTarget[] {
  return [{ name: namespace === '' ? '*' : `${namespace}/*` }];
}

/** Sources that are read on a schedule. */
@Resolver(() => FollowedSource)
export class FollowedSourceResolver {
  @Directive('@tag(name: "momentary")') // no ledger has it, and a lease runs out
  @Query(() => FollowedSourceConnection, {
    description: 'The sources that `pedigraph follow` reads: when each was last read, what it brought, what failed.',
  })
  sources(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { followedSources, caller: { rights } }: FollowedSourceContext,
  ): Promise<Page<FollowedSource>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => followedSources.page(rights, page),
      () => followedSources.count(rights),
    );
  }

  @Mutation(() => ClaimSourcePayload, {
    description:
      'Claims a source for a follower: no other one reads it until `reportSourceRead`, or until the lease has run out. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.FOLLOW_SOURCE, namespaceTarget)
  claimSource(
    @Arg('input', () => ClaimSourceInput, { description: 'The source, and who is to read it.' })
    input: ClaimSourceInput,
    @Ctx() context: FollowedSourceContext,
  ): Promise<ClaimSourcePayload> {
    return claimSource(input, context);
  }

  @Mutation(() => ReportSourceReadPayload, {
    description:
      'Notes how a read of a source ended, and gives the source back. Not safe to send twice without an idempotency key: the second is a CONFLICT, for the source was given back.',
  })
  @Needs(RULES.FOLLOW_SOURCE, namespaceTarget)
  reportSourceRead(
    @Arg('input', () => ReportSourceReadInput, { description: 'The source, and how its read ended.' })
    input: ReportSourceReadInput,
    @Ctx() context: FollowedSourceContext,
  ): Promise<ReportSourceReadPayload> {
    return reportSourceRead(input, context);
  }

  @FieldResolver(() => Boolean, { description: 'Whether a follower reads it now.' })
  reading(@Root() source: FollowedSource): boolean {
    return isHeldByOther(source, null, new Date());
  }
}
