import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locationText, parseLocation } from '#integrations/storage/location.js';

test.each([
  ['s3://bucket/a/b c.csv', { kind: 's3', bucket: 'bucket', key: 'a/b c.csv', versionId: null }],
  ['s3a://bucket/a?versionId=x%2Fy', { kind: 's3', bucket: 'bucket', key: 'a', versionId: 'x/y' }],
  ['s3://bucket/odd?key', { kind: 's3', bucket: 'bucket', key: 'odd?key', versionId: null }],
  ['gs://bucket/a/b#1712', { kind: 'gcs', bucket: 'bucket', object: 'a/b', generation: '1712' }],
  ['gs://bucket/a#b', { kind: 'gcs', bucket: 'bucket', object: 'a#b', generation: null }],
  ['az://box/a/b', { kind: 'azure', account: null, container: 'box', blob: 'a/b' }],
  ['wasbs://box@Acme.blob.core.windows.net/a', { kind: 'azure', account: 'acme', container: 'box', blob: 'a' }],
  ['hdfs://NameNode:8020/a/b', { kind: 'hdfs', authority: 'namenode:8020', path: '/a/b' }],
  ['file:///srv/a%20b/../c', { kind: 'file', host: null, path: '/srv/c' }],
  ['file://localhost/srv/c', { kind: 'file', host: null, path: '/srv/c' }],
  ['/srv//./c', { kind: 'file', host: null, path: '/srv/c' }],
  ['c:\\data\\a.csv', { kind: 'file', host: null, path: '/C:/data/a.csv' }],
  ['\\\\Server\\share\\a.csv', { kind: 'file', host: 'server', path: '/share/a.csv' }],
  ['file://server/share/a.csv', { kind: 'file', host: 'server', path: '/share/a.csv' }],
  ['dvc://remote/files/md5/ab', { kind: 'dvc', remote: 'remote', path: 'files/md5/ab' }],
  [
    'hf://datasets/acme/fraud@refs%2Fpr%2F1/a.csv',
    { kind: 'huggingFace', type: 'datasets', repository: 'acme/fraud', revision: 'refs/pr/1', path: 'a.csv' },
  ],
  ['hf://acme/net', { kind: 'huggingFace', type: 'models', repository: 'acme/net', revision: null, path: '' }],
  ['models:/fraud/3', { kind: 'mlflowModel', name: 'fraud', selector: '3' }],
  ['models:/fraud@champion', { kind: 'mlflowModel', name: 'fraud', selector: 'champion' }],
  ['https://ann:secret@Example.org/a?b=1#c', { kind: 'http', url: 'https://example.org/a?b=1' }],
  [
    `git+https://t0ken@git.example.org/a/b.git@${'A'.repeat(40)}#x/y`,
    { kind: 'git', repository: 'https://git.example.org/a/b.git', commit: 'a'.repeat(40), path: 'x/y' },
  ],
])('%s is read, and its text is that of the same location', (text, location) => {
  const read = parseLocation(text);
  expect(read).toEqual(location);
  expect(parseLocation(locationText(read!))).toEqual(location);
});

test.each([
  ...[
    '',
    'relative/path',
    's3://',
    's3://bucket',
    's3://UPPER/key',
    'gs://bucket/',
    'gs://bucket/..',
    'gs://./a',
    'hf://acme',
    'models:/',
  ],
  ...['ftp://example.org/a', 'http://', `git+https://git.example.org/a@main#x`, 's3://bucket/a\nb', '__proto__://a/b'],
])('%j is of no place that is known', (text) => {
  expect(parseLocation(text)).toBeNull();
});

test('whatever is read has one text, which is read as the same', () => {
  const scheme = fc.constantFrom(
    's3://',
    'gs://',
    'az://',
    'file://',
    'hf://',
    'dvc://',
    'hdfs://',
    'https://',
    '/',
    '\\\\',
    'models:/',
    'git+https://x/y@',
  );
  const part = fc.stringMatching(/^[a-z0-9@#?%/.:\\ =-]{0,40}$/);
  fc.assert(
    fc.property(scheme, part, (begin, rest) => {
      const read = parseLocation(begin + rest);
      if (read === null) return;
      const text = locationText(read);
      expect(parseLocation(text)).toEqual(read);
    }),
    { numRuns: 2_000 },
  );
});
