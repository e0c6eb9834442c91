import 'reflect-metadata';
import {
  ArrayMaxSize,
  IsNotEmpty,
  IsOptional,
  MaxLength,
  ValidateBy,
  ValidateNested,
  type ValidationError,
  validate,
} from 'class-validator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ITEMS, validateInput } from '#platform/validation/validate-input.js';

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

  @ArrayMaxSize(5)
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

test('what is refused, and in which words, is what class-validator finds, over any object', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(outer, fc.array(outer, { maxLength: 3 })), async (value) => {
      const items = Array.isArray(value) ? value : [value];
      const found = await Promise.all(items.map((item) => validate(item, { forbidUnknownValues: false })));
      const words = found.flatMap((errors, index) =>
        errors.flatMap((error) => wordsOf(error, Array.isArray(value) ? `[${index}]` : '')),
      );
      expect((await problemsOf(value)).sort()).toEqual(words.sort());
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

test('plain JSON has no constraints, whatever it calls its keys', async () => {
  expect(await problemsOf({ constructor: 'x', name: '' })).toEqual([]);
  expect(await problemsOf(JSON.parse('{ "__proto__": { "name": "" } }'))).toEqual([]);
});

describe('a list', () => {
  test.each<[string, () => unknown, string]>([
    ['in a property', () => listing(100_000), 'items must contain no more than 50000 elements, but has 100000'],
    [
      'that says nothing of its length',
      () => listing(1, 100_000),
      'more must contain no more than 10000 elements, but has 100000',
    ],
    [
      'below another',
      () => [listing(0), listing(60_000)],
      '[1].items must contain no more than 50000 elements, but has 60000',
    ],
    [
      'by itself',
      () => Array(MAX_ITEMS + 1).fill(listing(0)),
      'the list must contain no more than 10000 elements, but has 10001',
    ],
  ])('that is too long is refused before any of its items is looked at: %s', async (_, make, problem) => {
    seen = 0;
    expect(await problemsOf(make())).toEqual([problem]);
    expect(seen).toBe(0);
  });

  test('that is long is looked at in turns', async () => {
    let turns = 0;
    let going = true;
    const count = (): void => {
      turns += 1;
      if (going) setImmediate(count);
    };
    setImmediate(count);
    seen = 0;
    expect(await problemsOf(listing(10_000))).toEqual([]);
    going = false;
    expect(seen).toBe(10_000);
    expect(turns).toBeGreaterThanOrEqual(10);
  });

  test('is looked at no further once nobody waits for it', async () => {
    const gone = new AbortController();
    seen = 0;
    setImmediate(() => gone.abort(new Error('gone')));
    await expect(validateInput(listing(10_000), null, { context: { signal: gone.signal } })).rejects.toThrow('gone');
    expect(seen).toBeLessThanOrEqual(2_000);
  });

  test('of which much is wrong is refused with the first twenty problems, and not looked at any further', async () => {
    seen = 0;
    const problems = await problemsOf(listing(10_000, 0, ''));
    expect(problems).toHaveLength(20);
    expect(problems[3]).toBe('items[3].name must be counted');
    expect(seen).toBe(20);
  });
});

/** How many items of the lists below were looked at. */
let seen = 0;

class Item {
  @ValidateBy({
    name: 'counted',
    validator: {
      validate: (value) => {
        seen += 1;
        return value !== '';
      },
      defaultMessage: () => '$property must be counted',
    },
  })
  name: unknown;
}

class Listing {
  @ArrayMaxSize(50_000)
  @ValidateNested({ each: true })
  items: unknown;

  @ValidateNested({ each: true })
  more: unknown;
}

function listing(items: number, more = 0, name = 'x'): Listing {
  const listOf = (length: number) => Array.from({ length }, () => Object.assign(new Item(), { name }));
  return Object.assign(new Listing(), { items: more === 0 ? listOf(items) : [], more: listOf(more) });
}

async function problemsOf(value: unknown): Promise<string[]> {
  try {
    await validateInput(value);
    return [];
  } catch (error) {
    return [...(error as { extensions: { problems: string[] } }).extensions.problems];
  }
}

/** What class-validator says, with the path before it in place of the property's name. */
function wordsOf(error: ValidationError, prefix: string): string[] {
  const step = /^\d+$/.test(error.property) ? `[${error.property}]` : `${prefix === '' ? '' : '.'}${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => message.replace(error.property, prefix + step));
  return [...own, ...(error.children ?? []).flatMap((child) => wordsOf(child, prefix + step))];
}
