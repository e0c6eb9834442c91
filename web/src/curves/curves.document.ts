// Written by npm run documents of curves.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CurvesQueryVariables = Exact<{
  runs: ReadonlyArray<string | number> | string | number;
  key: string;
  points: number;
}>;


export type CurvesQuery = { readonly metricSeries: ReadonlyArray<{ readonly run: string, readonly total: number, readonly points: ReadonlyArray<{ readonly step: number, readonly timestamp: string, readonly value: number | string }> }> };

/** Curves, as it is sent. */
export const CurvesDocument: Document<CurvesQuery, CurvesQueryVariables> = {
  name: 'Curves',
  hash: '1cc2021426968bfea9f2e10820852b50bf78119b81b400c58d1c04cf4d647736',
  text: `query Curves(\$runs: [ID!]!, \$key: String!, \$points: Int!) {
  metricSeries(runs: \$runs, key: \$key, points: \$points) {
    run
    total
    points {
      step
      timestamp
      value
    }
  }
}`,
};
