import 'reflect-metadata';
import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainlyValid } from '../../src/platform/validation/is-plainly-valid.js';
import { validateInput } from '../../src/platform/validation/validate-input.js';

class Inner {
  @IsNotEmpty()
  @MaxLength(3)
  name: unknown;
}

class Outer {
  @IsOptional()
  @MaxLength(3)
  note: unknown;

  @MaxLength(3, { each: true })
  tags: unknown;

  @ArrayMaxSize(2)
  @ValidateNested({ each: true })
  inners: unknown;

  @IsOptional()
  @ValidateNested()
  inner: unknown;
}

const text = fc.oneof(fc.constantFrom(undefined, null, ''), fc.string({ maxLength: 5 }));
const inner = text.map((name) => Object.assign(new Inner(), { name }));
const outer = fc
  .record({ note: text, tags: fc.array(text, { maxLength: 3 }), inners: fc.array(inner, { maxLength: 3 }) })
  .chain((rest) => fc.option(inner).map((one) => Object.assign(new Outer(), { ...rest, inner: one })));

test('what is plainly valid is what class-validator finds valid, over any object', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(outer, fc.array(outer, { maxLength: 3 })), async (value) => {
      const { validate } = await import('class-validator');
      const items = Array.isArray(value) ? value : [value];
      const problems = await Promise.all(items.map((item) => validate(item, { forbidUnknownValues: false })));
      expect(isPlainlyValid(value)).toBe(problems.flat().length === 0);
    }),
    { numRuns: 300 },
  );
});

test('what is not is refused in the words of its constraint, by path', async () => {
  const wrong = Object.assign(new Outer(), { tags: [], inners: [Object.assign(new Inner(), { name: 'long' })] });
  await expect(validateInput([wrong])).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', problems: [expect.stringContaining('[0].inners[0].name')] },
  });
});

test('plain JSON has no constraints, whatever it calls its keys', () => {
  expect(isPlainlyValid({ constructor: 'x', name: '' })).toBe(true);
  expect(isPlainlyValid(JSON.parse('{ "__proto__": { "name": "" } }'))).toBe(true);
});
