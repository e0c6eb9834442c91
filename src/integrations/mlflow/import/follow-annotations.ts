import { write } from '#integrations/importing/write.js';
import { areSameTags, type Tags } from './changed-tags.js';
import { followTags } from './follow-tags.js';
import type { ImportContext } from './import-context.js';

/** A model or a version as it is here, and as MLflow has it. */
export interface Annotated {
  /** The name of a model, or the ref of a version. */
  readonly of: string;
  readonly description: string | null;
  readonly tags: Tags;
  readonly inMlflow: { readonly description: string | null; readonly tags: Readonly<Record<string, string>> };
  readonly place: string;
}

const SET_TAGS = `mutation ($input: SetTagsInput!) { setTags(input: $input) { __typename } }`;
const SET_DESCRIPTION = `mutation ($input: SetDescriptionInput!) { setDescription(input: $input) { __typename } }`;
const OF_MODEL = `query ($of: String!, $asOf: DateTime) { it: model(name: $of) { createdAt description(asOf: $asOf) tags(asOf: $asOf) } }`;
const OF_VERSION = `query ($of: String!, $asOf: DateTime) { it: modelVersion(ref: $of) { createdAt description(asOf: $asOf) tags(asOf: $asOf) } }`;

interface AsMade {
  readonly it: { readonly createdAt: string; readonly description: string | null; readonly tags: Tags };
}

/** Brings description and tags up to date; what only somebody here changed since they were imported stays, and is reported. */
export async function followAnnotations(annotated: Annotated, context: ImportContext): Promise<void> {
  const { of, inMlflow, place } = annotated;
  if (inMlflow.description === annotated.description && areSameTags(inMlflow.tags, annotated.tags)) return;
  const { tally } = context;
  const made = await asMade(of, context);
  if (inMlflow.description !== annotated.description) {
    if (inMlflow.description === made.description) {
      tally.remark(place, 'its description is another here than in MLflow and than it was imported, and stays so');
    } else {
      await write(context, SET_DESCRIPTION, { input: { of, description: inMlflow.description } });
      tally.change(place, 'description');
    }
  }
  await followTags(
    {
      place,
      inMlflow: inMlflow.tags,
      here: annotated.tags,
      made: async () => made.tags,
      change: (tags) => write(context, SET_TAGS, { input: { of, ...tags } }),
    },
    context,
  );
}

/** As it was when it was made: by the import, unless somebody else was first. */
async function asMade(of: string, { client }: ImportContext): Promise<AsMade['it']> {
  const document = of.includes('@') ? OF_VERSION : OF_MODEL;
  const { it: now } = await client.query<AsMade>(document, { of, asOf: null });
  return (await client.query<AsMade>(document, { of, asOf: now.createdAt })).it;
}
