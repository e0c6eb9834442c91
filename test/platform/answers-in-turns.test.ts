import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { CompletionFaults } from '#gateway/execution/plan/completion-faults.js';
import { compileProjection, TOO_LARGE } from '#gateway/execution/plan/project-answer.js';
import type { Projection } from '#gateway/execution/plan/projection.js';
import { compileQuery } from '#platform/execution/compile-query.js';
import { isLarge } from '#platform/turns/large-answers.js';
import { nextShare, UNITS_A_TURN } from '#platform/turns/pace.js';
import { stringifyInTurns } from '#platform/turns/stringify-in-turns.js';

const schema = buildSchema(
  'type Query { shelves: [Shelf!]! names: [String!]! } type Shelf { books: [Book!]! } type Book { id: ID! title: String pages: Int! }',
);
const document = parse('{ shelves { books { id title pages } } names }');

/** What is done between two turns of the event loop that somebody else takes. */
class Turns {
  most = 0;
  private now = 0;
  private isOver = false;

  note(): void {
    this.now += 1;
    this.most = Math.max(this.most, this.now);
  }

  async during<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = () => {
      this.now = 0;
      if (!this.isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const done = await work();
    this.isOver = true;
    return done;
  }
}

/** A book that notes when somebody looks at its pages. */
function bookOf(number: number, turns?: Turns) {
  return {
    id: `b${number}`,
    title: `Book ${number}`,
    get pages() {
      turns?.note();
      return number;
    },
  };
}

const shelvesOf = (shelves: number, books: number, turns?: Turns) => ({
  shelves: Array.from({ length: shelves }, (_, shelf) => ({
    books: Array.from({ length: books }, (__, book) => bookOf(shelf * books + book, turns)),
  })),
  names: Array.from({ length: books }, (_, book) => `n${book}`),
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Objects of three fields of which one turn has its share, and as many that are begun before it is looked at. */
const MOST_BOOKS = UNITS_A_TURN / 2;

test.each([
  ['one long list', 1, 40_000],
  ['many lists that are long', 20, 2_000],
  ['very many short lists', 8_000, 5],
])('%s is completed in turns, each of which has its share', async (_, shelves, books) => {
  const turns = new Turns();
  const root = shelvesOf(shelves, books, turns);
  const answer = await turns.during(() => compileQuery(schema, document)(root, {}, {}));
  expect(plain(answer)).toEqual({ data: plain(shelvesOf(shelves, books)) });
  expect(turns.most).toBeLessThanOrEqual(MOST_BOOKS);
  expect(isLarge(answer.data)).toBe(true);
});

test('lists that arrive at the same moment share its turn', async () => {
  const turns = new Turns();
  const { shelves, names } = shelvesOf(50, 1_000, turns);
  const arriving = shelves.map(({ books }) => ({ books: Promise.resolve(books) }));
  const answer = await turns.during(() => compileQuery(schema, document)({ shelves: arriving, names }, {}, {}));
  expect(plain(answer)).toEqual({ data: plain(shelvesOf(50, 1_000)) });
  expect(turns.most).toBeLessThanOrEqual(MOST_BOOKS);
});

test('what is small is answered at once, without a turn of its own', async () => {
  await nextShare();
  const answer = compileQuery(schema, document)(shelvesOf(10, 10), {}, {});
  expect(answer).not.toBeInstanceOf(Promise);
  expect(isLarge((answer as { data: unknown }).data)).toBe(false);
});

test('an error in a turn of its own makes null what it must, and nothing else', async () => {
  const root = shelvesOf(2, 10_000);
  Object.defineProperty(root.shelves[1]!.books[9_000]!, 'pages', { value: null });
  const answer = await compileQuery(schema, document)(root, {}, {});
  expect(plain(answer)).toMatchObject({ data: null, errors: [{ path: ['shelves', 1, 'books', 9_000, 'pages'] }] });
});

/** As the gateway completes what it has fetched: at once where that is small. */
async function projected({ project, projectInTurns }: Projection, value: unknown, faults: CompletionFaults) {
  faults.mostUnits = UNITS_A_TURN;
  try {
    return project(value, faults);
  } catch (error) {
    if (error !== TOO_LARGE) throw error;
    faults.backTo(0);
    return projectInTurns(value, faults);
  }
}

function projection(): Projection {
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new TypeError('it has one operation');
  const source = {
    schema,
    fragments: new Map(),
    variables: {},
    fetchedAs: ({ name }: { name: { value: string } }) => name.value,
  };
  return compileProjection(schema.getQueryType()!, [operation.selectionSet], source);
}

test.each([
  ['one long list', 1, 40_000],
  ['many lists that are long', 20, 2_000],
  ['very many short lists', 8_000, 5],
])('of what was fetched, %s is completed in turns', async (_, shelves, books) => {
  const turns = new Turns();
  const faults = new CompletionFaults();
  const answer = await turns.during(() => projected(projection(), shelvesOf(shelves, books, turns), faults));
  expect(plain(answer)).toEqual(plain(shelvesOf(shelves, books)));
  // What turns out to be too large is begun anew in turns: at most once at each level.
  expect(turns.most).toBeLessThanOrEqual(4 * MOST_BOOKS);
  expect(faults.count).toBe(0);
});

test('in turns, a value that does not fit has its one fault at its place', async () => {
  const root = shelvesOf(20, 2_000);
  Object.defineProperty(root.shelves[19]!.books[1_999]!, 'pages', { value: 'many', enumerable: true });
  const faults = new CompletionFaults();
  expect(await projected(projection(), root, faults)).toBeNull();
  expect(faults.errorsBeside([]).map(({ path }) => path)).toEqual([['shelves', 19, 'books', 1_999, 'pages']]);
});

test('a large answer is written in turns, character by character as JSON.stringify writes it', async () => {
  const turns = new Turns();
  const noted = {
    toJSON() {
      turns.note();
      return 1;
    },
  };
  const data = {
    ...(plain(shelvesOf(20, 2_000)) as object),
    left: undefined,
    'a "key"': { empty: [], none: {}, text: 'x'.repeat(300_000), deep: [[[{ a: [1, null, 'é\u2028'] }]]] },
    noted: Array.from({ length: 200_000 }, () => noted),
  };
  const text = await turns.during(() => stringifyInTurns({ data }));
  const { most } = turns;
  expect(text).toBe(JSON.stringify({ data }));
  expect(most).toBeLessThanOrEqual(5 * UNITS_A_TURN);
});
