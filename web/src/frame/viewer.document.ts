// Written by npm run documents of viewer.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What kind of caller asks. */
export type CallerKind =
  /** Whoever reaches a server that has given nobody a credential. */
  | 'ANONYMOUS'
  /** A person. */
  | 'USER'
  /** A machine: CI, a job, a service. */
  | 'SERVICE'
  /** The program itself. */
  | 'SYSTEM';

/** What somebody may do in a namespace and in all below it. Each role may do what those before it may. */
export type Role =
  /** Reads, also where the namespace is closed to others. */
  | 'VIEWER'
  /** Registers versions, records own runs, annotates and evaluates. */
  | 'CONTRIBUTOR'
  /** Promotes, approves, deploys, rolls back, changes statuses, archives. */
  | 'MAINTAINER'
  /** Sets policies, waives rules, and says who has which role. */
  | 'ADMIN';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly me: { readonly actor: string, readonly kind: CallerKind, readonly authenticated: boolean, readonly roles: ReadonlyArray<{ readonly role: Role, readonly namespace: string }> }, readonly catalogStatus: ReadonlyArray<{ readonly subgraph: string, readonly lagEvents: number | null, readonly problem: string | null }> };

/** Viewer, as it is sent. */
export const ViewerDocument: Document<ViewerQuery, ViewerQueryVariables> = {
  name: 'Viewer',
  hash: '6f2ec54ced7988622348a39af3121c1c964447f193cec77c1970e8ee0be3bae2',
  text: `query Viewer {
  me {
    actor
    kind
    authenticated
    roles {
      role
      namespace
    }
  }
  catalogStatus {
    subgraph
    lagEvents
    problem
  }
}`,
};
