import * as z from 'zod';
import { defineEvent, type EventType } from '#platform/ledger/define-event.js';
import {
  apiKeyCreated,
  apiKeyRevoked,
  namespaceClosed,
  namespaceOpened,
  roleGranted,
  roleRevoked,
  sessionEnded,
} from './access.events.js';
import { aliasRemoved, aliasSet } from './alias.events.js';
import { descriptionSet, noteAdded, ownersSet, tagsChanged } from './annotation.events.js';
import { contradictionReported, contradictionResolved } from './contradiction.events.js';
import { datasetVersionRegistered } from './dataset-version.events.js';
import { deploymentEnded, deploymentRecorded } from './deployment.events.js';
import { environmentVersionRegistered } from './environment-version.events.js';
import { evaluationRecorded } from './evaluation.events.js';
import { experimentArchived, experimentCreated, experimentRenamed, experimentRestored } from './experiment.events.js';
import { locationAdded } from './location.events.js';
import {
  loggedModelArchived,
  loggedModelCreated,
  loggedModelFinished,
  loggedModelMeasured,
  loggedModelParametersLogged,
  loggedModelRestored,
  runOutputAdded,
  runReadLoggedModels,
} from './logged-model.events.js';
import { modelArchived, modelCreated, modelRenamed, modelRestored } from './model.events.js';
import { modelVersionRegistered, partsAnnounced, partsNamed, runAttached } from './model-version.events.js';
import { approvalWithdrawn, policySet, promotionDecided, ruleWaived, versionApproved } from './promotion.events.js';
import { reachChecked } from './reach-check.events.js';
import { rolledBack } from './rollback.events.js';
import {
  metricsLogged,
  parametersLogged,
  runArchived,
  runEndedAgain,
  runFinished,
  runRenamed,
  runRestored,
  runResumed,
  runStarted,
} from './run.events.js';
import { runInputsAdded } from './run-input.events.js';
import { runDatasetProduced } from './run-output.events.js';
import { sourceRecorded } from './source-record.events.js';
import { statusChanged } from './status.events.js';

/** Rows of before the ledger noted rows are noted; written by a migration (`createLedgerRows`). */
const rowsSealed = defineEvent({
  type: 'RowsSealed',
  ledgers: ['datasets', 'environments', 'experiments', 'models'],
  subject: 'the name of the subgraph',
  when: 'The ledger begins to note which rows a write stores, and notes those that are there already.',
  payload: z.object({}),
});

/** Every type of event there is, in the order in which docs/events.md tells them. */
export const LEDGER_EVENTS = [
  datasetVersionRegistered,
  environmentVersionRegistered,
  runStarted,
  parametersLogged,
  metricsLogged,
  runInputsAdded,
  runFinished,
  runResumed,
  runEndedAgain,
  runRenamed,
  runArchived,
  runRestored,
  loggedModelCreated,
  loggedModelParametersLogged,
  loggedModelMeasured,
  loggedModelFinished,
  loggedModelArchived,
  loggedModelRestored,
  runOutputAdded,
  runDatasetProduced,
  runReadLoggedModels,
  experimentCreated,
  experimentRenamed,
  experimentArchived,
  experimentRestored,
  modelCreated,
  modelRenamed,
  modelArchived,
  modelRestored,
  partsAnnounced,
  modelVersionRegistered,
  partsNamed,
  runAttached,
  statusChanged,
  aliasSet,
  aliasRemoved,
  tagsChanged,
  noteAdded,
  descriptionSet,
  ownersSet,
  evaluationRecorded,
  policySet,
  versionApproved,
  approvalWithdrawn,
  ruleWaived,
  promotionDecided,
  deploymentRecorded,
  deploymentEnded,
  rolledBack,
  contradictionReported,
  contradictionResolved,
  reachChecked,
  locationAdded,
  sourceRecorded,
  apiKeyCreated,
  apiKeyRevoked,
  roleGranted,
  roleRevoked,
  sessionEnded,
  namespaceClosed,
  namespaceOpened,
  rowsSealed,
] as const satisfies readonly EventType[];

/** The type of an event. */
export type LedgerEventType = (typeof LEDGER_EVENTS)[number]['type'];

const TYPES: ReadonlySet<string> = new Set(LEDGER_EVENTS.map(({ type }) => type));

/** Whether this release knows the type; a ledger may hold events of a later one. */
export function isLedgerEventType(type: string): type is LedgerEventType {
  return TYPES.has(type);
}
