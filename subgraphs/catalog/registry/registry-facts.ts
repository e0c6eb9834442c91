import { aliasSet } from '#events/alias.events.js';
import { ownersSet } from '#events/annotation.events.js';
import { deploymentEnded, deploymentRecorded } from '#events/deployment.events.js';
import { modelVersionRegistered } from '#events/model-version.events.js';
import { promotionDecided } from '#events/promotion.events.js';
import { reachChecked } from '#events/reach-check.events.js';
import { rolledBack } from '#events/rollback.events.js';
import { runFinished } from '#events/run.events.js';
import { statusChanged } from '#events/status.events.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { versionOrder } from '#platform/versions/version-order.js';
import { readPayload } from '../projection/read-payload.js';

/** The rows that a batch of events adds to what the catalog knows of versions in use. */
export interface RegistryFacts {
  readonly versions: readonly {
    readonly id: string;
    readonly model: string;
    readonly versionOrder: string;
    readonly at: Date;
    readonly author: string;
    readonly reproducible: boolean;
    readonly runId: string | null;
  }[];
  /** The last one of each version. */
  readonly statuses: ReadonlyMap<string, string>;
  /** The last ones of each model. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly runEnds: ReadonlyMap<string, Date>;
  readonly aliasMoves: readonly {
    readonly id: string;
    readonly model: string;
    readonly alias: string;
    readonly modelVersionId: string;
    readonly at: Date;
  }[];
  readonly deployments: readonly {
    readonly id: string;
    readonly target: string;
    readonly model: string;
    readonly modelVersionId: string;
    readonly startedAt: Date;
  }[];
  readonly deploymentEnds: ReadonlyMap<string, Date>;
  readonly rollbacks: readonly {
    readonly id: string;
    readonly model: string;
    readonly at: Date;
    readonly seconds: number;
  }[];
  readonly promotions: readonly {
    readonly id: string;
    readonly model: string;
    readonly at: Date;
    readonly verdict: 'PROMOTED' | 'REFUSED';
  }[];
  readonly reachChecks: readonly {
    readonly id: string;
    readonly model: string;
    readonly modelVersionId: string;
    readonly at: Date;
    readonly answer: 'YES' | 'NO' | 'UNKNOWN';
  }[];
}

/** What is read of the payload of each type that says something of versions in use. */
const READ = {
  registered: modelVersionRegistered.payload.pick({ id: true, missing: true, lineage: true }),
  statusChanged: statusChanged.payload.pick({ modelVersionId: true, status: true }),
  ownersSet: ownersSet.payload.pick({ owners: true }),
  runFinished: runFinished.payload.pick({ id: true, endedAt: true }),
  aliasSet: aliasSet.payload.pick({ model: true, alias: true, modelVersionId: true }),
  deploymentRecorded: deploymentRecorded.payload.pick({
    id: true,
    target: true,
    model: true,
    modelVersionId: true,
    startedAt: true,
    supersedes: true,
  }),
  deploymentEnded: deploymentEnded.payload.pick({ id: true, endedAt: true }),
  rolledBack: rolledBack.payload.pick({ id: true, model: true, seconds: true }),
  promotionDecided: promotionDecided.payload.pick({ id: true, model: true, verdict: true }),
  reachChecked: reachChecked.payload.pick({ id: true, modelVersionId: true, answer: true }),
};

/**
 * What a batch of events says about versions in use. Events of one ledger come in their order; those of another may
 * come before or after, and no row here depends on that.
 * @throws {LedgerFault} naming the position of an event whose payload cannot be read: it is not passed over.
 */
export function registryFactsOf(
  events: readonly Pick<LedgerEvent, 'id' | 'position' | 'type' | 'subject' | 'actor' | 'at' | 'payload'>[],
): RegistryFacts {
  const statuses = new Map<string, string>();
  const owners = new Map<string, readonly string[]>();
  const runEnds = new Map<string, Date>();
  const deploymentEnds = new Map<string, Date>();
  const [versions, aliasMoves, deployments, rollbacks, promotions, reachChecks] = [
    [] as RegistryFacts['versions'][number][],
    [] as RegistryFacts['aliasMoves'][number][],
    [] as RegistryFacts['deployments'][number][],
    [] as RegistryFacts['rollbacks'][number][],
    [] as RegistryFacts['promotions'][number][],
    [] as RegistryFacts['reachChecks'][number][],
  ];
  for (const event of events) {
    const { id, type, subject, actor, at } = event;
    if (type === modelVersionRegistered.type) {
      const { id, missing, lineage } = readPayload(READ.registered, event);
      const [model = '', version = ''] = subject.split('@');
      const runId = lineage.upstream.find(({ kind }) => kind === 'RUN')?.id ?? null;
      const order = versionOrder(version);
      versions.push({ id, model, versionOrder: order, at, author: actor, reproducible: missing.length === 0, runId });
    } else if (type === statusChanged.type) {
      const { modelVersionId, status } = readPayload(READ.statusChanged, event);
      statuses.set(modelVersionId, status);
    } else if (type === ownersSet.type) {
      owners.set(subject, readPayload(READ.ownersSet, event).owners);
    } else if (type === runFinished.type) {
      const { id, endedAt } = readPayload(READ.runFinished, event);
      runEnds.set(id, endedAt);
    } else if (type === aliasSet.type) {
      aliasMoves.push({ id, at, ...readPayload(READ.aliasSet, event) });
    } else if (type === deploymentRecorded.type) {
      const { supersedes, ...deployment } = readPayload(READ.deploymentRecorded, event);
      deployments.push(deployment);
      for (const ended of supersedes) deploymentEnds.set(ended, deployment.startedAt);
    } else if (type === deploymentEnded.type) {
      const { id, endedAt } = readPayload(READ.deploymentEnded, event);
      deploymentEnds.set(id, endedAt);
    } else if (type === rolledBack.type) {
      rollbacks.push({ at, ...readPayload(READ.rolledBack, event) });
    } else if (type === promotionDecided.type) {
      promotions.push({ at, ...readPayload(READ.promotionDecided, event) });
    } else if (type === reachChecked.type) {
      reachChecks.push({ model: subject.split('@')[0]!, at, ...readPayload(READ.reachChecked, event) });
    }
  }
  const counted = { rollbacks, promotions, reachChecks };
  return { versions, statuses, owners, runEnds, aliasMoves, deployments, deploymentEnds, ...counted };
}
