import type { LineageContext } from '../lineage/lineage.context.js';
import type { ImpactRepository } from './impact.repository.js';

/** What impacts bring to a request, and the lineage that they follow. */
export type ImpactContext = LineageContext & { readonly impacts: ImpactRepository };
