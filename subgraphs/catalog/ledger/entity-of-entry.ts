import { isLedgerEventType, type LedgerEventType } from '#events/ledger-events.js';
import { LedgerEntity, LedgerEntityKind } from './ledger-entity.type.js';
import type { LedgerEntry } from './ledger-entry.entity.js';

/** What events of a type happen to: a kind, `IN_PAYLOAD` where the payload says it as `kind`, null where it is none of them. */
const KIND_OF: Readonly<Record<LedgerEventType, LedgerEntityKind | 'IN_PAYLOAD' | null>> = {
  DatasetVersionRegistered: 'DATASET_VERSION',
  EnvironmentVersionRegistered: 'ENVIRONMENT_VERSION',
  RunStarted: 'RUN',
  ParametersLogged: 'RUN',
  MetricsLogged: 'RUN',
  RunInputsAdded: 'RUN',
  RunFinished: 'RUN',
  RunResumed: 'RUN',
  RunEndedAgain: 'RUN',
  RunRenamed: 'RUN',
  RunArchived: 'RUN',
  RunRestored: 'RUN',
  LoggedModelCreated: 'LOGGED_MODEL',
  LoggedModelParametersLogged: 'LOGGED_MODEL',
  LoggedModelMeasured: 'LOGGED_MODEL',
  LoggedModelFinished: 'LOGGED_MODEL',
  LoggedModelArchived: 'LOGGED_MODEL',
  LoggedModelRestored: 'LOGGED_MODEL',
  RunOutputAdded: 'RUN',
  RunDatasetProduced: 'RUN',
  RunReadLoggedModels: 'RUN',
  ExperimentCreated: 'EXPERIMENT',
  ExperimentRenamed: 'EXPERIMENT',
  ExperimentArchived: 'EXPERIMENT',
  ExperimentRestored: 'EXPERIMENT',
  ModelCreated: 'MODEL',
  ModelRenamed: 'MODEL',
  ModelArchived: 'MODEL',
  ModelRestored: 'MODEL',
  PartsAnnounced: 'MODEL',
  ModelVersionRegistered: 'MODEL_VERSION',
  PartsNamed: 'MODEL_VERSION',
  RunAttached: 'MODEL_VERSION',
  StatusChanged: 'MODEL_VERSION',
  AliasSet: 'MODEL_VERSION',
  AliasRemoved: 'MODEL_VERSION',
  TagsChanged: 'IN_PAYLOAD',
  NoteAdded: 'IN_PAYLOAD',
  DescriptionSet: 'IN_PAYLOAD',
  OwnersSet: 'IN_PAYLOAD',
  EvaluationRecorded: 'MODEL_VERSION',
  PolicySet: 'MODEL',
  VersionApproved: 'MODEL_VERSION',
  ApprovalWithdrawn: 'MODEL_VERSION',
  RuleWaived: 'MODEL_VERSION',
  PromotionDecided: 'MODEL_VERSION',
  DeploymentRecorded: 'MODEL_VERSION',
  DeploymentEnded: 'MODEL_VERSION',
  RolledBack: 'MODEL_VERSION',
  ReachChecked: 'MODEL_VERSION',
  ContradictionReported: 'IN_PAYLOAD',
  ContradictionResolved: 'IN_PAYLOAD',
  LocationAdded: 'IN_PAYLOAD',
  SourceRecorded: 'IN_PAYLOAD',
  ApiKeyCreated: null,
  ApiKeyRevoked: null,
  RoleGranted: null,
  RoleRevoked: null,
  SessionEnded: null,
  NamespaceClosed: null,
  NamespaceOpened: null,
  RowsSealed: null,
};

/**
 * What an event happened to, as a link; null where that is no single thing with a page of its own (a namespace, a
 * principal, the scope of a policy), where this release does not know the event, and where its payload is withheld.
 */
export function entityOfEntry({ typeName, subject, payload, redacted = false }: LedgerEntry): LedgerEntity | null {
  if (redacted || !isLedgerEventType(typeName)) return null;
  // Of a policy it is the scope, which may be of many models.
  if (subject.includes('*')) return null;
  const known = KIND_OF[typeName];
  const kind = known === 'IN_PAYLOAD' ? payload['kind'] : known;
  if (typeof kind !== 'string' || !Object.hasOwn(LedgerEntityKind, kind)) return null;
  if (NAMED.has(kind) || subject.includes('@')) return { kind: kind as LedgerEntityKind, ref: subject };
  // The alias was known to point to no version any more.
  return typeName === 'AliasRemoved' ? { kind: 'MODEL', ref: subject } : null;
}

/** Kinds that have a name; all others have a ref with an `@`. */
const NAMED: ReadonlySet<string> = new Set<LedgerEntityKind>(['MODEL', 'EXPERIMENT']);
