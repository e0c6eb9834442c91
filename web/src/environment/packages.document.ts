// Written by npm run documents of packages.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type PackagesQueryVariables = Exact<{
  ref: string;
}>;


export type PackagesQuery = { readonly environmentVersion: { readonly packages: ReadonlyArray<{ readonly manager: string, readonly name: string, readonly version: string | null }> } | null };

/** Packages, as it is sent. */
export const PackagesDocument: Document<PackagesQuery, PackagesQueryVariables> = {
  name: 'Packages',
  hash: '0b7c2cd5e5aedec954ea71995ba8c247c0922eb3d87eb414d26b416619956378',
  text: `query Packages(\$ref: String!) {
  environmentVersion(ref: \$ref) {
    packages {
      manager
      name
      version
    }
  }
}`,
};
