import type { ProjectionContext } from '../projection/projection.context.js';
import type { InsightRepository } from './insight.repository.js';

/** What insight brings to a request, and how far it is read. */
export type InsightContext = ProjectionContext & { readonly insights: InsightRepository };
