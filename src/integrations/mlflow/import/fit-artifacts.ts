import { textMisfit } from '#integrations/importing/fit-text.js';
import type { OnProblem } from '#integrations/importing/problem.js';
import type { ArtifactFile } from '../files/list-artifacts.js';
import { uriBelow } from '../files/uri-segments.js';

/** A file as the API takes it. */
export interface ArtifactToSend {
  readonly path: string;
  readonly uri: string;
  readonly digest: string | null;
  readonly sizeBytes: number | null;
  readonly mediaType?: string | undefined;
}

/** What one call takes: so many files, in so many bytes of JSON. */
const MOST_FILES = 10_000;
const MOST_BYTES = 2 * 1024 * 1024;

/** The files as the API takes them, below the place that is given or their own; what does not fit is left out and reported. */
export async function fitArtifacts(
  files: AsyncIterable<ArtifactFile>,
  base: string,
  place: string,
  onProblem: OnProblem,
): Promise<ArtifactToSend[]> {
  const fitting: ArtifactToSend[] = [];
  let bytes = 0;
  let beyond = 0;
  for await (const { base: own = base, ...file } of files) {
    const leaveOut = (reason: string) =>
      onProblem({ kind: 'artifact', path: `${place}/${file.path.slice(0, 200)}`, reason });
    const ofPath = textMisfit(file.path, 1_000);
    if (ofPath !== null) {
      leaveOut(`has a path that ${ofPath}`);
      continue;
    }
    const artifact = { ...file, uri: uriBelow(own, file.path) };
    const ofUri = textMisfit(artifact.uri, 4_000);
    if (ofUri !== null) {
      leaveOut(`has a URI that ${ofUri}`);
      continue;
    }
    bytes += Buffer.byteLength(JSON.stringify(artifact));
    if (fitting.length === MOST_FILES || bytes > MOST_BYTES) beyond++;
    else fitting.push(artifact);
  }
  if (beyond > 0) {
    const reason = `${beyond} files were left out: one call takes ${MOST_FILES}, in ${MOST_BYTES} bytes of names and digests`;
    onProblem({ kind: 'artifact', path: place, reason });
  }
  return fitting;
}
