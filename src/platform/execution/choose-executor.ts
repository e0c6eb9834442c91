import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { SubgraphSettings } from '../config/config.js';
import { compileQuery } from './compile-query.js';
import { type Executor, interpretQuery } from './interpret-query.js';

/** Makes what executes an operation of a valid document. */
export type MakeExecutor = (schema: GraphQLSchema, document: DocumentNode, operationName?: string | null) => Executor;

/**
 * By what the operations of a subgraph are executed.
 * @param setting see `Config.subgraph`. @default compiled
 */
export function chooseExecutor(setting: SubgraphSettings['executor'] = 'compiled'): MakeExecutor {
  return setting === 'compiled' ? compileQuery : interpretQuery;
}
