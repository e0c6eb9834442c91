import * as z from 'zod';
import { positive } from './positive.js';

/** Where the files of runs and models lie that clients upload, and how large they may be. */
export const artifact = z.object({
  maxBytes: positive.default(5 * 1024 ** 3).describe('Bytes of one artifact: what one PUT stores.'),
  uploadMs: positive
    .default(60 * 60 * 1_000)
    .describe('How long one artifact may take to arrive whole, in milliseconds.'),
  region: z.string().min(1).default('us-east-1').describe('The region of the bucket; `AWS_REGION` sets it, too.'),
});

/** Where they lie. */
export const artifacts = z
  .string()
  .min(1)
  .refine(
    (place) => !/^[a-z0-9+.-]{2,}:\/\//i.test(place) || /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/|$)/.test(place),
    'expected a folder, or s3://bucket/prefix',
  )
  .optional()
  .describe(
    'A folder, or `s3://bucket/prefix`, for the [files that MLflow’s clients upload](mlflow.md#files). Unset: `artifacts` beside the embedded database.',
  );
