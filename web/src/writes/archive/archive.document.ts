// Written by npm run documents of archive.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ArchiveModelInput = {
  readonly model: string;
  readonly reason?: string | null | undefined;
};

export type ArchiveMutationVariables = Exact<{
  input: ArchiveModelInput;
}>;


export type ArchiveMutation = { readonly archiveModel: { readonly model: { readonly name: string } } };

/** Archive, as it is sent. */
export const ArchiveDocument: Document<ArchiveMutation, ArchiveMutationVariables> = {
  name: 'Archive',
  hash: '6c06399d5903d9757fc1d3573f6a59e6f3863f8aaeb4cc80da683292f7e9e071',
  text: `mutation Archive(\$input: ArchiveModelInput!) {
  archiveModel(input: \$input) {
    model {
      name
    }
  }
}`,
};
