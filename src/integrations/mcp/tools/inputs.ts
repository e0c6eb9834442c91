import * as z from 'zod';

/** The ref of a version. */
export const versionRef = z
  .string()
  .min(1)
  .max(500)
  .describe('A model version: "team/model@1.4.0", "@production" or another alias, "@latest", or "@sha256:…"');

/** The ref of anything that has a lineage. */
export const anyRef = z
  .string()
  .min(1)
  .max(500)
  .describe('A ref: of a model, dataset or environment version such as "team/data@1.0.0", or of a run');

/** The name of a model. */
export const modelName = z.string().min(1).max(300).describe('A model, such as "team/model"');

/** How many of a list. */
export const upTo = (most: number, usual: number) => z.number().int().min(1).max(most).default(usual);
