import type { TestSubgraph } from '../support/test-subgraph.js';

/** What the registry says at one moment, in an order that does not depend on when it is asked. */
export interface Present {
  readonly aliases: Readonly<Record<string, string>>;
  readonly statuses: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly approvals: Readonly<Record<string, number>>;
  /** What runs on each target. */
  readonly deployments: Readonly<Record<string, string>>;
}

/** The model that the tests work on. */
export const MODEL = 'acme/model';
/** The targets they deploy to. */
export const TARGETS = ['eu', 'us'] as const;

const PRESENT = `query ($asOf: DateTime, $activeAt: DateTime!) {
  model(name: "${MODEL}") {
    aliases(asOf: $asOf) { name modelVersion { version } }
    versions(first: 100) { nodes { version createdAt status(asOf: $asOf) tags(asOf: $asOf) approvals(asOf: $asOf) { actor } } }
  }
  ${TARGETS.map((target) => `${target}: deployments(target: "${target}", activeAt: $activeAt) { nodes { modelVersion { version } } }`).join('\n')}
}`;

/** Asks the registry what it says now, or said at a moment. */
export async function readPresent(subgraph: TestSubgraph, asOf: Date | null): Promise<Present> {
  const activeAt = asOf ?? (await databaseClock(subgraph));
  const { data, errors } = await subgraph.ask<PresentAnswer>(PRESENT, { asOf, activeAt });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const versions = (data.model?.versions.nodes ?? []).filter(
    ({ createdAt }) => asOf === null || new Date(createdAt) <= asOf,
  );
  return {
    aliases: Object.fromEntries((data.model?.aliases ?? []).map((one) => [one.name, one.modelVersion.version])),
    statuses: Object.fromEntries(versions.map((one) => [one.version, one.status])),
    tags: Object.fromEntries(versions.map((one) => [one.version, one.tags])),
    approvals: Object.fromEntries(versions.map((one) => [one.version, one.approvals.length])),
    deployments: Object.fromEntries(
      TARGETS.flatMap((target) => data[target].nodes.map((one) => [target, one.modelVersion.version])),
    ),
  };
}

/** What the database takes for now, to the millisecond. */
export async function databaseClock({ subgraph }: TestSubgraph): Promise<Date> {
  const [row] = await subgraph.database.manager.query<[{ now: Date }]>(
    "SELECT date_trunc('milliseconds', clock_timestamp()) AS now",
  );
  return row.now;
}

/** Tells the ledger from its beginning, and what the present is by that alone. */
export async function replayLedger({ subgraph }: TestSubgraph): Promise<Present> {
  const events = await subgraph.database.manager.query<Event[]>(
    'SELECT type, subject, actor, payload FROM ledger_event ORDER BY position',
  );
  const versionOf = new Map<string, string>();
  const aliases = new Map<string, string>();
  const statuses = new Map<string, string>();
  const tags = new Map<string, Map<string, unknown>>();
  const approvals = new Map<string, Set<string>>();
  const running = new Map<string, { target: string; version: string }>();
  for (const { type, subject, actor, payload } of events) {
    const version = subject.split('@')[1] ?? '';
    if (type === 'ModelVersionRegistered') {
      versionOf.set(payload.id, version);
      statuses.set(version, 'IN_REVIEW');
      tags.set(version, new Map(Object.entries(payload.tags)));
      approvals.set(version, new Set());
    }
    if (type === 'AliasSet') aliases.set(payload.alias, versionOf.get(payload.modelVersionId)!);
    if (type === 'AliasRemoved') aliases.delete(payload.alias);
    if (type === 'StatusChanged') statuses.set(version, payload.status);
    if (type === 'TagsChanged') {
      for (const [key, value] of Object.entries(payload.set)) tags.get(version)?.set(key, value);
      for (const key of payload.remove) tags.get(version)?.delete(key);
    }
    if (type === 'VersionApproved') approvals.get(version)?.add(actor);
    if (type === 'ApprovalWithdrawn') approvals.get(version)?.delete(actor);
    if (type === 'DeploymentRecorded') {
      for (const id of payload.supersedes) running.delete(id);
      running.set(payload.id, { target: payload.target, version });
    }
    if (type === 'DeploymentEnded') running.delete(payload.id);
  }
  return {
    aliases: Object.fromEntries(aliases),
    statuses: Object.fromEntries(statuses),
    tags: Object.fromEntries([...tags].map(([version, set]) => [version, Object.fromEntries(set)])),
    approvals: Object.fromEntries([...approvals].map(([version, by]) => [version, by.size])),
    deployments: Object.fromEntries([...running.values()].map(({ target, version }) => [target, version])),
  };
}

interface Event {
  readonly type: string;
  readonly subject: string;
  readonly actor: string;
  // biome-ignore lint/suspicious/noExplicitAny: as many shapes as there are types of events
  readonly payload: any;
}

type PresentAnswer = {
  readonly model: {
    readonly aliases: readonly { readonly name: string; readonly modelVersion: { readonly version: string } }[];
    readonly versions: {
      readonly nodes: readonly {
        readonly version: string;
        readonly createdAt: string;
        readonly status: string;
        readonly tags: Record<string, string>;
        readonly approvals: readonly unknown[];
      }[];
    };
  } | null;
} & Record<
  (typeof TARGETS)[number],
  { readonly nodes: readonly { readonly modelVersion: { readonly version: string } }[] }
>;
