import type { LineageContext } from '../lineage/lineage.context.js';
import type { SearchQueryRepository } from './search-query.repository.js';

/** What search brings to a request, and the lineage that its terms may reach. */
export type SearchContext = LineageContext & { readonly searches: SearchQueryRepository };
