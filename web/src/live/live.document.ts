// Written by npm run documents of live.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type LiveSubscriptionVariables = Exact<{
  after?: Readonly<Record<string, unknown>> | null | undefined;
}>;


export type LiveSubscription = { readonly ledgerEvents: { readonly positions: Readonly<Record<string, unknown>>, readonly event: { readonly subgraph: string, readonly position: number, readonly typeName: string, readonly subject: string, readonly actor: string } } };

/** Live, as it is sent. */
export const LiveDocument: Document<LiveSubscription, LiveSubscriptionVariables> = {
  name: 'Live',
  hash: '13d0bbdbfdbc1b511ffc48ed9cb2958840028281890852c4475d0c8e4e7805a2',
  text: `subscription Live(\$after: JSONObject) {
  ledgerEvents(after: \$after) {
    positions
    event {
      subgraph
      position
      typeName
      subject
      actor
    }
  }
}`,
};
