import { invalidParameter } from '../wire/mlflow-error.js';
import { pageToken } from './page-token.js';

/** A page of the API. */
export interface ApiPage<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What a search found, and the token of what comes behind. */
export interface Found<Node> {
  readonly nodes: readonly Node[];
  readonly token: { readonly next_page_token?: string | undefined };
}

/** Reads pages of the API until so many nodes were found that are meant, and one more, for which there is another page. */
export async function readFound<Node>(
  max: number,
  after: string | null,
  readPage: (after: string | null) => Promise<ApiPage<Node>>,
  isMeant: (node: Node) => boolean,
): Promise<Found<Node>> {
  const nodes: Node[] = [];
  let last: string | null = null;
  for (let from = after; ; ) {
    const { edges, pageInfo } = await readPage(from);
    for (const { cursor, node } of edges) {
      if (!isMeant(node)) continue;
      if (nodes.length === max) return { nodes, token: { next_page_token: pageToken(last) } };
      nodes.push(node);
      last = cursor;
    }
    if (!pageInfo.hasNextPage) return { nodes, token: {} };
    from = pageInfo.endCursor;
  }
}

/** How many a client wants at most. @throws {MlflowError} INVALID_PARAMETER_VALUE out of the range */
export function judgeMax(wanted: number, most: number): number {
  if (wanted >= 1 && wanted <= most) return wanted;
  throw invalidParameter(
    `Invalid value for request parameter max_results. It must be at least 1 and at most ${most}, but got value ${wanted}`,
  );
}

/** The same terms, which name nothing twice. @throws {MlflowError} INVALID_PARAMETER_VALUE */
export function judgeOrder<Term extends { readonly field: string }>(terms: readonly Term[]): readonly Term[] {
  if (new Set(terms.map(({ field }) => field)).size === terms.length) return terms;
  throw invalidParameter('`order_by` contains duplicate fields.');
}
