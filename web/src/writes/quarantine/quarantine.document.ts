// Written by npm run documents of quarantine.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type QuarantineInput = {
  readonly modelVersions: ReadonlyArray<string | number>;
  readonly reason: string;
};

export type QuarantineMutationVariables = Exact<{
  input: QuarantineInput;
}>;


export type QuarantineMutation = { readonly quarantine: { readonly quarantined: ReadonlyArray<{ readonly ref: string }>, readonly unchanged: ReadonlyArray<{ readonly ref: string }> } };

/** Quarantine, as it is sent. */
export const QuarantineDocument: Document<QuarantineMutation, QuarantineMutationVariables> = {
  name: 'Quarantine',
  hash: 'cfea14eec77deaaac7d90fe6762a92c65d127373ef549528fbc72f578a04cf8b',
  text: `mutation Quarantine(\$input: QuarantineInput!) {
  quarantine(input: \$input) {
    quarantined {
      ref
    }
    unchanged {
      ref
    }
  }
}`,
};
