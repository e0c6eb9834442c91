/** MLflow's words for what is deleted or not. */
export const VIEWS = { ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 } as const;
/** What our API calls them. */
export const ARCHIVED = { ACTIVE_ONLY: 'ACTIVE', DELETED_ONLY: 'ARCHIVED', ALL: 'ALL' } as const;
