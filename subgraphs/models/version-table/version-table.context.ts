import type { EvaluationContext } from '../evaluation/evaluation.context.js';
import type { StatusContext } from '../status/status.context.js';
import type { VersionTableLoaders } from './version-table.loaders.js';

/** What tables of versions bring to a request, and what their columns are read from. */
export type VersionTableContext = StatusContext & EvaluationContext & { readonly loaders: VersionTableLoaders };
