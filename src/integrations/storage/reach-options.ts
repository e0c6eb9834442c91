import type { Environment } from '#integrations/git/git-reader.js';

/** Files of this machine that are larger are not read for their digest, where nothing else was said. */
export const MAX_READ_BYTES = 8 * 1024 ** 3;

/** How places are asked. */
export interface ReachOptions {
  /** Of the process: credentials and endpoints are those of whoever looks. */
  readonly env: Environment;
  /** Ask servers of private networks, too. */
  readonly allowPrivate: boolean;
  /** Files of this machine that are larger are not read. */
  readonly maxBytes: number;
}
