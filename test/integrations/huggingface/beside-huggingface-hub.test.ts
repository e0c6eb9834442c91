import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { cardEvaluations } from '#integrations/huggingface/card/card-evaluations.js';
import { readCard } from '#integrations/huggingface/card/read-card.js';
import { importHuggingFace } from '#integrations/huggingface/import-huggingface.js';
import { createTestGraph } from '../../support/test-graph.js';
import { makeRepository } from '../git-history/git-repository.js';

/** Made by `npm run test:huggingface`: cards that the real huggingface_hub wrote, and what it read of them. */
const FOLDER = process.env['PEDIGRAPH_HUGGINGFACE_CARDS'];

/** What huggingface_hub reads of a card. */
interface Expected {
  readonly kind: 'model' | 'dataset' | 'hand';
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly results: readonly (Readonly<Record<string, string | null>> & { readonly value: number | string })[];
}

const cards = (FOLDER === undefined ? [] : readdirSync(FOLDER))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({
    name,
    content: readFileSync(path.join(FOLDER!, name)),
    expected: JSON.parse(readFileSync(path.join(FOLDER!, name.replace(/md$/, 'json')), 'utf8')) as Expected,
  }));

test.skipIf(cards.length > 0)(
  'SKIPPED: npm run test:huggingface reads what the real huggingface_hub wrote, and here NOTHING IS COMPARED',
  () => {},
);

describe.runIf(cards.length > 0)('beside the real huggingface_hub', () => {
  test.each(cards)(
    'the metadata, the text and the evaluations of $name are those that it reads',
    ({ content, expected }) => {
      const { data, text } = readCard(content);
      expect(JSON.parse(JSON.stringify(data))).toEqual(expected.metadata);
      // Python's files have LF alone.
      expect(text.replaceAll('\r\n', '\n')).toBe(expected.text.replaceAll('\r\n', '\n'));
      const left: string[] = [];
      const results = cardEvaluations(data, (_place, reason) => left.push(reason)).flatMap(
        ({ metrics, place: _, source: __, ...of }) => metrics.map((metric) => ({ ...of, ...metric })),
      );
      expect(results).toEqual(expected.results.filter(({ value }) => typeof value === 'number'));
      expect(left).toHaveLength(expected.results.length - results.length);
    },
  );

  test('a language that YAML 1.1 takes for a flag is a language here', () => {
    expect(JSON.parse(readFileSync(path.join(FOLDER!, 'norwegian.json'), 'utf8'))).toEqual({ language: false });
    expect(readCard(Buffer.from('---\nlanguage: no\n---\n')).data['language']).toBe('no');
  });

  test('what it says of a model is what the API says of the version', async () => {
    await using graph = await createTestGraph();
    const client = createGraphqlClient({ url: graph.url });
    for (const [index, { content, expected }] of cards.filter((card) => card.expected.kind === 'model').entries()) {
      await using repository = await makeRepository();
      await repository.commit({ 'README.md': content, 'model.safetensors': `weights ${index}` });
      const name = `acme/m${index}`;
      const report = await importHuggingFace({ repository: repository.folder, client, name, env: process.env });
      expect(report.skips.filter(({ code }) => code !== undefined)).toEqual([]);
      const { data } = await graph.ask<{ modelVersion: Here }>(VERSION, { ref: `huggingface/${name}@1.0.0` });
      const { tags, parents, datasets, evaluations } = data.modelVersion;
      const { language, license, base_model: base, datasets: sets, tags: own } = expected.metadata;
      expect(tags['huggingface.language']).toBe(listed(language).join(', '));
      expect(tags['huggingface.license']).toBe(license);
      expect(parents.map(({ model }) => model.name)).toEqual(listed(base).map((one) => `huggingface/${one}/as-named`));
      expect(datasets.map(({ datasetVersion }) => datasetVersion.dataset.name)).toEqual(
        listed(sets).map((one) => `huggingface/${one}/as-named`),
      );
      expect(listed(own).filter((tag) => tags[`huggingface.tag.${tag}`] !== 'true')).toEqual([]);
      const measured = evaluations.nodes.flatMap(({ metrics }) => metrics.map(({ key, value }) => `${key} ${value}`));
      const numbers = expected.results.filter(({ value }) => typeof value === 'number');
      expect(measured.toSorted()).toEqual(numbers.map(({ key, value }) => `${key} ${value}`).toSorted());
    }
  }, 300_000);
});

const VERSION = `query ($ref: String!) { modelVersion(ref: $ref) {
  tags parents { model { name } } datasets { datasetVersion { dataset { name } } }
  evaluations(first: 100) { nodes { metrics { key value } } }
} }`;

interface Here {
  readonly tags: Readonly<Record<string, string>>;
  readonly parents: readonly { readonly model: { readonly name: string } }[];
  readonly datasets: readonly { readonly datasetVersion: { readonly dataset: { readonly name: string } } }[];
  readonly evaluations: {
    readonly nodes: readonly { readonly metrics: readonly { readonly key: string; readonly value: number }[] }[];
  };
}

function listed(value: unknown): string[] {
  return value === undefined || value === null ? [] : ([value].flat() as string[]);
}
