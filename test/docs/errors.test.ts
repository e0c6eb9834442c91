import { expect, test } from 'vitest';
import { ERROR_CODES } from '#platform/errors/codes.js';

test('docs/errors.md is what the code says: npx vitest run test/docs/errors.test.ts -u writes it', async () => {
  await expect(errorsPage()).toMatchFileSnapshot('../../docs/errors.md');
});

function errorsPage(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, { when, advice }]) => `| \`${code}\` | ${when} | ${advice} |`);
  return `# Errors

Each error of an answer has its code in \`extensions.code\`, and a message that says what was expected, what came and what to do. Write programs against the code: one may be added to this list, none is renamed. Made from [src/platform/errors/codes.ts](../src/platform/errors/codes.ts).

| code | when | what to do |
|---|---|---|
${rows.join('\n')}

Somebody else's subgraphs have codes of their own: [foreign-subgraphs.md](foreign-subgraphs.md).
`;
}
