import type { Message } from '../log/message.js';
import type { ArtifactEntry, LoggedArtifact } from './wandb-run.js';

const ARTIFACT = { type: 4, name: 5, digest: 6, description: 7, metadata: 8, aliases: 11, manifest: 12 } as const;
const MANIFEST = { contents: 4, listedIn: 5 } as const;
const ENTRY = { path: 1, digest: 2, ref: 3, size: 4 } as const;

/** An artifact as the record of a run has it. Where its files were staged on that machine is not read. */
export function artifactOf(record: Message): LoggedArtifact {
  const manifest = record.message(ARTIFACT.manifest);
  return {
    name: record.text(ARTIFACT.name),
    type: record.text(ARTIFACT.type),
    digest: record.text(ARTIFACT.digest),
    description: record.text(ARTIFACT.description) || null,
    metadata: record.text(ARTIFACT.metadata) || null,
    aliases: record.texts(ARTIFACT.aliases),
    files: manifest?.messages(MANIFEST.contents).map(entryOf) ?? [],
    isListedElsewhere: manifest === null || manifest.text(MANIFEST.listedIn) !== '',
  };
}

function entryOf(entry: Message): ArtifactEntry {
  const size = entry.integer(ENTRY.size);
  return {
    path: entry.text(ENTRY.path),
    digest: entry.text(ENTRY.digest),
    ref: entry.text(ENTRY.ref) || null,
    sizeBytes: Number.isSafeInteger(size) && size > 0 ? size : null,
  };
}
