import type { ImportContext } from './import-context.js';

/** A version as it is here. */
export interface VersionHere {
  readonly version: string;
  readonly externalVersion: string | null;
  readonly description: string | null;
  readonly tags: Readonly<Record<string, unknown>>;
  readonly status: string;
  readonly run: { readonly id: string } | null;
}

const VERSIONS = `query ($name: String!, $after: String) { model(name: $name) { versions(first: 100, after: $after) {
  nodes { version externalVersion description tags status run { id } }
  pageInfo { hasNextPage endCursor }
} } }`;

interface Page {
  readonly model: {
    readonly versions: {
      readonly nodes: readonly VersionHere[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}

/** A model's versions that another registry numbered, by that number. */
export async function findVersions(name: string, { client }: ImportContext): Promise<ReadonlyMap<string, VersionHere>> {
  const found = new Map<string, VersionHere>();
  for (let after: string | null = null; ; ) {
    const { model }: Page = await client.query<Page>(VERSIONS, { name, after });
    for (const node of model?.versions.nodes ?? []) {
      if (node.externalVersion !== null) found.set(node.externalVersion, node);
    }
    after = model?.versions.pageInfo.endCursor ?? null;
    if (!model?.versions.pageInfo.hasNextPage) return found;
  }
}
