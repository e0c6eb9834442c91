import * as z from 'zod';

const name = z.string().min(1).describe('namespace/name');
const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal digits')
  .describe('sha256:… of its bytes; computed where the file is here');
const words = z.record(z.string(), z.string());
const fromFile = z.strictObject({ file: z.string().min(1).describe('A JSON or YAML file that is here.') });

const file = z.strictObject({
  path: z.string().min(1).describe('Its path, from the manifest’s folder.'),
  uri: z.string().min(1).optional().describe('Where it lies; `store` and the path where left out.'),
  digest: digest.optional(),
  sizeBytes: z.number().int().min(0).optional(),
  mediaType: z.string().min(1).optional(),
});
const files = z
  .array(
    z.union([
      z
        .string()
        .min(1)
        .describe('A path, a glob over files that are here, or a model in a registry: `oci://ghcr.io/acme/fraud:1.2`.'),
      file,
    ]),
  )
  .describe('Files, by path or glob; their digests are computed. Those of a model in a registry are its layers.');

const datasetContent = {
  dataset: name,
  version: z.string().optional().describe('Derived where left out.'),
  files: files.default([]),
  schema: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        type: z.string().min(1),
        nullable: z.boolean().optional(),
        description: z.string().optional(),
      }),
    )
    .optional(),
  rowCount: z.number().int().min(0).optional(),
  statistics: z
    .union([fromFile, z.record(z.string(), z.unknown())])
    .optional()
    .describe('Any JSON object, or a file.'),
  splits: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        rowCount: z.number().int().min(0).optional(),
        files: z.array(z.string().min(1)).optional().describe('Paths of its files, or globs over them.'),
      }),
    )
    .optional()
    .describe('Its named parts.'),
  license: z.string().optional(),
  derivedFrom: z
    .array(z.string().min(1))
    .optional()
    .describe('Refs, or bare names of datasets that stand before it in this file.'),
  columnLineage: z
    .array(z.strictObject({ column: z.string().min(1), from: z.array(z.string().min(1)).min(1) }))
    .min(1)
    .optional()
    .describe('Which columns were made from which: { column: total, from: [shop/raw@1.0.0#net, shop/raw@1.0.0#tax] }.'),
  externalDigest: z
    .strictObject({ algorithm: z.string().min(1), value: z.string().min(1) })
    .optional()
    .describe('Its digest as another tool takes it.'),
  external: z
    .strictObject({
      name: z.string().min(1),
      sourceType: z.string().optional(),
      source: z.string().optional(),
      schema: z.string().optional(),
      profile: z.string().optional(),
    })
    .optional()
    .describe('What the tool it comes from says of it, word for word.'),
  source: z.string().optional(),
  description: z.string().optional(),
};
const role = z
  .enum(['TRAINING', 'VALIDATION', 'TEST', 'EVALUATION', 'REFERENCE', 'OTHER'])
  .optional()
  .describe('What it was used for. TRAINING where left out.');
const columns = z
  .array(z.string().min(1))
  .min(1, 'expected the name of a column, or no columns at all where they are not known')
  .optional()
  .describe('The columns of it that were read; each has to be in its schema. Left out where that is not known.');

const environment = z.strictObject({
  environment: name,
  version: z.string().optional(),
  image: z.string().optional().describe('The container image, best by digest.'),
  runtime: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  os: z.string().optional(),
  lock: z
    .string()
    .optional()
    .describe(
      'A lock file that is here: requirements.txt, poetry.lock, uv.lock or package-lock.json. Its digest and its packages are taken.',
    ),
  packages: z
    .array(z.strictObject({ manager: z.string(), name: z.string(), version: z.string().optional() }))
    .optional(),
  hardware: z.string().optional(),
  seed: z.number().int().optional(),
  variables: z.array(z.string()).optional().describe('Names of environment variables; values are not taken.'),
  description: z.string().optional(),
});

const run = z.strictObject({
  experiment: name,
  name: z.string().min(1),
  parameters: z.union([fromFile, z.record(z.string(), z.unknown())]).optional(),
  metrics: z
    .union([fromFile, z.record(z.string(), z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]))], {
      error: 'expected names with numbers, such as { auc: 0.91 }, or { file: metrics.json }',
    })
    .optional()
    .describe('The last value of each metric.'),
  tags: words.optional(),
  startedAt: z.iso.datetime({ offset: true }).optional(),
  endedAt: z.iso.datetime({ offset: true }).optional(),
});

/** What `pedigraph register` reads: a model version, and what it rests on. */
export const manifestSchema = z
  .strictObject({
    model: name,
    version: z
      .string()
      .optional()
      .describe('Derived where left out; at least the derived one, or the next of an older line.'),
    architecture: z.string().optional(),
    description: z.string().optional(),
    tags: words.optional(),
    command: z
      .string()
      .min(1)
      .optional()
      .describe('What makes the artifacts, run in the manifest’s folder; kept as the tag `command`, used to rebuild.'),
    config: z.union([fromFile, z.unknown()]).optional().describe('Any JSON, or a file.'),
    store: z
      .string()
      .min(1)
      .optional()
      .describe('Where files lie, as the beginning of their URIs: s3://models/fraud. file: where left out.'),
    artifacts: files.default([]),
    code: z
      .strictObject({
        repository: z.string().optional(),
        commit: z.string().optional(),
        path: z.string().optional(),
        dirty: z.boolean().optional(),
      })
      .optional()
      .describe('Read from Git where left out; what is given here wins.'),
    sources: z
      .array(z.strictObject(datasetContent))
      .optional()
      .describe('Datasets that others derive from and the version does not use itself.'),
    datasets: z
      .array(
        z.union([
          z.strictObject({ role, columns, ref: z.string().min(1) }),
          z.strictObject({ role, columns, ...datasetContent }),
        ]),
      )
      .default([]),
    environment: z.union([z.string().min(1).describe('A ref.'), environment]).optional(),
    run: z.union([z.string().min(1).describe('The id of a run.'), run]).optional(),
    parents: z.array(z.string().min(1)).default([]).describe('What it was fine-tuned from, by ref.'),
  })
  .describe('A model version to register, and what it rests on.');

/** A manifest as it was read. */
export type Manifest = z.infer<typeof manifestSchema>;
/** A dataset given in a manifest. */
export type ManifestDataset = NonNullable<Manifest['sources']>[number];
/** An environment given in a manifest. */
export type ManifestEnvironment = z.infer<typeof environment>;
/** A run given in a manifest. */
export type ManifestRun = z.infer<typeof run>;
/** Files given in a manifest. */
export type ManifestFiles = Manifest['artifacts'];

/** The published JSON Schema, for editors and other tools. */
export function manifestJsonSchema(): object {
  return {
    $id: 'https://pedigraph.dev/schema/register.schema.json',
    title: 'Pedigraph registration manifest',
    ...z.toJSONSchema(manifestSchema, { io: 'input' }),
  };
}
