/** What `npm run documents` writes: the text of each file, by its path. */
export function writtenDocuments(): Promise<ReadonlyMap<string, string>>;

/** The files that were written of a .graphql that is not there any more. */
export function orphanedDocuments(): readonly string[];
