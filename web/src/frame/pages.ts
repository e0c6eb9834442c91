/** The pages that everybody is led to, with what they are called. */
export const PAGES = [
  ['/', 'Overview'],
  ['/models', 'Models'],
  ['/runs', 'Runs'],
  ['/compare', 'Compare'],
  ['/lineage', 'Lineage'],
  ['/search', 'Search'],
  ['/review', 'Review'],
  ['/insight', 'Insight'],
  ['/ledger', 'Ledger'],
  ['/access', 'Access'],
] as const;
