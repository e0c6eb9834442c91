import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { UnfinishedRegistrationContext } from './unfinished-registration.context.js';
import { UnfinishedRegistration } from './unfinished-registration.entity.js';

const UnfinishedRegistrationConnection = connectionType('UnfinishedRegistration', () => UnfinishedRegistration);

/** Parts that may have been left without their version. */
@Resolver(() => UnfinishedRegistration)
export class UnfinishedRegistrationResolver {
  @Query(() => UnfinishedRegistrationConnection, {
    description:
      'Registrations that brought parts and have no version, newest first: those under way, and those that a failure ended between their parts and their version. The same registration again finishes it.',
  })
  unfinishedRegistrations(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { unfinished, caller }: UnfinishedRegistrationContext,
  ): Promise<Page<UnfinishedRegistration>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => unfinished.page(page, caller.rights),
      () => unfinished.count(caller.rights),
    );
  }
}
