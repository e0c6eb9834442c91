// Is a version ready to be promoted, and what would change? `node release.js demo/churn@2.0.0 canary`
import {
  CompareDocument,
  ModelDocument,
  Pedigraph,
  PedigraphError,
  PreviewPromotionDocument,
  PromoteDocument,
} from '@pedigraph/client';

const [, , ref = '', alias = 'production', go] = process.argv;
const { PEDIGRAPH_URL = 'http://127.0.0.1:4000', PEDIGRAPH_TOKEN } = process.env;
const pedigraph = new Pedigraph({ url: PEDIGRAPH_URL, token: PEDIGRAPH_TOKEN });

try {
  const name = ref.slice(0, ref.lastIndexOf('@'));
  const { model } = await pedigraph.query(ModelDocument, { name });
  const now = model?.aliases.find((one) => one.name === alias)?.modelVersion;
  console.log(`${name}@${alias} is ${now?.ref ?? 'nothing yet'}`);

  if (now !== undefined && now.ref !== ref) {
    const { compareModelVersions } = await pedigraph.query(CompareDocument, { refs: [now.ref, ref] });
    for (const { part, path } of compareModelVersions.changes) console.log(`  ${part}: ${path}`);
    for (const { key, values } of compareModelVersions.metrics) console.log(`  ${key}: ${values.join(' -> ')}`);
  }

  const input = { modelVersion: ref, alias, expected: now?.version ?? null };
  const { previewPromotion } = await pedigraph.query(PreviewPromotionDocument, { input });
  for (const { rule, verdict, observed } of previewPromotion.results) console.log(`  ${verdict} ${rule}: ${observed}`);
  console.log(previewPromotion.verdict);

  if (go === '--go') await pedigraph.mutate(PromoteDocument, { input: { ...input, reason: 'by release.ts' } });
} catch (error) {
  if (!(error instanceof PedigraphError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
