import { parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { namespaceOf } from '#platform/refs/ref.js';
import type { ImpactContext } from '../impact/impact.context.js';
import type { Impact } from '../impact/impact.type.js';
import { readImpact } from '../impact/read-impact.js';
import { MAX_NODES } from '../lineage/lineage.args.js';
import type { QuarantineDownstreamInput, QuarantineDownstreamPayload } from './quarantine.type.js';

/**
 * Has the owner of model versions quarantine all that rest on a thing, in one transaction and the caller's name.
 * @param options.isDryRun only ask which they would be
 * @throws {PedigraphError} NOT_FOUND or AMBIGUOUS_REFERENCE for what `of` names; CONFLICT where more rest on it than can
 * be told, or the catalog has not read of all of it yet: then nothing is quarantined, rather than a part.
 */
export async function quarantineDownstream(
  input: QuarantineDownstreamInput,
  context: ImpactContext,
  { isDryRun = false }: { readonly isDryRun?: boolean } = {},
): Promise<QuarantineDownstreamPayload> {
  const { of, kind = null, reason } = input;
  const impact = await readImpact({ of, kind, first: MAX_NODES }, context);
  if (impact === null || !impact.complete) {
    throw new PedigraphError(
      'CONFLICT',
      `Expected to know all that rests on ${JSON.stringify(of)}, but ${impact?.incompleteReason ?? 'the catalog has not read of it yet'} Quarantine what lies nearer to the versions, or ask again. Nothing was written.`,
    );
  }
  const modelVersions = impact.modelVersions.map(({ id }) => id);
  if (modelVersions.length === 0) return { quarantined: [], unchanged: [] };
  const { done } = await context.ports.ask<{ done: QuarantineDownstreamPayload }>({
    subgraph: 'models',
    document: isDryRun ? PREVIEW : QUARANTINE,
    variables: { input: { modelVersions, reason: reasonOf(impact, reason) } },
  });
  return done;
}

/**
 * What stands beside the status of each version for good. It names what is bad to those alone who see it, now and later:
 * whoever sees a version sees all of its own namespace, and may see nothing of another.
 */
function reasonOf({ root, modelVersions }: Impact, reason: string): string {
  const namespace = namespaceOfRef(root.ref);
  const isTheirs = modelVersions.every(({ ref }) => namespaceOfRef(ref) === namespace);
  return isTheirs ? `it rests on ${root.ref}: ${reason}` : `something that it rests on is bad: ${reason}`;
}

function namespaceOfRef(ref: string): string {
  return namespaceOf(ref.slice(0, ref.indexOf('@')));
}

const QUARANTINE = parse(
  'mutation ($input: QuarantineInput!) { done: quarantine(input: $input) { quarantined { id } unchanged { id } } }',
);
const PREVIEW = parse(
  'query ($input: QuarantineInput!) { done: previewQuarantine(input: $input) { quarantined { id } unchanged { id } } }',
);
