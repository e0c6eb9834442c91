const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [${imports}])`;

/** Three subgraphs in which most of what Federation v2 has occurs. */
export const ZOO: Readonly<Record<string, string>> = {
  animals: `${link('"@key", "@shareable"')}
    type Query { animals: [Animal!]! animal(name: String!): Animal herd: [[Animal]] keepers: [Keeper] found: [Found!]! }
    interface Animal { id: ID! size: Size! keeper: Keeper }
    type Lion implements Animal @key(fields: "id") { id: ID! size: Size! keeper: Keeper roars: Boolean! }
    type Snake implements Animal @key(fields: "id") { id: ID! size: Size! keeper: Keeper length: Int! box: Box! }
    type Keeper @key(fields: "id") { id: ID! shift: Shift box: Box! @shareable }
    type Box @shareable { label: String! inner: Inner! }
    type Inner @shareable { depth: Int! }
    union Found = Lion | Snake | Keeper
    enum Size { SMALL LARGE }
    enum Shift { DAY NIGHT }
  `,
  food: `${link('"@key", "@shareable", "@external", "@requires"')}
    scalar Anything
    type Query { meals(first: Int! = 2): [Meal!]! }
    type Meal @key(fields: "id") { id: ID! eater: Eater cost(in: String!): Int! notes: Anything cook: Keeper! }
    union Eater = Lion | Snake
    type Lion @key(fields: "id") { id: ID! size: Size! @external meals: [Meal!]! portion: String! @requires(fields: "size") }
    type Snake @key(fields: "id") { id: ID! meals: [Meal] notes: [Anything!] }
    type Keeper @key(fields: "id") { id: ID! cooks: [Meal!] box: Box! @shareable }
    type Box @shareable { label: String! inner: Inner! }
    type Inner @shareable { depth: Int! }
    enum Size { SMALL LARGE }
  `,
  people: `${link('"@key"')}
    type Query { keeper(id: ID!): Keeper }
    type Keeper @key(fields: "id") { id: ID! name: String! boss: Keeper reports: [Keeper!]! likes(first: Int): [Liked!]! }
    type Lion @key(fields: "id") { id: ID! nick: String fans: [Keeper!]! }
    type Meal @key(fields: "id") { id: ID! rating: Float }
    union Liked = Lion | Meal
  `,
};
