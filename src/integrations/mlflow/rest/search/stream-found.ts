import type { MountedAnswer } from '#platform/server/mount.js';
import { streamedAnswer } from '../wire/answers.js';
import { pageToken } from './page-token.js';

/** Nodes of a connection of the API, and where the next ones follow. */
export interface NodePage<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A search whose whole filter the API knows. */
export interface StreamedSearch<Node> {
  /** What MLflow calls the list. */
  readonly name: string;
  /** How many are wanted at most. */
  readonly max: number;
  /** Behind which cursor. */
  readonly after: string | null;
  /** Reads a page of the API, of no more than `left`. */
  readPage(left: number, after: string | null): Promise<NodePage<Node>>;
  messageOf(node: Node): object;
}

/**
 * Answers a search page by page of the API, so that no node waits in memory for the last one; where there are more than
 * are wanted a token says where to go on. What is refused is refused before anything is sent.
 */
export async function streamFound<Node>(search: StreamedSearch<Node>): Promise<MountedAnswer> {
  const first = await search.readPage(search.max, search.after);
  return streamedAnswer(written(search, first));
}

async function* written<Node>(
  { name, max, readPage, messageOf }: StreamedSearch<Node>,
  first: NodePage<Node>,
): AsyncGenerator<string> {
  let left = max;
  yield `{${JSON.stringify(name)}:[`;
  for (let page = first; ; ) {
    const { nodes, pageInfo } = page;
    const comma = left < max && nodes.length > 0 ? ',' : '';
    left -= nodes.length;
    yield comma + nodes.map((node) => JSON.stringify(messageOf(node))).join(',');
    if (!pageInfo.hasNextPage) return yield ']}';
    if (left <= 0) return yield `],"next_page_token":${JSON.stringify(pageToken(pageInfo.endCursor))}}`;
    page = await readPage(left, pageInfo.endCursor);
  }
}
