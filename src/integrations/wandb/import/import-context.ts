import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { ImportTally } from '#integrations/importing/report/import-report.js';
import type { ForeignTree } from '#integrations/reading/foreign-tree.js';

/** Which model artifacts become versions of registered models: those that were given an alias of their own, all, or none. */
export type VersionRule = 'aliased' | 'all' | 'none';

/** What every step of one import shares. */
export interface WandbImportContext {
  readonly client: GraphqlClient;
  readonly tree: ForeignTree;
  readonly tally: ImportTally;
  /** Put before every name. */
  readonly namespace: string;
  readonly versions: VersionRule;
  /** A run that wrote nothing for so long, and no end either, is taken to have crashed. */
  readonly crashedAfterMs: number;
  /** When the import began, in milliseconds since 1970. */
  readonly now: number;
}
