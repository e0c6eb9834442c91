import type { IncomingHttpHeaders } from 'node:http';

export interface Statement {
  readonly actor: string;
  readonly kind: string;
  readonly authenticated: boolean;
  readonly roles: readonly { readonly role: string; readonly namespace: string }[];
  readonly scopes: readonly string[];
}

export function createReadStatement(options: {
  readonly gateway: string;
  readonly subgraph: string;
  readonly issuer?: string;
}): (headers: IncomingHttpHeaders) => Promise<Statement>;
