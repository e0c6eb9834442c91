import type { GraphqlClient } from '../client/graphql-client.js';
import { textMisfit } from './fit-text.js';
import { write } from './write.js';

/** That a version or a run is in a source, as `recordSources` takes it. */
export interface FoundInSource {
  /** What is in the source: one of them. */
  readonly of: { readonly modelVersion: string } | { readonly datasetVersion: string } | { readonly run: string };
  readonly tool: string;
  /** The source, without user and password. */
  readonly location: string;
  readonly externalId: string;
  readonly globalId?: string | undefined;
  readonly name?: string | null | undefined;
  readonly number?: string | null | undefined;
  readonly sizeBytes?: number | null | undefined;
  readonly repository?: string | null | undefined;
  readonly commit?: string | null | undefined;
  readonly path?: string | null | undefined;
  readonly digests?: readonly string[] | undefined;
  readonly partDigests?: readonly string[] | undefined;
  readonly createdElsewhereAt?: string | undefined;
}

/** Records where what an import found is: many facts in one call. */
export interface SourceRecorder {
  add(found: FoundInSource): Promise<void>;
  /** Sends what was not sent yet. */
  flush(): Promise<void>;
}

/** What one call takes. */
const MOST_AT_ONCE = 500;
const MOST = { said: 2_000, name: 500, digests: 10, partDigests: 100 } as const;

const RECORD = 'mutation ($input: RecordSourcesInput!) { recordSources(input: $input) { recorded } }';

/** Sends to a gateway. What is known there is passed over, so that an import records all that it finds each time. */
export function sourceRecorder(to: { readonly client: GraphqlClient }): SourceRecorder {
  let waiting: object[] = [];
  const flush = async () => {
    const sources = waiting;
    waiting = [];
    if (sources.length > 0) await write(to, RECORD, { input: { sources } });
  };
  return {
    async add(found) {
      const source = fitted(found);
      if (source !== null) waiting.push(source);
      if (waiting.length >= MOST_AT_ONCE) await flush();
    },
    flush,
  };
}

/** Without what does not fit, which says nothing by which the thing could be found; null where its place does not. */
function fitted({ of, ...found }: FoundInSource): object | null {
  const { tool, location, externalId } = found;
  if ([location, externalId].some((text) => text === '' || textMisfit(text, MOST.said) !== null)) return null;
  const fitting = (text: string | null | undefined, most: number) =>
    text != null && text !== '' && textMisfit(text, most) === null ? text : undefined;
  const digests = (list: readonly string[] = [], most: number) =>
    list.filter((digest) => DIGEST.test(digest) && textMisfit(digest, MOST.name) === null).slice(0, most);
  return {
    ...{ ...of, tool, location, externalId, sizeBytes: found.sizeBytes ?? undefined },
    globalId: fitting(found.globalId, MOST.name),
    name: fitting(found.name, MOST.name),
    number: fitting(found.number, MOST.name),
    repository: fitting(found.repository, MOST.said),
    commit: fitting(found.commit, 64),
    path: fitting(found.path, MOST.said),
    digests: digests(found.digests, MOST.digests),
    partDigests: digests(found.partDigests, MOST.partDigests),
    createdElsewhereAt: found.createdElsewhereAt,
  };
}

const DIGEST = /^[a-z0-9][a-z0-9.-]*:\S+$/;
