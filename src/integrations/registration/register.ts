import path from 'node:path';
import type { GraphqlClient } from '../client/graphql-client.js';
import type { Environment } from '../git/git-reader.js';
import { OciRegistry } from '../oci/oci-registry.js';
import { readProvenance } from '../provenance/read-provenance.js';
import { ForeignTree } from '../reading/foreign-tree.js';
import { GuardedHttp } from '../storage/guarded-http.js';
import { pinImage } from './pin-image.js';
import { readManifest } from './read-manifest.js';
import { registrationInput } from './registration-input.js';

/** What to register, and with whom. */
export interface RegisterOptions {
  /** The manifest's path. */
  readonly file: string;
  readonly client: GraphqlClient;
  /** The variables of a CI system are looked for here. */
  readonly env: Environment;
  /** Write nothing and answer what it would be. */
  readonly dryRun: boolean;
  /** Write nothing either where the version would not be REPRODUCIBLE. @default false */
  readonly requireReproducible?: boolean | undefined;
  /** Look up what the tag of the environment's image names: of this one, or with `true` of the manifest's. */
  readonly image?: string | true | undefined;
}

/** What was registered, or would be. */
export interface Registration {
  readonly ref: string;
  readonly version: string;
  /** False where the same content was there before. */
  readonly created: boolean;
  /** False where nothing was written: a dry run, or a requirement that is not met. */
  readonly written: boolean;
  readonly bump: { readonly level: string; readonly reasons: readonly string[] };
  readonly verdict: string;
  readonly missing: readonly string[];
  /** How code and build were found out, where a person has to know it. */
  readonly notes: readonly string[];
}

/**
 * Registers a model version from a manifest, in one request.
 * @throws {PedigraphError} BAD_USER_INPUT for a manifest or files that cannot be taken.
 * @throws {ApiError} for what the gateway refuses.
 */
export async function register(options: RegisterOptions): Promise<Registration> {
  const { file, client, env, dryRun, requireReproducible = false, image } = options;
  const folder = path.dirname(path.resolve(file));
  const read = { manifest: await readManifest(file), provenance: await readProvenance(folder, env) };
  const notes = [...read.provenance.notes];
  const onNote = (note: string) => notes.push(note);
  // Whoever runs it names the registry, so one of their own network may be asked.
  await using http = new GuardedHttp(true);
  const registry = new OciRegistry(http, env);
  const { manifest, provenance } =
    image === undefined ? read : await pinImage(read, image === true ? null : image, registry, onNote);
  const places = { tree: await ForeignTree.at(folder), registry, onNote };
  const input = await registrationInput(manifest, provenance, places);
  if (dryRun || requireReproducible) {
    const { previewModelVersion } = await client.query<Preview>(PREVIEW, { input });
    if (dryRun || previewModelVersion.verdict !== 'REPRODUCIBLE')
      return { ...previewModelVersion, written: false, notes };
  }
  // The same content again is the same version, so a lost answer may be asked for again.
  const { registerModelVersion } = await client.mutate<Registered>(REGISTER, { input }, { safeWithoutKey: true });
  const { modelVersion, created, bump } = registerModelVersion;
  return {
    ref: modelVersion.ref,
    version: modelVersion.version,
    created,
    written: true,
    bump,
    ...modelVersion.reproducibility,
    notes,
  };
}

const PREVIEW = `query ($input: RegisterModelVersionInput!) {
  previewModelVersion(input: $input) { created ref version bump { level reasons } verdict missing }
}`;
const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) {
    created bump { level reasons } modelVersion { ref version reproducibility { verdict missing } }
  }
}`;

interface Preview {
  readonly previewModelVersion: Omit<Registration, 'notes' | 'written'>;
}

interface Registered {
  readonly registerModelVersion: {
    readonly created: boolean;
    readonly bump: Registration['bump'];
    readonly modelVersion: {
      readonly ref: string;
      readonly version: string;
      readonly reproducibility: Pick<Registration, 'verdict' | 'missing'>;
    };
  };
}
