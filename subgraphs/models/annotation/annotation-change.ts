import type { NewLedgerEvent } from '#platform/database/new-ledger-event.js';
import type { Facet } from './annotation.entity.js';

/** What is annotated, as the ledger names it. */
export interface AnnotatedSubject {
  readonly kind: 'MODEL' | 'MODEL_VERSION';
  readonly id: string;
}

/** A change of annotations: one value a key, null to remove it. */
export interface AnnotationChange {
  readonly facet: Facet;
  readonly values: ReadonlyMap<string, unknown>;
  /** The event that the ledger gets for the values that are new. */
  readonly event: (subject: string, of: AnnotatedSubject, news: ReadonlyMap<string, unknown>) => NewLedgerEvent;
}
