import type { GraphqlClient, Variables } from '../client/graphql-client.js';

/** A page of a list, which the document calls `page`. */
interface Page<Item> {
  readonly page: {
    readonly nodes: readonly Item[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** A page of a list of one thing; null where that is not there. */
interface Of<Item> {
  readonly of: Page<Item> | null;
}

/**
 * Every item of a list of the API, page by page. The document takes `$after`, and calls the list `page`; where it is of one
 * thing, it calls that `of`: of one that is not there, there are none.
 */
export async function* everyPage<Item>(
  client: Pick<GraphqlClient, 'query'>,
  document: string,
  variables: Variables,
): AsyncGenerator<Item> {
  for (let after: string | null = null; ; ) {
    const answer: Page<Item> | Of<Item> = await client.query<Page<Item> | Of<Item>>(document, { ...variables, after });
    const page: Page<Item>['page'] | undefined = 'of' in answer ? answer.of?.page : answer.page;
    if (page === undefined) return;
    yield* page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}
