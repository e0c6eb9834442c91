// Written by npm run documents of caught-up.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CaughtUpQueryVariables = Exact<{
  atLeast: Readonly<Record<string, unknown>>;
}>;


export type CaughtUpQuery = { readonly ledger: { readonly totalCount: number } };

/** CaughtUp, as it is sent. */
export const CaughtUpDocument: Document<CaughtUpQuery, CaughtUpQueryVariables> = {
  name: 'CaughtUp',
  hash: '2e86a6b44214098b8624b91b3e38f190e4b3d7984edf63947f30cc20c4952546',
  text: `query CaughtUp(\$atLeast: JSONObject!) {
  ledger(first: 1, atLeast: \$atLeast) {
    totalCount
  }
}`,
};
