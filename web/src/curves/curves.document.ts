// Written by npm run documents of curves.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CurvesQueryVariables = Exact<{
  runs: ReadonlyArray<string | number> | string | number;
  keys: ReadonlyArray<string> | string;
  points: number;
}>;


export type CurvesQuery = { readonly metricSeries: ReadonlyArray<{ readonly run: string, readonly runName: string | null, readonly key: string, readonly total: number, readonly experiment: { readonly displayName: string } | null, readonly points: ReadonlyArray<{ readonly step: number, readonly timestamp: string, readonly value: number | string }> }> };

/** Curves, as it is sent. */
export const CurvesDocument: Document<CurvesQuery, CurvesQueryVariables> = {
  name: 'Curves',
  hash: '53aacc6fe8965aaf71c1427ca391d4ce231824794fc77e518057a0ec8928c326',
  text: `query Curves(\$runs: [ID!]!, \$keys: [String!]!, \$points: Int!) {
  metricSeries(runs: \$runs, keys: \$keys, points: \$points, includeAfterEnd: true) {
    run
    runName
    experiment {
      displayName
    }
    key
    total
    points {
      step
      timestamp
      value
    }
  }
}`,
};
