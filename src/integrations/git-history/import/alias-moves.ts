import { attempt } from '#integrations/importing/attempt.js';
import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { ALIAS_PATTERN } from '#platform/refs/ref.js';
import type { GtoEvent } from '../gto/gto-history.js';
import { gtoRegistry } from '../gto/gto-registry.js';
import type { ModelVersionHere } from './destination.js';
import type { GitImportContext } from './git-import-context.js';

/** What a stage of GTO moved to with a tag. */
interface StageMove {
  readonly stage: string;
  /** With its `v`, or a commit; null for nowhere. */
  readonly to: string | null;
  readonly event: GtoEvent;
}

/** More is no history of stages that people made; the moves of the last ones count. */
const MOST_EVENTS = 1_000;

/**
 * Takes over the history of an artifact's stages, move by move: each alias moves as the stage did, with the tag and its
 * time as the reason. Moves that are here are passed over; what somebody here moved since stays, and is reported.
 */
export async function importAliasMoves(
  of: {
    readonly name: string;
    readonly events: readonly GtoEvent[];
    /** By the version, or its commit. */
    readonly refs: ReadonlyMap<string, ModelVersionHere>;
  },
  context: GitImportContext,
): Promise<void> {
  const { name, refs } = of;
  const { destination, tally, now } = context;
  const moves = stageMoves(of.events);
  if (moves.length === 0) return;
  const changes = await destination.aliasChanges(name);
  for (const stage of new Set(moves.map((move) => move.stage))) {
    const alias = aliasOf(stage);
    if (alias === null) {
      tally.skip({
        kind: 'alias',
        path: `${name}#${stage}`,
        reason: 'is no alias: a name of letters, digits, ".", "_" and "-" that is no number and not "latest"',
      });
      continue;
    }
    const its = changes.filter((change) => change.alias === alias);
    const done = new Set(its.flatMap(({ reason }) => /^GTO tag (\S+) of /.exec(reason ?? '')?.[1] ?? []));
    const [newest] = its;
    let current = newest?.modelVersion?.version ?? null;
    const fresh = moves.filter((move) => move.stage === stage && !done.has(move.event.ref));
    for (let index = done.size; index > 0; index--) tally.count('aliasMoves', 'alreadyThere');
    if (newest !== undefined && fresh.length > 0 && !newest.reason?.startsWith('GTO tag ')) {
      tally.remark(
        `${name}#${stage}`,
        `was moved here to ${current ?? 'nowhere'}, where it stays: ${fresh.length} moves of GTO are not taken over`,
      );
      continue;
    }
    for (const { to, event } of fresh) {
      const version = to === null ? null : (refs.get(to)?.version ?? null);
      const path = `refs/tags/${event.ref}`;
      if (to !== null && version === null)
        tally.skip({ kind: 'alias', path, reason: `points to ${to}, which was not imported` });
      if (version === current) continue;
      const moved = await attempt(context, { kind: 'alias', path }, async () => {
        const movedElsewhereAt = momentMisfit(event.at, now) === null ? isoOf(event.at) : undefined;
        const reason = `GTO tag ${event.ref} of ${new Date(event.at).toISOString()}`;
        await destination.moveAlias({ model: name, alias, from: current, to: version, reason, movedElsewhereAt });
        tally.count('aliasMoves', 'imported');
        return true;
      });
      if (moved) current = version;
    }
  }
}

/** Where each stage went, tag by tag: a stage that is taken from a version is that of the one before, where it still is. */
export function stageMoves(events: readonly GtoEvent[]): StageMove[] {
  const counted = events.slice(-MOST_EVENTS);
  const moves: StageMove[] = [];
  let before: ReadonlyMap<string, string> = new Map();
  for (const [index, event] of counted.entries()) {
    if (event.action === 'register' || event.action === 'deprecate') continue;
    const now = gtoRegistry(counted.slice(0, index + 1))[0]?.stages ?? new Map();
    for (const stage of new Set([...before.keys(), ...now.keys()])) {
      const to = now.get(stage) ?? null;
      if (to !== (before.get(stage) ?? null)) moves.push({ stage, to, event });
    }
    before = now;
  }
  return moves;
}

function aliasOf(stage: string): string | null {
  const alias = stage.replaceAll('/', '-');
  return ALIAS_PATTERN.test(alias) ? alias : null;
}
