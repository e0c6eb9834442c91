import path from 'node:path';
import * as z from 'zod';

/** Which documents a gateway executes. */
export const trustedDocuments = {
  /** The folder of the documents that are trusted, made absolute. @default none: every document is taken */
  trustedDocuments: z
    .string()
    .min(1)
    .transform((folder) => path.resolve(folder))
    .optional(),
  /**
   * `only`: nothing but these is executed. `anonymous-only`: whoever shows a credential may have any document executed.
   * @default only, where there is a folder
   */
  trustedDocumentsMode: z.enum(['only', 'anonymous-only']).optional(),
} as const;
