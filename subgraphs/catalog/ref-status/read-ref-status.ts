import { validate as isUuid } from 'uuid';
import { namespaceOf, type Ref } from '#platform/refs/ref.js';
import { parseColumnRef } from '#values/column-ref.js';
import type { LineageKind } from '#values/lineage-kind.js';
import { nearestWords } from '../spelling/nearest-words.js';
import type { KnownNamesRepository } from './known-names.repository.js';
import { parsedRef } from './parsed-ref.js';
import type { RefPart, RefStatus } from './ref-status.type.js';

/** Refs that are offered in place of one that is unknown. */
const MAX_NEAREST = 5;

/** The kinds that have a name and versions. */
const VERSIONED: readonly LineageKind[] = ['MODEL_VERSION', 'DATASET_VERSION', 'ENVIRONMENT_VERSION'];

/** What finding out about a ref takes. */
export interface RefStatusMeans {
  /** What kinds of things the ref selects, as the catalog and the owners know. */
  readonly kindsOf: (ref: string) => Promise<readonly string[]>;
  readonly names: KnownNamesRepository;
}

/**
 * Whether a ref selects something, and if not, which part of it is unknown and what is spelled nearly so.
 * @param kind what it is to select; null is anything
 */
export async function readRefStatus(ref: string, kind: LineageKind | null, means: RefStatusMeans): Promise<RefStatus> {
  const found = await means.kindsOf(ref);
  if (kind === null ? found.length > 0 : found.includes(kind))
    return { found: true, unknown: null, nearest: [], message: `${quoted(ref)} selects something.` };

  const column = parseColumnRef(ref);
  if (column !== null && (kind === null || kind === 'COLUMN')) {
    const version = await readRefStatus(column.dataset, 'DATASET_VERSION', means);
    if (!version.found) return version;
    return unknown('COLUMN', `Nothing says that it read the column ${quoted(column.name)} of ${column.dataset}.`);
  }
  if (isUuid(ref)) return unknown('ID', `There is nothing${ofKind(kind)} with the id ${ref}.`);
  const parsed = parsedRef(ref);
  if (parsed === null) {
    return unknown(
      'FORM',
      `Expected a ref such as fraud/detector@1.4.0, @production, @latest or @sha256:…, or an id, but got ${quoted(ref)}.`,
    );
  }
  const kinds = kind === null ? VERSIONED : [kind];
  if (await means.names.isName(parsed.name, kinds)) return unknownSelector(parsed, kinds, means.names);
  const nearest = nearestWords(parsed.name, await candidatesFor(parsed.name, kinds, means.names), MAX_NEAREST);
  const selector = ref.slice(parsed.name.length);
  return unknown(
    'NAME',
    `There is nothing${ofKind(kind)} of the name ${quoted(parsed.name)}.`,
    nearest.map((name) => `${name}${selector}`),
  );
}

async function unknownSelector(
  { name, selector }: Ref,
  kinds: readonly LineageKind[],
  names: KnownNamesRepository,
): Promise<RefStatus> {
  switch (selector.kind) {
    case 'digest':
      return unknown('DIGEST', `${name} is known, and has no version with the digest ${selector.digest}.`);
    case 'alias': {
      const near = nearestWords(selector.alias, ['latest', ...(await names.aliasesOf(name))], MAX_NEAREST);
      const refs = near.map((alias) => `${name}@${alias}`);
      return unknown('ALIAS', `${name} is known, and has no alias ${quoted(selector.alias)}.`, refs);
    }
    default: {
      const wanted = selector.kind === 'latest' ? 'latest' : selector.version;
      const known = (await names.refsOf(name, kinds)).map((ref) => ref.slice(name.length + 1));
      const near = nearestWords(wanted, known, MAX_NEAREST).map((version) => `${name}@${version}`);
      return unknown('VERSION', `${name} is known, and has no version ${quoted(wanted)}.`, near);
    }
  }
}

/** Names in the same namespace, names that begin alike, and names elsewhere that end alike. */
async function candidatesFor(
  name: string,
  kinds: readonly LineageKind[],
  names: KnownNamesRepository,
): Promise<ReadonlySet<string>> {
  const namespace = namespaceOf(name);
  const prefixes = new Set([namespace === '' ? name.slice(0, 1) : `${namespace}/`, name.slice(0, 2)]);
  const found = await Promise.all([
    ...[...prefixes].map((prefix) => names.namesBeginning(prefix, kinds)),
    names.namesEnding(name.slice(name.lastIndexOf('/') + 1), kinds),
  ]);
  return new Set(found.flat());
}

function unknown(part: RefPart, sentence: string, nearest: readonly string[] = []): RefStatus {
  const hint = nearest.length === 0 ? '' : ` Spelled nearly so: ${nearest.join(', ')}.`;
  return { found: false, unknown: part, nearest, message: sentence + hint };
}

function ofKind(kind: LineageKind | null): string {
  return kind === null ? '' : ` of the kind ${kind}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 300));
}
