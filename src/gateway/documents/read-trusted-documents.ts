import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Kind, parse } from 'graphql';
import { sha256 } from '#platform/digest/digest.js';
import { type GivenDocument, manifestDocuments } from './manifest-documents.js';

/** The documents that whoever runs the server trusts. */
export interface TrustedDocuments {
  /** The document of an id: its own in a manifest, or the SHA-256 of its text, with `sha256:` before it or without. */
  find(id: string): string | undefined;
  /** Whether a document is one of them, to the letter. */
  has(document: string): boolean;
  readonly size: number;
}

/**
 * Reads a folder and those in it: a document a `.graphql` or `.gql` file, and manifests of ids (`.json`).
 * @throws {Error} a sentence that names the file, where one is no document or manifest, or an id means two documents
 */
export async function readTrustedDocuments(folder: string): Promise<TrustedDocuments> {
  const byId = new Map<string, string>();
  const documents = new Set<string>();
  const add = (id: string, document: string, file: string) => {
    const known = byId.get(id);
    if (known !== undefined && known !== document) throw wrong(file, `the id "${id}" stands for another document, too`);
    byId.set(id, document);
  };
  for (const file of await filesOf(folder)) {
    const text = await readFile(file, 'utf8');
    const found: readonly GivenDocument[] = file.endsWith('.json')
      ? explained(file, () => manifestDocuments(text))
      : [{ document: text }];
    for (const { id, document } of found) {
      explained(file, () => judge(document));
      const digest = sha256(document);
      if (id?.startsWith('sha256:') && id !== digest)
        throw wrong(file, `the id "${id}" is not the SHA-256 of its document, ${digest}`);
      documents.add(document);
      for (const each of [digest, digest.slice('sha256:'.length), id ?? digest]) add(each, document, file);
    }
  }
  if (documents.size === 0)
    throw new Error(`The folder ${folder} holds no trusted document: put .graphql files there, or a manifest of ids.`);
  return { find: (id) => byId.get(id), has: (document) => documents.has(document), size: documents.size };
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /\.(graphql|gql|json)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
      .sort();
  } catch (error) {
    throw new Error(
      `The folder of trusted documents cannot be read: ${(error as Error).message}. Give another with --trusted-documents or PEDIGRAPH_TRUSTED_DOCUMENTS.`,
    );
  }
}

/** @throws {Error} where nothing could ever be executed of it */
function judge(document: string): void {
  const { definitions } = parse(document, { noLocation: true });
  if (definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)) return;
  throw new Error('it has no operation; fragments stand in the document that spreads them');
}

function explained<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw wrong(file, (error as Error).message);
  }
}

function wrong(file: string, reason: string): Error {
  return new Error(`${file} is no file of trusted documents: ${reason}.`);
}
