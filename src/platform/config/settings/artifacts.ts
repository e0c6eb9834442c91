import * as z from 'zod';
import { positive } from './positive.js';

/** Where the files of runs and models lie that clients upload, and how large they may be. */
export const artifact = z.object({
  /** Bytes of one artifact: what one PUT stores. */
  maxBytes: positive.default(5 * 1024 ** 3),
  /** How long one artifact may take to arrive whole, in milliseconds. */
  uploadMs: positive.default(60 * 60 * 1_000),
  /** The region of a bucket, by the AWS SDK's own variable. */
  region: z.string().min(1).default('us-east-1'),
});

/** A folder, or a bucket and what its keys begin with: `s3://bucket/prefix`. */
export const artifacts = z
  .string()
  .min(1)
  .refine(
    (place) => !/^[a-z0-9+.-]{2,}:\/\//i.test(place) || /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/|$)/.test(place),
    'expected a folder, or s3://bucket/prefix',
  )
  .optional();
