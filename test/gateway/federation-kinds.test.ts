// What federation gateways differ in, a small supergraph each: the kinds that the public audit asks about
// (docs/federation-audit.md), in our own words.
import { describe, expect, test } from 'vitest';
import { createLiteralGraph, type Data, type LiteralSubgraph } from './literal-graph.js';

interface Kind {
  readonly subgraphs: Readonly<Record<string, LiteralSubgraph>>;
  /** Queries with the data that they get. */
  readonly cases: readonly (readonly [query: string, data: Data | null])[];
}

const PARCEL = {
  id: 'p',
  size: ({ unit }: { unit: string }) => (unit === 'mm' ? 100 : 10),
  content: { __typename: 'Vase', height: 5 },
};

const KINDS: Readonly<Record<string, Kind>> = {
  'an entity is completed by its key': {
    subgraphs: {
      users: {
        sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! }',
        root: { user: { id: 'u1' } },
      },
      names: {
        sdl: 'type User @key(fields: "id") { id: ID! name: String }',
        entities: { User: [{ id: 'u1', name: 'Ann' }] },
      },
    },
    cases: [
      ['{ user { name } }', { user: { name: 'Ann' } }],
      ['{ user { id name __typename } }', { user: { id: 'u1', name: 'Ann', __typename: 'User' } }],
    ],
  },
  'a subgraph that knows another key is reached through one that knows both': {
    subgraphs: {
      a: { sdl: 'type Query { part: Part } type Part @key(fields: "id") { id: ID! }', root: { part: { id: 'p1' } } },
      b: {
        sdl: 'type Part @key(fields: "id") @key(fields: "sku") { id: ID! sku: String! }',
        entities: { Part: [{ id: 'p1', sku: 's1' }] },
      },
      c: {
        sdl: 'type Part @key(fields: "sku") { sku: String! stock: Int }',
        entities: { Part: [{ sku: 's1', stock: 3 }] },
      },
    },
    cases: [['{ part { stock } }', { part: { stock: 3 } }]],
  },
  'a key of several fields, with fields below and in lists': {
    subgraphs: {
      a: {
        sdl: `type Query { orders: [Order] } type Order @key(fields: "no lines { sku } shop { id }") { no: Int! lines: [Line!]! shop: Shop! }
          type Line @shareable { sku: String! } type Shop @shareable { id: ID! }`,
        root: { orders: [{ no: 1, lines: [{ sku: 'x' }, { sku: 'y' }], shop: { id: 's' } }] },
      },
      b: {
        sdl: `type Order @key(fields: "no lines { sku } shop { id }") { no: Int! lines: [Line!]! shop: Shop! total: Int }
          type Line @shareable { sku: String! } type Shop @shareable { id: ID! }`,
        entities: { Order: [{ no: 1, total: 7 }] },
      },
    },
    cases: [['{ orders { total } }', { orders: [{ total: 7 }] }]],
  },
  'a key that is null, and an entity that is not there': {
    subgraphs: {
      a: {
        sdl: 'type Query { all: [Thing] } type Thing @key(fields: "id") { id: ID }',
        root: { all: [{ id: 't1' }, { id: null }, null, { id: 'lost' }] },
      },
      b: {
        sdl: 'type Thing @key(fields: "id") { id: ID name: String }',
        entities: { Thing: [{ id: 't1', name: 'one' }] },
      },
    },
    cases: [['{ all { name } }', { all: [{ name: 'one' }, { name: null }, null, { name: null }] }]],
  },
  'a field below an object that has no key is fetched again from the parent': {
    subgraphs: {
      a: {
        sdl: `type Query { product: Product } type Product @key(fields: "id") { id: ID! category: Category @shareable }
          type Category { name: String }`,
        root: { product: { id: 'p', category: { name: 'toys' } } },
      },
      b: {
        sdl: `type Product @key(fields: "id") { id: ID! category: Category @shareable } type Category { details: Details }
          type Details { count: Int }`,
        entities: { Product: [{ id: 'p', category: { details: { count: 4 } } }] },
      },
    },
    cases: [
      [
        '{ product { category { name details { count } } } }',
        { product: { category: { name: 'toys', details: { count: 4 } } } },
      ],
    ],
  },
  'required fields of required fields, with arguments and fragments': {
    subgraphs: {
      a: {
        sdl: `type Query { parcel: Parcel } type Parcel @key(fields: "id") { id: ID! size(unit: String): Int content: Content }
          union Content = Book | Vase type Book { pages: Int } type Vase { height: Int }`,
        root: { parcel: PARCEL },
        entities: { Parcel: [PARCEL] },
      },
      b: {
        sdl: `type Parcel @key(fields: "id") { id: ID! size(unit: String): Int @external weight: Int @requires(fields: "size(unit: \\"mm\\")") }`,
        entities: {
          Parcel: [
            {
              id: 'p',
              weight(this: { size: number }) {
                return this.size * 2;
              },
            },
          ],
        },
      },
      c: {
        sdl: `type Parcel @key(fields: "id") { id: ID! weight: Int @external price: Int @requires(fields: "weight")
            content: Content @external fragile: Boolean @requires(fields: "content { ... on Book { pages } ... on Vase { height } }") }
          union Content = Book | Vase type Book { pages: Int @external } type Vase { height: Int @external }`,
        entities: {
          Parcel: [
            {
              id: 'p',
              price(this: { weight: number }) {
                return this.weight + 1;
              },
              fragile(this: { content: { height?: number } }) {
                return this.content.height === 5;
              },
            },
          ],
        },
      },
    },
    cases: [
      ['{ parcel { price } }', { parcel: { price: 201 } }],
      ['{ parcel { size(unit: "cm") price fragile } }', { parcel: { size: 10, price: 201, fragile: true } }],
      ['{ parcel { price: size(unit: "cm") weight: price } }', { parcel: { price: 10, weight: 201 } }],
    ],
  },
  'what a path provides is not fetched again, on objects, interfaces and unions': {
    subgraphs: {
      media: {
        sdl: `type Query { book: Book @provides(fields: "title") any: Media @provides(fields: "... on Book { title }") }
          union Media = Book | Song
          type Book @key(fields: "id") { id: ID! title: String @external } type Song @key(fields: "id") { id: ID! }`,
        root: { book: { id: 'b', title: 'On Keys' }, any: { __typename: 'Book', id: 'b', title: 'On Keys' } },
      },
      titles: {
        sdl: 'type Book @key(fields: "id") { id: ID! title: String @shareable pages: Int } type Song @key(fields: "id") { id: ID! title: String }',
        entities: { Book: [{ id: 'b', title: 'On Keys', pages: 9 }], Song: [] },
      },
    },
    cases: [
      ['{ book { title } }', { book: { title: 'On Keys' } }],
      ['{ any { ... on Book { title pages } } }', { any: { title: 'On Keys', pages: 9 } }],
    ],
  },
  'an overridden field comes from its new subgraph, also where it is required': {
    subgraphs: {
      old: {
        sdl: 'type Query { feed: [Post] } type Post @key(fields: "id") { id: ID! text: String }',
        root: { feed: [{ id: '1', text: 'old' }] },
        entities: { Post: [{ id: '1', text: 'old' }] },
      },
      new: {
        sdl: 'type Post @key(fields: "id") { id: ID! text: String @override(from: "old") }',
        entities: { Post: [{ id: '1', text: 'new' }] },
      },
      reader: {
        sdl: 'type Post @key(fields: "id") { id: ID! text: String @external loud: String @requires(fields: "text") }',
        entities: {
          Post: [
            {
              id: '1',
              loud(this: { text: string }) {
                return this.text.toUpperCase();
              },
            },
          ],
        },
      },
    },
    cases: [['{ feed { text loud } }', { feed: [{ text: 'new', loud: 'NEW' }] }]],
  },
  'a field that is overridden from a subgraph that is not there': {
    subgraphs: {
      a: {
        sdl: 'type Query { post: Post } type Post @key(fields: "id") { id: ID! text: String @override(from: "gone") }',
        root: { post: { id: '1', text: 'here' } },
      },
      b: { sdl: 'type Post @key(fields: "id") { id: ID! likes: Int }', entities: { Post: [{ id: '1', likes: 2 }] } },
    },
    cases: [['{ post { text likes } }', { post: { text: 'here', likes: 2 } }]],
  },
  'members of a union and types of an interface that only some subgraphs know': {
    subgraphs: {
      a: {
        sdl: `type Query { media: Media animal: Animal } union Media = Book | Song interface Animal { name: String }
          type Book @shareable { title: String } type Song { title: String } type Dog implements Animal { name: String }`,
        root: { media: { __typename: 'Song', title: 'la' }, animal: { __typename: 'Dog', name: 'Rex' } },
      },
      b: {
        sdl: `type Query { other: Media pet: Animal } union Media = Book | Film interface Animal { name: String }
          type Book @shareable { title: String } type Film { title: String } type Cat implements Animal { name: String lives: Int }`,
        root: { other: { __typename: 'Film', title: 'reel' }, pet: { __typename: 'Cat', name: 'Tom', lives: 9 } },
      },
    },
    cases: [
      [
        '{ media { ... on Song { title } ... on Film { title } } other { __typename ... on Film { title } ... on Book { title } } }',
        { media: { title: 'la' }, other: { __typename: 'Film', title: 'reel' } },
      ],
      [
        '{ animal { name ... on Cat { lives } } pet { name ... on Cat { lives } } }',
        { animal: { name: 'Rex' }, pet: { name: 'Tom', lives: 9 } },
      ],
    ],
  },
  'an interface whose types come from several subgraphs, one within another': {
    subgraphs: {
      a: {
        sdl: `type Query { node: Node } interface Node { id: ID! next: Node } type A implements Node @key(fields: "id") { id: ID! next: Node }
          type B implements Node @key(fields: "id") { id: ID! next: Node }`,
        root: {
          node: { __typename: 'A', id: 'a1', next: { __typename: 'B', id: 'b1', next: { __typename: 'A', id: 'a2' } } },
        },
      },
      b: {
        sdl: 'type A @key(fields: "id") { id: ID! size: Int } type B @key(fields: "id") { id: ID! size: Int }',
        entities: {
          A: [
            { id: 'a1', size: 1 },
            { id: 'a2', size: 3 },
          ],
          B: [{ id: 'b1', size: 2 }],
        },
      },
    },
    cases: [
      [
        '{ node { ...S next { ...S next { ...S id } } } } fragment S on Node { ... on A { size } ... on B { size } }',
        { node: { size: 1, next: { size: 2, next: { size: 3, id: 'a2' } } } },
      ],
    ],
  },
  'an interface that another subgraph has as an object': {
    subgraphs: {
      types: {
        sdl: `type Query { all: [Media] } interface Media @key(fields: "id") { id: ID! title: String }
          type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
          type Song implements Media @key(fields: "id") { id: ID! title: String }`,
        root: {
          all: [
            { __typename: 'Book', id: 'b', title: 'On Keys', pages: 9 },
            { __typename: 'Song', id: 's', title: 'la' },
          ],
        },
        entities: {
          Media: [
            { __typename: 'Book', id: 'b', title: 'On Keys', pages: 9 },
            { __typename: 'Song', id: 's', title: 'la' },
          ],
          Book: [{ id: 'b', title: 'On Keys', pages: 9 }],
          Song: [{ id: 's', title: 'la' }],
        },
      },
      reviews: {
        sdl: 'type Query { best: Media } type Media @interfaceObject @key(fields: "id") { id: ID! stars: Int }',
        root: { best: { id: 'b', stars: 5 } },
        entities: {
          Media: [
            { id: 'b', stars: 5 },
            { id: 's', stars: 1 },
          ],
        },
      },
    },
    cases: [
      [
        '{ all { id stars } }',
        {
          all: [
            { id: 'b', stars: 5 },
            { id: 's', stars: 1 },
          ],
        },
      ],
      ['{ best { stars title } }', { best: { stars: 5, title: 'On Keys' } }],
      ['{ best { __typename stars } }', { best: { __typename: 'Book', stars: 5 } }],
      ['{ all { ... on Book { stars pages } } }', { all: [{ stars: 5, pages: 9 }, {}] }],
    ],
  },
  'values of an enum, arguments and fields of an input are those that all subgraphs know, where they are sent': {
    subgraphs: {
      a: {
        sdl: `type Query { by(kind: Kind filter: Filter): String @shareable } enum Kind { X Y } input Filter { first: Int after: String }`,
        root: { by: ({ kind }: { kind: string }) => kind },
      },
      b: {
        sdl: `type Query { by(kind: Kind filter: Filter): String @shareable } enum Kind { X Z } input Filter { first: Int last: Int }`,
        root: { by: ({ kind }: { kind: string }) => kind },
      },
    },
    cases: [['{ by(kind: X, filter: { first: 1 }) }', { by: 'X' }]],
  },
  'root fields that several subgraphs share, each with a part of what they lead to': {
    subgraphs: {
      a: {
        sdl: 'type Query { shop: Shop @shareable } type Shop { name: String owner: Owner @shareable } type Owner { name: String }',
        root: { shop: { name: 'Corner', owner: { name: 'Ann' } } },
      },
      b: {
        sdl: 'type Query { shop: Shop @shareable } type Shop { open: Boolean owner: Owner @shareable } type Owner { age: Int }',
        root: { shop: { open: true, owner: { age: 44 } } },
      },
    },
    cases: [
      [
        '{ shop { name open owner { age name } } }',
        { shop: { name: 'Corner', open: true, owner: { age: 44, name: 'Ann' } } },
      ],
    ],
  },
  'one type is nullable in one subgraph and not in the other': {
    subgraphs: {
      a: {
        sdl: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! name: String! @shareable }',
        root: { thing: { id: 't', name: 'n' } },
      },
      b: {
        sdl: 'type Query { other: Thing } type Thing @key(fields: "id") { id: ID! name: String @shareable size: Int }',
        root: { other: { id: 't', name: null } },
        entities: { Thing: [{ id: 't', name: null, size: 2 }] },
      },
    },
    cases: [['{ thing { name size } other { name } }', { thing: { name: 'n', size: 2 }, other: { name: null } }]],
  },
  'what is inaccessible is a key between subgraphs, and nothing to clients': {
    subgraphs: {
      a: {
        sdl: 'type Query { user: User } type User @key(fields: "secret") { secret: ID! @inaccessible name: String }',
        root: { user: { secret: 'x', name: 'Ann' } },
      },
      b: {
        sdl: 'type User @key(fields: "secret") { secret: ID! @inaccessible age: Int }',
        entities: { User: [{ secret: 'x', age: 44 }] },
      },
    },
    cases: [['{ user { name age } }', { user: { name: 'Ann', age: 44 } }]],
  },
  'subgraphs of Federation 1, which extend types and call their keys external': {
    subgraphs: {
      users: {
        isFirstFederation: true,
        sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! name: String rank: Int }',
        root: { user: { id: 'u', name: 'Ann', rank: 3 } },
        entities: { User: [{ id: 'u', name: 'Ann', rank: 3 }] },
      },
      posts: {
        isFirstFederation: true,
        sdl: `extend type Query { best: User @provides(fields: "name") }
          extend type User @key(fields: "id") { id: ID! @external name: String @external rank: Int @external
            stars: Int @requires(fields: "rank") posts: [String] }`,
        root: { best: { id: 'u', name: 'Ann' } },
        entities: {
          User: [
            {
              id: 'u',
              posts: ['hello'],
              stars(this: { rank: number }) {
                return this.rank + 1;
              },
            },
          ],
        },
      },
    },
    cases: [
      ['{ user { name stars posts } }', { user: { name: 'Ann', stars: 4, posts: ['hello'] } }],
      ['{ best { name rank stars } }', { best: { name: 'Ann', rank: 3, stars: 4 } }],
    ],
  },
  'subgraphs of Federation 2 that extend types and have external fields': {
    subgraphs: {
      a: {
        sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! name: String @shareable }',
        root: { user: { id: 'u', name: 'Ann' } },
      },
      b: {
        sdl: 'extend type User @key(fields: "id") { id: ID! @external nick: String name: String @external } type Query { nicked: User @provides(fields: "name") }',
        root: { nicked: { id: 'u', nick: 'A', name: 'Ann' } },
        entities: { User: [{ id: 'u', nick: 'A' }] },
      },
      c: {
        sdl: 'type User @key(fields: "id") @extends { id: ID! name: String @shareable age: Int }',
        entities: { User: [{ id: 'u', name: 'Ann', age: 44 }] },
      },
    },
    cases: [
      ['{ user { nick age name } }', { user: { nick: 'A', age: 44, name: 'Ann' } }],
      ['{ nicked { nick name } }', { nicked: { nick: 'A', name: 'Ann' } }],
    ],
  },
  'the type of an object by whatever name a client asks for it': {
    subgraphs: {
      a: {
        sdl: 'type Query { both: [Any] } union Any = A | B type A @key(fields: "id") { id: ID! } type B { name: String }',
        root: {
          both: [
            { __typename: 'A', id: 'a' },
            { __typename: 'B', name: 'b' },
          ],
        },
      },
      b: { sdl: 'type A @key(fields: "id") { id: ID! size: Int }', entities: { A: [{ id: 'a', size: 1 }] } },
    },
    cases: [
      [
        '{ q: __typename both { t: __typename ... on A { id: __typename size } } }',
        { q: 'Query', both: [{ t: 'A', id: 'A', size: 1 }, { t: 'B' }] },
      ],
    ],
  },
  'conditions on what another subgraph has': {
    subgraphs: {
      a: { sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! }', root: { user: { id: 'u' } } },
      b: {
        sdl: 'type User @key(fields: "id") { id: ID! name: String age: Int }',
        entities: { User: [{ id: 'u', name: 'Ann', age: 44 }] },
      },
    },
    cases: [
      ['{ user { id name @skip(if: true) age @include(if: true) } }', { user: { id: 'u', age: 44 } }],
      ['{ user { id ... @include(if: false) { name } } }', { user: { id: 'u' } }],
    ],
  },
};

describe.each(Object.entries(KINDS))('%s', (_, { subgraphs, cases }) => {
  test.each(cases)('%s', async (query, data) => {
    const { ask } = await createLiteralGraph(subgraphs);
    expect(await ask(query)).toEqual({ data });
  });
});

test('what a path provides is not asked of the subgraph that owns it', async () => {
  const { ask, asked } = await createLiteralGraph(
    KINDS['what a path provides is not fetched again, on objects, interfaces and unions']!.subgraphs,
  );
  await ask('{ book { title } }');
  expect(asked).toEqual(['media']);
});

test('mutations run one after another over subgraphs, and what they answer is completed', async () => {
  const done: string[] = [];
  const write = (name: string) => () => {
    done.push(name);
    return { id: name };
  };
  const { ask } = await createLiteralGraph({
    a: {
      sdl: 'type Query { a: Int } type Mutation { first: Thing third: Thing } type Thing @key(fields: "id") { id: ID! }',
      root: { first: write('first'), third: write('third') },
    },
    b: {
      sdl: 'type Mutation { second: Thing } type Thing @key(fields: "id") { id: ID! size: Int }',
      root: { second: write('second') },
      entities: { Thing: ['first', 'second', 'third'].map((id, size) => ({ id, size })) },
    },
  });
  expect(await ask('mutation { first { size } second { id } third { size } }')).toEqual({
    data: { first: { size: 0 }, second: { id: 'second' }, third: { size: 2 } },
  });
  expect(done).toEqual(['first', 'second', 'third']);
});
