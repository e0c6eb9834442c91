import type { GraphqlClient, Variables } from '../client/graphql-client.js';

/** A page of a list, which the document calls `page`. */
interface Page<Item> {
  readonly page: {
    readonly nodes: readonly Item[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Every item of a list of the API, page by page. The document takes `$after`, and calls the list `page`. */
export async function* everyPage<Item>(
  client: Pick<GraphqlClient, 'query'>,
  document: string,
  variables: Variables,
): AsyncGenerator<Item> {
  for (let after: string | null = null; ; ) {
    const { page }: Page<Item> = await client.query<Page<Item>>(document, { ...variables, after });
    yield* page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}
