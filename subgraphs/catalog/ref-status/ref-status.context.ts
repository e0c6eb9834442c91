import type { LineageContext } from '../lineage/lineage.context.js';
import type { NodeContext } from '../node/node.context.js';
import type { KnownNamesRepository } from './known-names.repository.js';

/** What the status of refs brings to a request, and what may have a ref. */
export type RefStatusContext = LineageContext & NodeContext & { readonly names: KnownNamesRepository };
