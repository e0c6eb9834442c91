/** What `npm run documents` writes: the text of each file, by its path. */
export function writtenDocuments(): Promise<ReadonlyMap<string, string>>;
