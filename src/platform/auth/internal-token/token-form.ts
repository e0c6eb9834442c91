/** The one algorithm of internal tokens (RFC 8037); a token that names another is refused, whatever its key. */
export const ALGORITHM = 'EdDSA';

/** Who signs: a gateway in a caller's name, or a subgraph for its own work beside requests. */
export const ISSUERS = { gateway: 'pedigraph-gateway', background: 'pedigraph-background' } as const;

/** Seconds by which clocks of two machines may differ. */
export const CLOCK_TOLERANCE = 5;

/** Characters of a token at most: what a header may hold beside the others (see `MAX_HEADER_BYTES`). */
export const MAX_TOKEN_LENGTH = 24 * 1024;

/**
 * Bytes of all headers that a subgraph takes: two tokens of a caller from whom many namespaces are hidden have more
 * than the 16 KB that Node.js takes by default.
 */
export const MAX_HEADER_BYTES = 64 * 1024;
