import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importGit } from '#integrations/git-history/import-git.js';
import { type ImportHuggingFaceOptions, importHuggingFace } from '#integrations/huggingface/import-huggingface.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';
import { hasGit, makeRepository, WITHOUT_GIT } from '../git-history/git-repository.js';

test.skipIf(hasGit)(WITHOUT_GIT, () => {});

const ANN = 'the-token-of-ann-who-may-do-all';
const BEN = 'the-token-of-ben-who-may-do-little';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph({ PEDIGRAPH_TOKENS: `ann=${ANN},ben:VIEWER=${BEN}` });
});
afterAll(() => graph[Symbol.asyncDispose]());

const clientOf = (token: string) => createGraphqlClient({ url: graph.url, token });
const imported = (repository: string, over: Partial<ImportHuggingFaceOptions> = {}) =>
  importHuggingFace({ repository, client: clientOf(ANN), env: process.env, ...over });

const ask = <T>(query: string, variables = {}) => graph.ask<T>(query, variables, { token: ANN });

const sha256 = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const pointer = (digit: string, size = 12) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${digit.repeat(64)}\nsize ${size}\n`;

const CARD = `---
language: no
license: apache-2.0
library_name: transformers
pipeline_tag: text-classification
tags: [sentiment, on, yes]
base_model: acme/base
base_model_relation: finetune
datasets: [acme/reviews, '../../etc']
model-index:
- name: tiny
  results:
  - task: {type: text-classification, name: Sentiment}
    dataset: {type: acme/reviews, name: Reviews, config: nb, split: test, revision: ${'e'.repeat(40)}}
    metrics:
    - {type: accuracy, value: 0.5, name: Top-1}
    - {type: accuracy, value: 0.75, name: Top-5}
    - {type: f1, value: 91%}
---
# Tiny
A model.
`;

const VERSIONS = `query ($name: String!) { model(name: $name) { versions { nodes {
  version architecture description tags config createdElsewhereAt createdElsewhereBy code { commit repository }
  artifacts { path uri digest sizeBytes } environment { packages { name version } }
  reproducibility { missing } parents { ref artifacts { uri digest } } datasets { role datasetVersion { ref files { uri digest } } }
  evaluations { nodes { slice note evaluatedAt metrics { key value } datasetVersion { ref externalDigest { algorithm value } } } }
  sources { tool location externalId repository commit path }
  contradictions { nodes { kind place known found resolvedAt } }
} } } }`;

interface Version {
  readonly version: string;
  readonly description: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly code: { readonly commit: string };
  readonly evaluations: { readonly nodes: readonly object[] };
  readonly contradictions: { readonly nodes: readonly { readonly kind: string; readonly resolvedAt: string | null }[] };
}

async function versionsOf(name: string): Promise<Version[]> {
  const { data, errors } = await ask<{ model: { versions: { nodes: Version[] } } | null }>(VERSIONS, { name });
  expect(errors).toBeUndefined();
  return data.model?.versions.nodes ?? [];
}

async function makeModel() {
  const repository = await makeRepository();
  repository.git('remote', 'add', 'origin', 'https://user:hf_secret@huggingface.co/acme/tiny');
  const first = await repository.commit({
    'README.md': '# Tiny\n',
    'config.json': '{"architectures": ["BertForSequenceClassification"], "model_type": "bert"}',
    'model.safetensors': pointer('a'),
    'tokenizer.json': '{}',
    'requirements.txt': 'transformers==4.40.0\n',
    'optimizer.pt': 'state',
    '.gitattributes': '*.safetensors filter=lfs\n',
  });
  const edit = await repository.commit({ 'README.md': CARD, 'config.json': '{"model_type": "bert"}' });
  return { repository, first, edit };
}

describe.skipIf(!hasGit)('importing a model of the Hub', () => {
  test('its weights are a version, at the commit that has them first; its newest card says what they are', async () => {
    const { repository, first, edit } = await makeModel();
    await using _ = repository;
    const report = await imported(repository.folder, { namespace: 'whole' });
    const [version, ...others] = await versionsOf('whole/acme/tiny');
    expect(others).toEqual([]);
    expect(version).toMatchObject({
      version: '1.0.0',
      architecture: 'BertForSequenceClassification',
      description: '# Tiny\nA model.',
      createdElsewhereBy: 'Ann',
      code: { commit: first, repository: 'https://huggingface.co/acme/tiny' },
      config: { 'config.json': { model_type: 'bert' } },
      tags: {
        'huggingface.language': 'no',
        'huggingface.license': 'apache-2.0',
        'huggingface.library_name': 'transformers',
        'huggingface.pipeline_tag': 'text-classification',
        'huggingface.base_model': 'acme/base',
        'huggingface.base_model_relation': 'finetune',
        'huggingface.tag.sentiment': 'true',
        'huggingface.tag.on': 'true',
        'huggingface.tag.yes': 'true',
        'huggingface.architectures': 'BertForSequenceClassification',
        'huggingface.model_type': 'bert',
      },
      environment: { packages: [{ name: 'transformers', version: '4.40.0' }] },
      reproducibility: { missing: expect.arrayContaining([expect.stringMatching(/whole\/acme\/reviews\/as-named/)]) },
      parents: [{ ref: 'whole/acme/base/as-named@1.0.0', artifacts: [{ uri: 'hf://acme/base', digest: null }] }],
      datasets: [
        {
          role: 'TRAINING',
          datasetVersion: {
            ref: 'whole/acme/reviews/as-named@1.0.0',
            files: [{ uri: 'hf://datasets/acme/reviews', digest: null }],
          },
        },
      ],
      sources: [
        {
          tool: 'huggingface',
          location: 'https://huggingface.co/acme/tiny',
          externalId: `model.safetensors@${first}`,
          commit: first,
          path: 'model.safetensors',
        },
      ],
    });
    expect(version).toHaveProperty('artifacts', [
      ...[
        ['model.safetensors', null],
        ['config.json', '{"architectures": ["BertForSequenceClassification"], "model_type": "bert"}'],
        ['optimizer.pt', 'state'],
        ['requirements.txt', 'transformers==4.40.0\n'],
        ['tokenizer.json', '{}'],
      ].map(([file, content]) => ({
        path: file,
        uri: `hf://acme/tiny@${first}/${file}`,
        digest: content === null ? `sha256:${'a'.repeat(64)}` : sha256(content!),
        sizeBytes: content === null ? 12 : content!.length,
      })),
    ]);
    expect(version!.evaluations.nodes).toEqual([
      {
        slice: 'config=nb, split=test',
        note: 'By the model-index of its card: Sentiment on Reviews',
        evaluatedAt: '2024-01-01T00:02:00.000Z',
        metrics: [
          { key: 'accuracy (Top-1)', value: 0.5 },
          { key: 'accuracy (Top-5)', value: 0.75 },
        ],
        datasetVersion: {
          ref: 'whole/acme/reviews/as-named@1.1.0',
          externalDigest: { algorithm: 'git-commit', value: 'e'.repeat(40) },
        },
      },
    ]);
    expect(report.skips.map(({ path: place, reason }) => `${place}: ${reason}`)).toEqual([
      `${edit.slice(0, 12)}:README.md#model-index[0].results[0].metrics[2]: has the value "91%", and a number is expected`,
      'README.md: ../../etc: is no name of a repository of the Hub',
    ]);
    const remarks = report.remarks.map(({ remark }) => remark);
    expect(remarks).toContain('is taken for a model, because it lies at https://huggingface.co/acme/tiny');
    expect(remarks.find((remark) => remark.startsWith('had 2 cards'))).toMatch(/which are one version/);
    expect(remarks.find((remark) => remark.startsWith('has other config.json'))).toMatch(/no new version/);
    expect(JSON.stringify([report, version])).not.toContain('hf_secret');
  });

  test('a second import writes only what is new: weights are a version, a card is the newest word on one', async () => {
    const { repository } = await makeModel();
    await using _ = repository;
    await imported(repository.folder, { namespace: 'again' });
    const again = await imported(repository.folder, { namespace: 'again' });
    expect(Object.values(again.counts).map(({ imported: made }) => made)).toEqual([0, 0, 0, 0, 0]);
    expect(again.counts.evaluations.alreadyThere).toBe(1);

    const ref = 'again/acme/tiny@1.0.0';
    const SET = 'mutation ($input: SetTagsInput!) { setTags(input: $input) { __typename } }';
    await ask(SET, { input: { of: ref, set: { 'huggingface.license': 'ours' } } });
    const edited = CARD.replace('apache-2.0', 'mit')
      .replace('sentiment', 'mood')
      .replace('0.5', '0.6')
      .replace('acme/base', 'acme/other');
    await repository.commit({ 'README.md': `${edited}More.\n` });
    const followed = await imported(repository.folder, { namespace: 'again' });
    const [after] = await versionsOf('again/acme/tiny');
    expect(after!.description).toBe('# Tiny\nA model.\nMore.');
    expect(after!.tags).toMatchObject({ 'huggingface.license': 'ours', 'huggingface.tag.mood': 'true' });
    expect(after!.tags).not.toHaveProperty(['huggingface.tag.sentiment']);
    expect(after!.evaluations.nodes).toHaveLength(2);
    const lines = followed.remarks.map(({ path: place, remark }) => `${place}: ${remark}`);
    expect(lines).toContain(`${ref}: tags are others here, and stay as they are: huggingface.license`);
    expect(lines).toContain(`${ref}: its card names other base models or data now: the lineage that is sealed stays`);
    expect(lines.join('\n')).toMatch(/its card was edited without other weights, which is no new version/);

    const commit = await repository.commit({ 'model.safetensors': pointer('b') });
    const more = await imported(repository.folder, { namespace: 'again' });
    expect(more.counts.modelVersions).toMatchObject({ imported: 2, alreadyThere: 1 });
    const [newest, ...older] = await versionsOf('again/acme/tiny');
    expect(newest!.code.commit).toBe(commit);
    await repository.commit({ 'README.md': '---\n[\n---\n' });
    await imported(repository.folder, { namespace: 'again' });
    // A card that cannot be read takes nothing back.
    expect((await versionsOf('again/acme/tiny'))[0]).toMatchObject({
      tags: newest!.tags,
      description: newest!.description,
    });
    expect(older).toHaveLength(1);
  });

  test('tags such as v1.0 number the versions; one that moves or goes, and a commit that goes, contradict', async () => {
    await using repository = await makeRepository();
    const options = { namespace: 'tags', name: 'acme/net' };
    const early = await repository.commit({ 'model.onnx': 'zero' });
    await repository.commit({ 'model.onnx': 'one' });
    repository.tag('v1.0');
    const between = await repository.commit({ 'model.onnx': 'between' });
    await repository.commit({ 'model.onnx': 'two' });
    repository.git('tag', '1.1.0');
    repository.git('tag', 'latest-and-best');
    const report = await imported(repository.folder, options);
    expect(report.skips).toEqual([]);
    const versions = await versionsOf('tags/acme/net');
    expect(versions.map(({ version }) => version)).toEqual([
      '1.1.0',
      `1.0.1-0.20240101000400-${between.slice(0, 12)}`,
      '1.0.0',
      `0.0.0-20240101000100-${early.slice(0, 12)}`,
    ]);
    expect(versions[0]!.tags['huggingface.tag_name']).toBe('1.1.0');

    // The same content under another card is what the tag named.
    await repository.commit({ 'README.md': 'a card' });
    repository.git('tag', '--force', '1.1.0');
    expect((await imported(repository.folder, options)).contradictions).toEqual([]);
    repository.git('tag', '--delete', '1.1.0', 'latest-and-best');
    repository.git('reset', '--quiet', '--hard', 'HEAD~3');
    repository.git('tag', '--force', 'v1.0', early);
    const contradicted = await imported(repository.folder, options);
    expect(contradicted.contradictions.map(({ remark }) => remark.replace(/:.*/, '')).toSorted()).toEqual([
      ...['commit gone', 'commit gone', 'tag deleted', 'tag moved'],
    ]);
    const kinds = (await versionsOf('tags/acme/net')).map(({ contradictions }) =>
      contradictions.nodes.map(({ kind }) => kind).toSorted(),
    );
    expect(kinds).toEqual([['TAG_DELETED', 'VERSION_DELETED'], ['VERSION_DELETED'], ['TAG_MOVED'], []]);

    repository.git('tag', '--force', 'v1.0', 'HEAD');
    expect((await imported(repository.folder, options)).contradictions).toHaveLength(3);
    const [, , again] = await versionsOf('tags/acme/net');
    expect(again!.contradictions.nodes).toMatchObject([{ kind: 'TAG_MOVED', resolvedAt: expect.any(String) }]);
  });

  test('only first parents count, and only what --rev reaches', async () => {
    await using repository = await makeRepository();
    await repository.commit({ 'model.gguf': 'one' });
    repository.git('checkout', '--quiet', '-b', 'side');
    await repository.commit({ 'model.gguf': 'side' });
    repository.git('checkout', '--quiet', 'main');
    await repository.commit({ 'notes.txt': 'x' });
    repository.git('merge', '--quiet', '--no-ff', '--strategy', 'ours', '--message', 'merged', 'side');
    const options = { name: 'acme/merged', namespace: 'parents' };
    await imported(repository.folder, { ...options, revisions: ['main'] });
    expect(await versionsOf('parents/acme/merged')).toHaveLength(1);
    repository.git('clone', '--quiet', '--bare', '.', 'bare.git');
    await imported(pathToFileURL(`${repository.folder}/bare.git`).href, options);
    expect(await versionsOf('parents/acme/merged')).toHaveLength(2);
    const here = pathToFileURL(repository.folder).href;
    repository.git('clone', '--quiet', '--depth', '1', here, 'shallow');
    const shallow = await imported(`${repository.folder}/shallow`, options);
    expect(shallow.remarks.map(({ remark }) => remark).join()).toMatch(/the clone is shallow/);
    expect(shallow.contradictions).toEqual([]);
    await expect(imported(repository.folder, { ...options, revisions: ['no-such'] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('the same weights that a tag of GTO names elsewhere are the same by their digest', async () => {
    await using hub = await makeRepository();
    await hub.commit({ 'model.safetensors': pointer('c'), 'config.json': '{}' });
    await imported(hub.folder, { name: 'acme/joined', namespace: 'joined' });
    await using code = await makeRepository();
    await code.commit({
      'dvc.yaml': 'artifacts: {net: {path: net.safetensors, type: model}}\n',
      'net.safetensors': pointer('c'),
    });
    code.tag('net@v2.0.0');
    await importGit({ repository: code.folder, client: clientOf(ANN), namespace: 'gto', env: process.env });
    const { data } = await ask(
      'query { modelVersion(ref: "gto/net@2.0.0") { sameAs { subject isSame reasons { field value } } sources { tool } } }',
    );
    expect(data).toMatchObject({
      modelVersion: {
        sameAs: [
          {
            subject: 'joined/acme/joined@1.0.0',
            isSame: true,
            reasons: [
              { field: 'DIGEST', value: `sha256:${'c'.repeat(64)}` },
              { field: 'PART_DIGEST', value: `sha256:${'c'.repeat(64)}` },
            ],
          },
        ],
        sources: [{ tool: 'huggingface' }, { tool: 'gto' }],
      },
    });
  });

  test('what others have is closed to who may write only below a namespace of theirs: that costs what leads there', async () => {
    const GRANT = `mutation { grantRole(input: { principal: "ben", role: CONTRIBUTOR, namespace: "rights/ours" }) { __typename } }`;
    expect((await ask(GRANT)).errors).toBeUndefined();
    await using repository = await makeRepository();
    await repository.commit({
      'README.md': '---\nbase_model: theirs/base\ndatasets: [theirs/data, ours/data]\n---\n',
      'model.gguf': 'weights',
    });
    const options = { namespace: 'rights', client: clientOf(BEN) };
    const report = await imported(repository.folder, { ...options, name: 'ours/tiny' });
    expect(report.skips).toMatchObject([
      { kind: 'modelVersion', path: 'README.md: theirs/base', code: 'FORBIDDEN' },
      { kind: 'dataset', path: 'README.md: theirs/data', code: 'FORBIDDEN' },
    ]);
    expect(await versionsOf('rights/ours/tiny')).toMatchObject([
      { parents: [], datasets: [{ datasetVersion: { ref: 'rights/ours/data/as-named@1.0.0' } }] },
    ]);
    await expect(imported(repository.folder, { ...options, name: 'theirs/tiny' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('a repository of data is versions of a dataset by all of its files; what its card says later is reported', async () => {
    await using repository = await makeRepository();
    const card = (license: string) =>
      `---\nlicense: ${license}\nsource_datasets: [original, extended|acme/raw]\ntask_categories: [text-classification]\n---\nReviews\n`;
    const first = await repository.commit({
      'README.md': card('mit'),
      'data/train-0.parquet': pointer('1', 5),
      'data/notes.md': 'part of the data',
      'reviews.py': 'code',
    });
    const options = { namespace: 'sets' };
    repository.git('remote', 'add', 'origin', 'git@hf.co:datasets/acme/reviews');
    const report = await imported(repository.folder, options);
    expect(report.skips).toEqual([]);
    expect(report.remarks[0]!.remark).toBe(
      'is taken for a dataset, because it lies at https://huggingface.co/datasets/acme/reviews',
    );
    await repository.commit({ 'README.md': card('apache-2.0') });
    const edited = await imported(repository.folder, options);
    expect(edited.counts.datasets).toMatchObject({ imported: 0, alreadyThere: 1 });
    expect(edited.remarks.map(({ remark }) => remark).join()).toMatch(/another licence now, and what is sealed stays/);
    await repository.commit({ 'data/train-1.parquet': pointer('2', 7) });
    await imported(repository.folder, options);
    const { data, errors } = await ask<{ dataset: { versions: { nodes: object[] } } }>(
      `{ dataset(name: "sets/acme/reviews") { versions { nodes {
        version license description files { path uri digest sizeBytes } derivedFrom { ref } sources { tool commit }
      } } } }`,
    );
    expect(errors).toBeUndefined();
    const [newer, older, ...others] = data.dataset.versions.nodes;
    expect(others).toEqual([]);
    expect(older).toMatchObject({
      version: '1.0.0',
      license: 'mit',
      description: 'Reviews',
      files: [
        { path: 'data/notes.md', digest: sha256('part of the data') },
        {
          path: 'data/train-0.parquet',
          uri: `hf://datasets/acme/reviews@${first}/data/train-0.parquet`,
          digest: `sha256:${'1'.repeat(64)}`,
          sizeBytes: 5,
        },
      ],
      derivedFrom: [{ ref: 'sets/acme/raw/as-named@1.0.0' }],
      sources: [{ tool: 'huggingface' }],
    });
    expect(newer).toMatchObject({ license: 'apache-2.0', files: { length: 3 } });
  });

  test('what cannot be is refused before anything is written', async () => {
    await using repository = await makeRepository();
    await repository.commit({ 'notes.txt': 'x' });
    const refused = (over: Partial<ImportHuggingFaceOptions>) => imported(repository.folder, over);
    await expect(refused({})).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/--kind/),
    });
    await expect(refused({ name: '../etc' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(refused({ namespace: 'a//b' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const here = await refused({ kind: 'dataset', namespace: 'here' });
    expect(here.namespace).toMatch(/^here\/project-[0-9a-f]{8}$/);
    repository.git('remote', 'add', 'origin', 'https://huggingface.co/spaces/acme/app');
    await expect(refused({})).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    repository.git('remote', 'set-url', 'origin', 'https://huggingface.co/acme/empty');
    const empty = await refused({ namespace: 'empty' });
    expect(empty.remarks.map(({ remark }) => remark).join()).toMatch(/has no weights in any commit/);
    expect(await versionsOf('empty/acme/empty')).toEqual([]);
  });

  test('a hostile repository costs what is hostile, and no more', async () => {
    await using repository = await makeRepository();
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1,1]\n${[...'bcdefgh'].map((key, index) => `${key}: &${key} [${`*${'abcdefg'[index]},`.repeat(10)}]`).join('\n')}`;
    await repository.commit({
      'README.md': `---\n${bomb}\n---\ntext`,
      'config.json': 'no json',
      'generation_config.json': '{"a": "\\u0000"}',
      'model.safetensors.index.json': '{"weight_map": {"a": "model-1.safetensors", "b": "../../x"}}',
      'lies.safetensors': 'version https://git-lfs.github.com/spec/v1\noid sha256:short\nsize 1\n',
      'one.safetensors': pointer('d', 1),
      'two.safetensors': pointer('d', 2),
      'pytorch_model.bin': 'pickle',
      'esc\u001b[31m.safetensors': 'x',
    });
    const report = await imported(repository.folder, { name: 'acme/hostile', namespace: 'hostile' });
    const reasons = report.skips.map(({ path: place, reason }) => `${place.replace(/^[0-9a-f]{12}:/, '')}: ${reason}`);
    expect(reasons.toSorted()).toEqual([
      'README.md: has aliases that stand for more than is read',
      expect.stringMatching(/^config.json: is no JSON/),
      'generation_config.json: has a text that no database takes: it is listed, and not part of what is sealed',
      'lies.safetensors: begins as a pointer of Git LFS and is none: it has no digest',
      'model.safetensors.index.json: names 2 files that are not there: model-1.safetensors, ../../x',
      `two.safetensors: is of 2 bytes by its pointer, and sha256:${'d'.repeat(64)} of 1 by another`,
    ]);
    const [version] = await versionsOf('hostile/acme/hostile');
    expect(version).toMatchObject({ description: null, tags: { 'huggingface.pickle': 'true' } });
    expect(version).toHaveProperty('artifacts.1', {
      path: 'lies.safetensors',
      uri: expect.any(String),
      digest: null,
      sizeBytes: null,
    });
    const tooLong = `---\nx: ${'y'.repeat(2_200_000)}\n---\n`;
    await repository.commit({ 'README.md': tooLong });
    const long = await imported(repository.folder, { name: 'acme/hostile', namespace: 'hostile' });
    expect(long.skips.map(({ reason }) => reason).join()).toMatch(/has metadata of \d+ characters, more than/);
    await repository.commit({ 'README.md': '#'.repeat(17 * 1024 * 1024) });
    const huge = await imported(repository.folder, { name: 'acme/hostile', namespace: 'hostile' });
    expect(huge.skips.map(({ reason }) => reason).join()).toMatch(/has 17825792 bytes, more than/);
  });
});
