import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importGit } from '#integrations/git-history/import-git.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';
import { hasGit, type MadeRepository, makeRepository } from './git-repository.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());
afterEach(() => vi.unstubAllEnvs());

const md5Of = (content: string) => createHash('md5').update(content).digest('hex');
const sha256Of = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const placeOf = (md5: string) => `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
const out = (name: string, md5: string, hash = 'hash: md5, ') => `outs: [{path: ${name}, ${hash}md5: ${md5}}]`;
const remote = (url: string) => `[core]\n  remote = r\n['remote "r"']\n  url = ${url}\n`;

async function writeCache(
  { folder }: MadeRepository,
  files: Readonly<Record<string, string>>,
  project = '',
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, project, '.dvc', 'cache', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

const FILES = `query ($name: String!) { dataset(name: $name) { latest {
  externalDigest { algorithm value } files { path digest }
} } }`;

const CONTRADICTIONS =
  '{ contradictions(filter: { namespace: "verified", open: true }, first: 10) { nodes { kind place subject } } }';

const filesOf = async (name: string) => {
  const { data } = await graph.ask<{ dataset: { latest: { files: unknown[] } } }>(FILES, { name });
  return data.dataset.latest.files;
};

describe.skipIf(!hasGit)('--verify', () => {
  test('bytes in the cache give their SHA-256, a folder by its listing; what differs is a contradiction', async () => {
    await using repository = await makeRepository();
    const [one, two, dos] = ['a,b\n1,2\n', 'binary\0', 'x\r\ny\r\n'] as const;
    const listing = JSON.stringify([
      { md5: md5Of(one), relpath: 'one.csv' },
      { md5: md5Of(two), relpath: 'deep/two.bin' },
      { md5: md5Of('elsewhere'), relpath: '../../etc/passwd' },
    ]);
    const unix = md5Of(dos.replaceAll('\r\n', '\n'));
    await repository.commit({
      '.dvc/.gitignore': '/cache\n',
      '.dvc/config': remote('../store'),
      'folder.dvc': out('folder', `${md5Of(listing)}.dir`),
      'old.txt.dvc': out('old.txt', unix, ''),
      'changed.bin.dvc': out('changed.bin', md5Of('as it was')),
      'normal.csv.dvc': out('normal.csv', md5Of(dos)),
      'gone.bin.dvc': out('gone.bin', md5Of('gone')),
      'hostile.dvc': out('hostile', '../../../../../../etc/passwd'),
      // Git has taken the CR away.
      [`store/${placeOf(md5Of(dos))}`]: dos.replaceAll('\r\n', '\n'),
    });
    await writeCache(repository, {
      [`${placeOf(md5Of(listing))}.dir`]: listing,
      [placeOf(md5Of(one))]: one,
      [placeOf(md5Of(two))]: two,
      [`${unix.slice(0, 2)}/${unix.slice(2)}`]: dos,
      [placeOf(md5Of('as it was'))]: 'as it is',
    });
    const report = await importGit({
      ...{ repository: repository.folder, namespace: 'verified', env: process.env, verify: true },
      client: createGraphqlClient({ url: graph.url }),
    });
    expect(report.skips).toEqual([]);
    expect(report.verification).toEqual({ matching: 4, differing: 2, unreachable: 1 });
    expect(await filesOf('verified/folder')).toEqual([
      { path: 'folder/deep/two.bin', digest: sha256Of(two) },
      { path: 'folder/one.csv', digest: sha256Of(one) },
    ]);
    expect(await filesOf('verified/old.txt')).toEqual([{ path: 'old.txt', digest: sha256Of(dos) }]);
    expect(await filesOf('verified/changed.bin')).toEqual([{ path: 'changed.bin', digest: null }]);
    const contradictions = new Map(report.contradictions.map((line) => [line.path, line.remark]));
    expect([...contradictions.keys()].sort()).toEqual(['changed.bin', 'normal.csv']);
    expect(contradictions.get('changed.bin')).toContain(`have the MD5 ${md5Of('as it is')} and the SHA-256`);
    expect(contradictions.get('normal.csv')).toContain('with CR LF at the end of each line they are what is recorded');
    const open = async () =>
      (await graph.ask<{ contradictions: { nodes: { place: string; kind: string }[] } }>(CONTRADICTIONS)).data
        .contradictions.nodes;
    const differing = [
      {
        kind: 'DIGEST_DIFFERS',
        place: `changed.bin (md5:${md5Of('as it was')})`,
        subject: 'verified/changed.bin@1.0.0',
      },
      { kind: 'DIGEST_DIFFERS', place: `normal.csv (md5:${md5Of(dos)})`, subject: 'verified/normal.csv@1.0.0' },
    ];
    expect((await open()).sort((a, b) => (a.place < b.place ? -1 : 1))).toEqual(differing);
    // What was imported is found again, whatever is looked at.
    const again = await importGit({
      ...{ repository: repository.folder, namespace: 'verified', env: process.env },
      client: createGraphqlClient({ url: graph.url }),
    });
    expect(again.counts.datasets.imported).toBe(0);
    expect(again.verification).toEqual({ matching: 0, differing: 0, unreachable: 0 });
    // Bytes that are right again end the contradiction.
    await writeCache(repository, { [placeOf(md5Of('as it was'))]: 'as it was' });
    await importGit({
      ...{ repository: repository.folder, namespace: 'verified', env: process.env, verify: true },
      client: createGraphqlClient({ url: graph.url }),
    });
    expect(await open()).toEqual(differing.slice(1));
  });

  test('a bucket is asked at the endpoint of the environment, whatever the repository names', async () => {
    const asked: string[] = [];
    const content = 'from a bucket';
    await using server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url?.split('?', 1)[0]}`);
      const isThere = request.url?.startsWith(`/data/dvc/${placeOf(md5Of(content))}`) ?? false;
      if (!isThere) response.writeHead(404, { 'content-type': 'application/xml' });
      response.end(isThere ? content : '<Error><Code>NoSuchKey</Code></Error>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    await using repository = await makeRepository();
    await repository.commit({
      '.dvc/config': `${remote('s3://data/dvc')}  endpointurl = http://192.0.2.1:9\n`,
      'there.dvc': out('there', md5Of(content)),
      'gone.dvc': out('gone', md5Of('gone')),
    });
    const of = { repository: repository.folder, namespace: 'bucket', env: process.env, verify: true, client: null };
    const report = await importGit(of);
    expect(report.verification).toEqual({ matching: 1, differing: 0, unreachable: 1 });
    expect(asked.sort()).toEqual([content, 'gone'].map((one) => `GET /data/dvc/${placeOf(md5Of(one))}`).sort());
  });

  test('each DVC project of a repository has its own cache and remote', async () => {
    await using repository = await makeRepository();
    const [cached, stored] = ['cached', 'stored'];
    await repository.commit({
      '.dvc/config': remote('/nowhere'),
      'team/.dvc/config': remote('../store'),
      'team/.dvc/.gitignore': '/cache\n',
      [`team/store/${placeOf(md5Of(stored))}`]: stored,
      'team/deep/stored.bin.dvc': out('stored.bin', md5Of(stored)),
      'team/cached.bin.dvc': out('cached.bin', md5Of(cached)),
      'top.bin.dvc': out('top.bin', md5Of('top')),
    });
    await writeCache(repository, { [placeOf(md5Of(cached))]: cached }, 'team');
    const of = { repository: repository.folder, namespace: 'projects', env: process.env, verify: true, client: null };
    expect((await importGit(of)).verification).toEqual({ matching: 2, differing: 0, unreachable: 1 });
  });

  test('a bucket is named as DVC names it, and what is no name of one ends no import', async () => {
    const asked: string[] = [];
    const content = 'from a bucket';
    await using server = createServer((request, response) => {
      asked.push(`${request.url?.split('?', 1)[0]}`);
      response.end(content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const verified = async (url: string) => {
      await using repository = await makeRepository();
      await repository.commit({ '.dvc/config': remote(url), 'there.dvc': out('there', md5Of(content)) });
      const of = { repository: repository.folder, namespace: 'bucket', env: process.env, verify: true, client: null };
      const { verification, remarks } = await importGit(of);
      return { ...verification, remarks: remarks.map(({ remark }) => remark) };
    };
    expect(await verified('s3://data/100%/a%20b/')).toMatchObject({ matching: 1, unreachable: 0 });
    expect(asked).toEqual([`/data/100%25/a%2520b/${placeOf(md5Of(content))}`]);
    expect(await verified('s3://..')).toMatchObject({
      ...{ matching: 0, unreachable: 1, remarks: ['was not verified in s3://..: it names no bucket'] },
    });
    expect(asked).toHaveLength(1);
  });
});
