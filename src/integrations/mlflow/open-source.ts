import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { SourceObserver } from '#integrations/importing/problem.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { ForeignTree } from '../reading/foreign-tree.js';
import type { ArtifactRoot } from './files/artifact-roots.js';
import { openFolderSource } from './folder/folder-source.js';
import type { MlflowSource } from './source/mlflow-source.js';
import type { SqlConnection } from './sql/sql-connection.js';

/** How a source is opened. */
export interface OpenSourceOptions {
  readonly observer: SourceObserver;
  /** The header `Authorization` for a tracking server. */
  readonly authorization?: string | undefined;
  /** Folders of this disk that artifacts may lie in, beside those that are looked for by themselves. */
  readonly artifactFolders?: readonly string[] | undefined;
}

/**
 * Opens what MLflow stores in, by how it is written: a folder, an SQLite file or `sqlite:///…`, a `postgresql://…` or
 * `mysql://…` URL, or the URL of a tracking server. What reads a database is loaded when one is named.
 * @throws {PedigraphError} NOT_FOUND, UNAVAILABLE, FORBIDDEN or BAD_USER_INPUT where it cannot be read.
 */
export async function openSource(place: string, options: OpenSourceOptions): Promise<MlflowSource> {
  const { observer, authorization, artifactFolders = [] } = options;
  const named = await Promise.all(artifactFolders.map(rootAt));
  // SQLAlchemy names the driver too: postgresql+psycopg2://
  const [, scheme = '', rest = ''] = /^([a-z]+)(?:\+[a-z0-9_]+)?:\/\/(.*)$/is.exec(place) ?? [];
  switch (scheme.toLowerCase()) {
    case 'http':
    case 'https': {
      const { openServerSource } = await import('./server/server-source.js');
      return openServerSource({ url: place, authorization, observer, artifacts: named });
    }
    case 'postgres':
    case 'postgresql': {
      const { openPostgres } = await import('./sql/open-postgres.js');
      return openDatabase(await openPostgres(`postgresql://${rest}`), observer, named);
    }
    case 'mysql':
    case 'mariadb': {
      const { openMysql } = await import('./sql/open-mysql.js');
      return openDatabase(await openMysql(`mysql://${rest}`), observer, named);
    }
    case 'sqlite':
      // sqlite:///relative, sqlite:////absolute
      return openFile(rest.replace(/^\//, ''), observer, named);
    case 'mssql':
      throw unsupported(place, 'Microsoft SQL Server');
    case '':
    case 'file':
      break;
    default:
      throw unsupported(place, 'none of these');
  }
  const local = place.replace(/^file:(\/\/)?/, '');
  const found = await stat(local).catch(() => null);
  return found?.isFile() ? openFile(local, observer, named) : openFolderSource(local, observer, named);
}

async function openFile(file: string, observer: SourceObserver, named: readonly ArtifactRoot[]): Promise<MlflowSource> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) {
    throw new PedigraphError('NOT_FOUND', `Expected an SQLite database of MLflow, but ${file} is no file.`);
  }
  const { openSqlite } = await import('./sql/open-sqlite.js');
  const beside = path.dirname(path.resolve(file));
  // Where MLflow puts artifacts unless it is configured otherwise.
  const roots = await Promise.all(['mlruns', 'mlartifacts'].map((folder) => rootBeside(beside, folder)));
  return openDatabase(await openSqlite(path.resolve(file)), observer, [...roots.flat(), ...named]);
}

async function openDatabase(
  connection: SqlConnection,
  observer: SourceObserver,
  artifacts: readonly ArtifactRoot[],
): Promise<MlflowSource> {
  const { openSqlSource } = await import('./sql/sql-source.js');
  return openSqlSource(connection, { observer, artifacts });
}

async function rootAt(folder: string): Promise<ArtifactRoot> {
  try {
    return { tree: await ForeignTree.at(folder), name: folder };
  } catch {
    throw new PedigraphError('NOT_FOUND', `Expected a folder with artifacts, but ${folder} is none.`);
  }
}

/** A folder beside a database; none where it is not there or is a link out. */
async function rootBeside(beside: string, name: string): Promise<ArtifactRoot[]> {
  const folder = path.join(beside, name);
  const above = await ForeignTree.at(beside);
  const isThere = await above.realPathOf(folder).then(
    () => true,
    () => false,
  );
  return isThere ? [{ tree: await ForeignTree.at(folder), name }] : [];
}

function unsupported(place: string, what: string): PedigraphError {
  const [scheme] = place.split(':');
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a folder, an SQLite file, a PostgreSQL or MySQL URL, or the URL of a tracking server, but ${scheme}: is ${what}. Name the URL of a tracking server on it.`,
  );
}
