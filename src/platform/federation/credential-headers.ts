import type { TokenIssuer } from '../auth/internal-token/issue-token.js';
import type { SubgraphRequest } from '../transport/transport.js';

/** The headers of a request. */
export type Headers = Readonly<Record<string, string>>;

/** Makes the headers by which a subgraph knows who asks. */
export type CredentialHeaders = (asker: Pick<SubgraphRequest, 'caller' | 'delegation'>) => Headers | Promise<Headers>;

/** The header with the token by which a subgraph may ask the others for the caller. */
export const DELEGATION_HEADER = 'pedigraph-delegation';

/** The header with what a gateway says of its caller to a subgraph of somebody else's. */
export const STATEMENT_HEADER = 'pedigraph-statement';

/** What a gateway shows somebody else's subgraph that is told who asks: a statement, which opens nothing of ours. */
export function statementCredentials(issuer: TokenIssuer, subgraph: string): CredentialHeaders {
  return ({ caller }) => {
    const statement = issuer.tokenFor(caller, subgraph);
    if (typeof statement === 'string') return { [STATEMENT_HEADER]: statement };
    return statement.then((text) => ({ [STATEMENT_HEADER]: text }));
  };
}

/**
 * What a gateway shows a subgraph of ours: a token for it alone, and another that it passes on where it asks others in
 * the caller's name.
 * @param ours the names of all of ours
 */
export function gatewayCredentials(issuer: TokenIssuer, subgraph: string, ours: readonly string[]): CredentialHeaders {
  return ({ caller }) => {
    const token = issuer.tokenFor(caller, subgraph);
    const delegation = issuer.tokenFor(caller, ours);
    if (typeof token === 'string' && typeof delegation === 'string') return shown(token, delegation);
    return Promise.all([token, delegation]).then(([one, other]) => shown(one, other));
  };
}

/**
 * What a subgraph shows another: the token that a gateway gave it for that, or, for its own work, one that it signs
 * itself. Without either it shows nothing, and is refused.
 * @param background signs for its own work. @default it has none
 */
export function subgraphCredentials(subgraph: string, background?: TokenIssuer): CredentialHeaders {
  return ({ caller, delegation }) => {
    if (delegation !== undefined) return shown(delegation, delegation);
    if (background === undefined || caller.kind !== 'SYSTEM') return {};
    const token = background.tokenFor(caller, subgraph);
    return typeof token === 'string' ? bearer(token) : token.then(bearer);
  };
}

function shown(token: string, delegation: string): Headers {
  return { authorization: `Bearer ${token}`, [DELEGATION_HEADER]: delegation };
}

function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}
