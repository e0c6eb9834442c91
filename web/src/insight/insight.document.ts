// Written by npm run documents of insight.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type InsightInterval =
  | 'DAY'
  | 'WEEK'
  | 'MONTH';

export type InsightQueryVariables = Exact<{
  interval: InsightInterval;
  namespace?: string | null | undefined;
  model?: string | null | undefined;
  until?: string | null | undefined;
}>;


export type InsightQuery = { readonly registryInsight: { readonly modelVersions: number, readonly reproducibleShare: number | null, readonly resolvable: { readonly yes: number, readonly no: number, readonly unknown: number, readonly share: number | null }, readonly rollbacks: { readonly count: number, readonly medianSeconds: number | null, readonly p95Seconds: number | null }, readonly leadTime: { readonly count: number, readonly medianSeconds: number | null, readonly p95Seconds: number | null }, readonly overTime: ReadonlyArray<{ readonly validFrom: string, readonly modelVersions: number, readonly reproducibleShare: number | null, readonly rollbacks: number, readonly resolvable: { readonly share: number | null } }>, readonly byModel: ReadonlyArray<{ readonly model: string, readonly modelVersions: number, readonly reproducibleShare: number | null, readonly rollbacks: { readonly count: number, readonly medianSeconds: number | null } }> } };

/** Insight, as it is sent. */
export const InsightDocument: Document<InsightQuery, InsightQueryVariables> = {
  name: 'Insight',
  hash: 'cec9c516da3f5271f864ddefdfa8c8facaae4627fc94e92ba07857080ab20588',
  text: `query Insight(\$interval: InsightInterval!, \$namespace: String, \$model: String, \$until: DateTime) {
  registryInsight(namespace: \$namespace, model: \$model, until: \$until) {
    modelVersions
    reproducibleShare
    resolvable {
      yes
      no
      unknown
      share
    }
    rollbacks {
      count
      medianSeconds
      p95Seconds
    }
    leadTime {
      count
      medianSeconds
      p95Seconds
    }
    overTime(interval: \$interval) {
      validFrom
      modelVersions
      reproducibleShare
      resolvable {
        share
      }
      rollbacks
    }
    byModel(first: 50) {
      model
      modelVersions
      reproducibleShare
      rollbacks {
        count
        medianSeconds
      }
    }
  }
}`,
};
