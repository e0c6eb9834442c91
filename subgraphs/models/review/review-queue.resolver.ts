import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { connectionType } from '#platform/paging/connection-type.js';
import type { Page } from '#platform/paging/page.js';
import type { ReviewContext } from './review.context.js';
import { ReviewItem } from './review-item.type.js';
import { ReviewQueueArgs } from './review-queue.args.js';
import { reviewQueue } from './review-queue.js';

const ReviewItemConnection = connectionType('ReviewItem', () => ReviewItem);

/** What waits for approval. */
@Resolver()
export class ReviewQueueResolver {
  @Directive('@cost(weight: 200)')
  @Directive('@tag(name: "momentary")') // a waiver expires
  @Query(() => ReviewItemConnection, {
    description:
      'The versions that wait for approval: in review, of models whose alias a policy guards, registered after the version that the alias points to; newest first. Each is judged rule by rule, and nothing is written.',
  })
  @FiltersItself(
    'versions that are hidden are not listed, and what is listed is judged as `promote` would by its caller',
  )
  reviewQueue(
    @Args(() => ReviewQueueArgs) args: ReviewQueueArgs,
    @Ctx() context: ReviewContext,
  ): Promise<Page<ReviewItem>> {
    return reviewQueue(args, context);
  }
}
