/** The subgraphs whose ledgers the catalog follows, by name. */
export const FOLLOWED_LEDGERS = ['access', 'datasets', 'environments', 'experiments', 'models'] as const;
