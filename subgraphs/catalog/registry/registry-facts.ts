import * as z from 'zod';
import type { LedgerEvent } from '../../../src/platform/ledger/ledger-event.js';
import { versionOrder } from '../../../src/platform/versions/version-order.js';
import { LedgerFault } from '../projection/other-history.js';

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
}

const registered = z.object({
  id: z.guid(),
  missing: z.array(z.unknown()),
  lineage: z.object({ upstream: z.array(z.object({ kind: z.string(), id: z.guid() })) }),
});
const statusChanged = z.object({ modelVersionId: z.guid(), status: z.string() });
const ownersSet = z.object({ owners: z.array(z.string()) });
const runFinished = z.object({ id: z.guid(), endedAt: z.coerce.date() });
const aliasSet = z.object({ model: z.string(), alias: z.string(), modelVersionId: z.guid() });
const deploymentRecorded = z.object({
  id: z.guid(),
  target: z.string(),
  model: z.string(),
  modelVersionId: z.guid(),
  startedAt: z.coerce.date(),
  supersedes: z.array(z.guid()),
});
const deploymentEnded = z.object({ id: z.guid(), endedAt: z.coerce.date() });
const rolledBack = z.object({ id: z.guid(), model: z.string(), seconds: z.number() });

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
  const [versions, aliasMoves, deployments, rollbacks] = [
    [] as RegistryFacts['versions'][number][],
    [] as RegistryFacts['aliasMoves'][number][],
    [] as RegistryFacts['deployments'][number][],
    [] as RegistryFacts['rollbacks'][number][],
  ];
  for (const event of events) {
    const { id, type, subject, actor, at } = event;
    const read = <Payload>(schema: z.ZodType<Payload>) => readPayload(schema, event);
    if (type === 'ModelVersionRegistered') {
      const { id, missing, lineage } = read(registered);
      const [model = '', version = ''] = subject.split('@');
      const runId = lineage.upstream.find(({ kind }) => kind === 'RUN')?.id ?? null;
      const order = versionOrder(version);
      versions.push({ id, model, versionOrder: order, at, author: actor, reproducible: missing.length === 0, runId });
    } else if (type === 'StatusChanged') {
      const { modelVersionId, status } = read(statusChanged);
      statuses.set(modelVersionId, status);
    } else if (type === 'OwnersSet') owners.set(subject, read(ownersSet).owners);
    else if (type === 'RunFinished') {
      const { id, endedAt } = read(runFinished);
      runEnds.set(id, endedAt);
    } else if (type === 'AliasSet') aliasMoves.push({ id, at, ...read(aliasSet) });
    else if (type === 'DeploymentRecorded') {
      const { supersedes, ...deployment } = read(deploymentRecorded);
      deployments.push(deployment);
      for (const ended of supersedes) deploymentEnds.set(ended, deployment.startedAt);
    } else if (type === 'DeploymentEnded') {
      const { id, endedAt } = read(deploymentEnded);
      deploymentEnds.set(id, endedAt);
    } else if (type === 'RolledBack') rollbacks.push({ at, ...read(rolledBack) });
  }
  return { versions, statuses, owners, runEnds, aliasMoves, deployments, deploymentEnds, rollbacks };
}

function readPayload<Payload>(
  schema: z.ZodType<Payload>,
  { position, type, payload }: Pick<LedgerEvent, 'position' | 'type' | 'payload'>,
): Payload {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new LedgerFault(`the ${type} at position ${position} cannot be read: ${z.prettifyError(parsed.error)}`);
}
