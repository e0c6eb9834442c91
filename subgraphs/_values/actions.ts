import { registerEnumType } from 'type-graphql';
import type { ActionRule } from '#platform/auth/action-rule.js';
import type { Role } from '#platform/auth/role.js';

/** A type of the API whose `viewerCan` tells what a caller may do there. */
export type ActedOn =
  | 'Model'
  | 'ModelVersion'
  | 'Dataset'
  | 'DatasetVersion'
  | 'Environment'
  | 'EnvironmentVersion'
  | 'Experiment'
  | 'Run'
  | 'LoggedModel';

/** What is known of an action. */
interface ActionFacts {
  /** The role that it needs in the namespace of what it is done to. */
  readonly role: Role;
  /** The role that it needs where somebody else made what it is done to. @default `role` */
  readonly ofOthers?: Role;
  /** What it is, with the mutations that do it. */
  readonly description: string;
  /** What it is done to: there `viewerCan` tells of it. */
  readonly on: readonly ActedOn[];
}

/**
 * Which action needs which role: the one table of it. Mutations are checked against it, `viewerCan` answers from it,
 * docs/rights.md is generated from it, and the matrix of test/security compares every path with it.
 */
const FACTS = {
  REGISTER: {
    role: 'CONTRIBUTOR',
    description:
      'Register a version, here another one of the same name, or make a model that has none yet, or attach its run to a version: `createModel`, `attachRun`, `registerModelVersion`, `registerDatasetVersion`, `registerDatasetVersions`, `registerEnvironmentVersion`, and their previews.',
    on: ['Model', 'ModelVersion', 'Dataset', 'DatasetVersion', 'Environment', 'EnvironmentVersion'],
  },
  START_RUN: {
    role: 'CONTRIBUTOR',
    description: 'Start or register a run, or several: `startRun`, `registerRun`, `registerRuns`, and their previews.',
    on: ['Experiment'],
  },
  CREATE_EXPERIMENT: {
    role: 'CONTRIBUTOR',
    description: 'Make an experiment: `createExperiment`.',
    on: [],
  },
  LOG_TO_RUN: {
    role: 'CONTRIBUTOR',
    ofOthers: 'MAINTAINER',
    description:
      'Log to a run, name it, end it and go on with it: `logMetrics`, `logParameters`, `addRunInputs`, `logBatch`, `renameRun`, `finishRun`, `resumeRun`, `addRunOutputs`.',
    on: ['Run'],
  },
  CREATE_LOGGED_MODEL: {
    role: 'CONTRIBUTOR',
    description: 'Make a logged model in an experiment: `createLoggedModel`.',
    on: ['Experiment'],
  },
  LOG_TO_LOGGED_MODEL: {
    role: 'CONTRIBUTOR',
    ofOthers: 'MAINTAINER',
    description:
      'Add parameters to a logged model, and end its making: `logLoggedModelParameters`, `finishLoggedModel`.',
    on: ['LoggedModel'],
  },
  ARCHIVE_LOGGED_MODEL: {
    role: 'CONTRIBUTOR',
    ofOthers: 'MAINTAINER',
    description: 'Archive a logged model, and take it out of the archive: `archiveLoggedModel`, `restoreLoggedModel`.',
    on: ['LoggedModel'],
  },
  ARCHIVE_RUN: {
    role: 'CONTRIBUTOR',
    ofOthers: 'MAINTAINER',
    description: 'Archive a run, and take it out of the archive: `archiveRun`, `restoreRun`.',
    on: ['Run'],
  },
  ANNOTATE: {
    role: 'CONTRIBUTOR',
    description:
      'Tag, note and describe: `setTags`, `setExperimentTags`, `setRunTags`, `setLoggedModelTags`, `addNote`, `setDescription`.',
    on: ['Model', 'ModelVersion', 'Experiment', 'Run', 'LoggedModel'],
  },
  EVALUATE: {
    role: 'CONTRIBUTOR',
    description:
      'Record what was measured of a version or a logged model: `recordEvaluation`, `logLoggedModelMetrics`, and `logBatch` where it names one.',
    on: ['ModelVersion', 'LoggedModel'],
  },
  REPORT_CONTRADICTION: {
    role: 'CONTRIBUTOR',
    description: 'Report that a source says other than what is known of a version or a run: `reportContradiction`.',
    on: ['ModelVersion', 'DatasetVersion', 'Run'],
  },
  RESOLVE_CONTRADICTION: {
    role: 'CONTRIBUTOR',
    ofOthers: 'MAINTAINER',
    description: 'Resolve a contradiction that a source was reported with: `resolveContradiction`.',
    on: [],
  },
  RECORD_SOURCE: {
    role: 'CONTRIBUTOR',
    description: 'Record in which source a version or a run is: `recordSources`.',
    on: ['ModelVersion', 'DatasetVersion', 'Run'],
  },
  FOLLOW_SOURCE: {
    role: 'CONTRIBUTOR',
    description: 'Read a source on a schedule into a namespace: `claimSource`, `reportSourceRead`.',
    on: [],
  },
  ADD_LOCATION: {
    role: 'CONTRIBUTOR',
    description:
      'Add places where files of a version lie, too: `addModelVersionLocations`, `addDatasetVersionLocations`.',
    on: ['ModelVersion', 'DatasetVersion'],
  },
  CHECK_REACH: {
    role: 'CONTRIBUTOR',
    description: 'Record whether the code and the files of a version are still where it says: `recordReachCheck`.',
    on: ['ModelVersion'],
  },
  MOVE_ALIAS: {
    role: 'CONTRIBUTOR',
    description: 'Set or remove an alias that no policy guards: `setAlias`, `removeAlias`.',
    on: ['Model'],
  },
  RENAME_EXPERIMENT: {
    role: 'MAINTAINER',
    description: 'Call an experiment otherwise: `renameExperiment`.',
    on: ['Experiment'],
  },
  ARCHIVE_EXPERIMENT: {
    role: 'MAINTAINER',
    description: 'Archive an experiment, and take it out of the archive: `archiveExperiment`, `restoreExperiment`.',
    on: ['Experiment'],
  },
  PROMOTE: {
    role: 'MAINTAINER',
    description: 'Promote a version where it meets the policy: `promote`.',
    on: ['ModelVersion'],
  },
  APPROVE: {
    role: 'MAINTAINER',
    description: 'Approve a version, and withdraw the approval: `approve`, `withdrawApproval`.',
    on: ['ModelVersion'],
  },
  SET_STATUS: {
    role: 'MAINTAINER',
    description: 'Change the status of a version: `setStatus`.',
    on: ['ModelVersion'],
  },
  ROLL_BACK: {
    role: 'MAINTAINER',
    description: 'Roll an alias back: `rollback`.',
    on: ['Model'],
  },
  DEPLOY: {
    role: 'MAINTAINER',
    description: 'Record what runs where: `recordDeployment`, `endDeployment`.',
    on: ['ModelVersion'],
  },
  RENAME_MODEL: {
    role: 'MAINTAINER',
    description: 'Call a model otherwise: `renameModel`.',
    on: ['Model'],
  },
  ARCHIVE_MODEL: {
    role: 'MAINTAINER',
    description: 'Archive a model, and restore it: `archiveModel`, `restoreModel`.',
    on: ['Model'],
  },
  SET_OWNERS: {
    role: 'MAINTAINER',
    description: 'Set the owners of a model: `setOwners`.',
    on: ['Model'],
  },
  QUARANTINE: {
    role: 'MAINTAINER',
    description:
      'Take versions out of use, each in a namespace where one has the role: `quarantine`, `quarantineDownstream`.',
    on: ['ModelVersion'],
  },
  SET_POLICY: {
    role: 'ADMIN',
    description: 'Set the rules by which versions are promoted: `setPolicy`.',
    on: ['Model'],
  },
  WAIVE_RULE: {
    role: 'ADMIN',
    description: 'Waive a rule of the policy for one version: `waiveRule`.',
    on: ['ModelVersion'],
  },
  REMOVE_GUARDED_ALIAS: {
    role: 'ADMIN',
    description: 'Remove an alias that a policy guards: `removeAlias`.',
    on: ['Model'],
  },
  MANAGE_ACCESS: {
    role: 'ADMIN',
    description: 'Grant and take away roles, close and open namespaces, make and revoke keys of others.',
    on: [],
  },
} as const satisfies Readonly<Record<string, ActionFacts>>;

/** An action of the API. */
export type Action = keyof typeof FACTS;

/** Every action, from those of contributors to those of admins. */
export const ACTIONS = Object.keys(FACTS) as readonly Action[];

/** An action as the API has it: every one by its own name. */
export const Action = Object.fromEntries(ACTIONS.map((action) => [action, action])) as { readonly [A in Action]: A };

registerEnumType(Action, {
  name: 'Action',
  description: 'Something that a caller may do, or not: which role it needs is in docs/rights.md.',
  valuesConfig: Object.fromEntries(ACTIONS.map((action) => [action, { description: factsOf(action).description }])),
});

/** The rules by name, as `Needs` takes them. */
export const RULES = Object.fromEntries(
  ACTIONS.map((name) => [name, { name, ...rolesOf(factsOf(name)) }]),
) as unknown as { readonly [A in Action]: ActionRule };

/** What the table says of an action. */
export function factsOf(action: Action): ActionFacts {
  return FACTS[action];
}

function rolesOf({ role, ofOthers }: ActionFacts) {
  return { role, ofOthers };
}
