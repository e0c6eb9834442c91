import { describe, expect, test } from 'vitest';
import { readRepository } from '#integrations/git-history/history/read-repository.js';
import { readCommit } from '#integrations/git-history/objects/commits.js';
import { openRepository } from '#integrations/git-history/objects/open-repository.js';
import { cardEvaluations } from '#integrations/huggingface/card/card-evaluations.js';
import { cardFacts } from '#integrations/huggingface/card/card-facts.js';
import { readCard } from '#integrations/huggingface/card/read-card.js';
import { fileRole } from '#integrations/huggingface/repository/content-rule.js';
import { decideKind } from '#integrations/huggingface/repository/decide-kind.js';
import { hubRepositoryOf } from '#integrations/huggingface/repository/hub-repository.js';
import { numbersOf, versionOfTag } from '#integrations/huggingface/repository/version-numbers.js';
import { hasGit, makeRepository, WITHOUT_GIT } from '../git-history/git-repository.js';

const card = (text: string) => readCard(Buffer.from(text));
const leftOut = () => {
  const list: string[] = [];
  return { list, onLeftOut: (place: string, reason: string) => list.push(`${place} ${reason}`) };
};

describe('a card', () => {
  test.each([
    ['---\nlanguage: no\n---\ntext', { language: 'no' }, 'text'],
    ['\r\n---\r\nwidget: off\r\n---  \r\ntext\r\n', { widget: 'off' }, 'text\r\n'],
    ['---\na: yes\n---', { a: 'yes' }, ''],
    ['---\na: 012\nb: 0o14\nc: 2024-01-31\n---\n', { a: 12, b: 12, c: '2024-01-31' }, ''],
    ['---\n# nothing\n---\ntext', {}, 'text'],
    ['# Only text\n---\na: 1\n---\n', {}, '# Only text\n---\na: 1\n---\n'],
    ['---\nnever: closed\n', {}, '---\nnever: closed\n'],
  ])('%j is read as the Hub reads it, by YAML 1.2', (text, data, rest) => {
    const read = card(text);
    expect({ ...read.data }).toEqual(data);
    expect(read.text).toBe(rest);
  });

  test.each([
    ['---\n- a\n- b\n---\n', /no mapping/],
    ['---\na: [\n---\n', /no YAML/],
    ['---\na: 1\na: 2\n---\n', /twice/],
    ['---\na: &a [*a]\n---\n', /nested/],
    [`---\n${'['.repeat(20_000)}\n---\n`, /nested|YAML/],
  ])('%.30j… is refused', (text, reason) => {
    expect(() => card(text)).toThrow(reason);
  });

  test('one or a list say the same; what is no text is left out, and named', () => {
    const { list, onLeftOut } = leftOut();
    const { data } = card(
      '---\nlicense: [mit, other]\nbase_model:\n- a/b\n- c/d\ndatasets: x/y\ntags: [one, {two: 2}]\nsource_datasets: [original, extended|z, extended, other-web]\npipeline_tag: {a: 1}\n---\n',
    );
    expect(cardFacts(data, onLeftOut)).toEqual({
      tags: [
        ['huggingface.license', 'mit, other'],
        ['huggingface.base_model', 'a/b, c/d'],
        ['huggingface.datasets', 'x/y'],
        ['huggingface.tag.one', 'true'],
      ],
      baseModels: ['a/b', 'c/d'],
      datasets: ['x/y', 'z'],
    });
    expect(list).toEqual(['pipeline_tag is no text', 'tags[1] is no text']);
  });

  test('an evaluation is a result with its numbers; whatever is none costs that value', () => {
    const { list, onLeftOut } = leftOut();
    const { data } = card(`---
model-index:
- name: m
  results:
  - dataset: {type: glue, name: GLUE}
    task: {type: nli}
    source: {name: Leaderboard, url: 'https://example.org'}
    metrics: [{type: f1, value: .nan}, {type: f1, value: 1}, {value: 2}, {type: text, value: '3'}, {type: gone}, 4]
  - metrics: {type: acc, value: 1}
  - nothing
- results: none
---
`);
    expect(cardEvaluations(data, onLeftOut)).toEqual([
      {
        ...{ place: 'model-index[0].results[0]', task: 'nli', datasetName: 'GLUE', dataset: 'glue' },
        ...{ revision: null, config: null, split: null, source: 'Leaderboard', metrics: [{ key: 'f1', value: NaN }] },
      },
    ]);
    expect(list).toEqual([
      'model-index[0].results[2] is no mapping of keys to values',
      'model-index[0].results[0].metrics[5] is no mapping of keys to values',
      'model-index[0].results[0].metrics[1] is f1 again, which is there before',
      'model-index[0].results[0].metrics[2] has no type',
      'model-index[0].results[0].metrics[3] has the value "3", and a number is expected',
      'model-index[0].results[0].metrics[4] has no value, and a number is expected',
      'model-index[0].results[1].metrics is no list',
      'model-index[1].results is no list',
    ]);
  });
});

test.each([
  ['https://huggingface.co/org/name', 'model', 'org/name'],
  ['https://user:token@huggingface.co/org/name.git', 'model', 'org/name'],
  ['ssh://git@hf.co/datasets/org/name', 'dataset', 'org/name'],
  ['git@hf.co:datasets/org/name', 'dataset', 'org/name'],
  ['https://HuggingFace.co/gpt2/', 'model', 'gpt2'],
])('%s is of a %s', (url, kind, name) => {
  expect(hubRepositoryOf(url)).toEqual({ kind, name });
});

test('another host is not the Hub, whatever its path', () => {
  expect(hubRepositoryOf('https://example.org/huggingface.co/a/b')).toBeNull();
  expect(() => hubRepositoryOf('https://huggingface.co/a/../b')).toThrow(/huggingface.co\/org\/name/);
});

test.each([
  ['v1.0', '1.0.0'],
  ['v2', '2.0.0'],
  ['1.2.3-rc.1', '1.2.3-rc.1'],
  ['V1.2.3+cpu', '1.2.3+cpu'],
  ['2024', null],
  ['v01.2', '1.2.0'],
  ['v1.0-', null],
  ['release-1.0', null],
  ['v1.2.3.4', null],
])('the tag %s names %s', (tag, version) => {
  expect(versionOfTag(tag)).toBe(version);
});

test('what has no tag has its place behind the tag before it, and before the next one', () => {
  const at = Date.UTC(2024, 0, 31, 12);
  const contents = ['a', 'b', 'c', 'd', 'e'].map((digest) => ({ digest, commit: digest.repeat(40), committedAt: at }));
  const tags = new Map([
    ['b', { version: '1.0.0', tag: 'v1' }],
    ['d', { version: '2.0.0-rc.1', tag: 'v2-rc' }],
  ]);
  expect([...numbersOf(contents, tags).values()].map(({ version }) => version)).toEqual([
    '0.0.0-20240131120000-aaaaaaaaaaaa',
    '1.0.0',
    '1.0.1-0.20240131120000-cccccccccccc',
    '2.0.0-rc.1',
    '2.0.0-rc.1.0.20240131120000-eeeeeeeeeeee',
  ]);
  expect(numbersOf(contents, new Map()).size).toBe(0);
});

test.each([
  ['model', 'content', ['model.safetensors', 'a/pytorch_model-00001-of-00002.bin', 'x.Q4.gguf', 'saved_model.pb']],
  ['model', 'beside', ['config.json', 'tokenizer.model', 'spiece.model', 'optimizer.pt', 'checkpoint-1/rng_state.pth']],
  ['model', 'about', ['README.md', '.gitattributes', 'LICENSE.txt', 'USAGE.md']],
  ['dataset', 'content', ['data/train.parquet', 'x.csv', 'images/1.png', 'data/README.md', 'data/a.py']],
  ['dataset', 'beside', ['load.py', 'dataset_infos.json', 'requirements.txt']],
  ['dataset', 'about', ['README.md', '.gitattributes', 'LICENSE', 'data/.gitkeep']],
] as const)('of a %s are %s: %j', (kind, role, paths) => {
  expect(paths.map((path) => [path, fileRole(kind, path)])).toEqual(paths.map((path) => [path, role]));
});

test.skipIf(hasGit)(WITHOUT_GIT, () => {});

test.skipIf(!hasGit).each([
  [{ 'README.md': '---\npipeline_tag: x\n---\n', 'x.csv': '1' }, 'model', 'its card has pipeline_tag'],
  [{ 'README.md': '---\ndataset_info: {}\n---\n', 'x.bin': '1' }, 'dataset', 'its card has dataset_info'],
  [{ 'README.md': '---\n[\n---\n', 'a/x.safetensors': 'w' }, 'model', 'it has a/x.safetensors'],
  [{ 'config.json': '{}', 'x.parquet': 'd' }, 'dataset', 'it has x.parquet and no weights'],
])('without a URL of the Hub %j is a %s, because %s', async (files, kind, reason) => {
  await using repository = await makeRepository();
  const id = await repository.commit(files);
  await using opened = await openRepository(repository.folder, process.env);
  using reader = readRepository(opened.git, { isWanted: () => true });
  const commit = await readCommit(id, reader.objects);
  expect(await decideKind(commit!, reader)).toEqual({ kind, reason });
});
