import path from 'node:path';
import * as z from 'zod';

/** Which documents a gateway executes. */
export const trustedDocuments = {
  trustedDocuments: z
    .string()
    .min(1)
    .transform((folder) => path.resolve(folder))
    .optional()
    .describe(
      'The folder of the [documents that are trusted](security.md#which-documents). Unset: every document is taken.',
    ),
  trustedDocumentsMode: z
    .enum(['only', 'anonymous-only'])
    .optional()
    .describe(
      '`only`: nothing but these is executed. `anonymous-only`: whoever shows a credential may have any document executed. Unset: `only`, where there is a folder.',
    ),
} as const;
