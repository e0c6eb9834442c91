const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [${imports}])`;

/**
 * Three subgraphs that ask much of each other: keys of several fields and with fields below, several keys of a type,
 * and required fields below fields, with arguments, in lists and of unions.
 */
export const PARCELS: Readonly<Record<string, string>> = {
  depots: `${link('"@key", "@shareable"')}
    type Query { parcels: [Parcel!]! parcel(ref: ID!): Parcel stops: [Stop] cargo: [Cargo!]! depot: Depot first: [[Parcel]] }
    interface Stop { id: ID! ref: String! label: String next: Stop }
    type Depot implements Stop @key(fields: "id") @key(fields: "ref") {
      id: ID! ref: String! label: String next: Stop size(unit: Unit! = CM): Int! weight: Float parcels: [Parcel!]
    }
    type Ship implements Stop @key(fields: "id") { id: ID! ref: String! label: String next: Stop speed: Int cargo: [Cargo!] }
    type Parcel @key(fields: "ref from { id }") {
      ref: ID! from: Depot! weight: Float! dims(unit: Unit! = CM): Dims! content: Cargo tags: [Tag!]! label: String to: Stop
    }
    type Dims @shareable { length: Int! inner: Inner! label: String }
    type Inner @shareable { depth: Int! ref: String }
    type Tag @shareable { name: String! value: String size: Int }
    union Cargo = Box | Barrel
    type Box @shareable { weight: Int! label: String size: Int! }
    type Barrel @shareable { size: Int! label: Boolean }
    enum Unit { CM IN }
  `,
  prices: `${link('"@key", "@shareable", "@external", "@requires"')}
    type Query { dearest: [Parcel!]! }
    type Parcel @key(fields: "ref from { id }") {
      ref: ID! from: Depot! weight: Float! @external dims(unit: Unit! = CM): Dims! @external content: Cargo @external
      tags: [Tag!]! @external
      price: Float @requires(fields: "weight dims(unit: IN) { length inner { depth } }")
      insured: Boolean @requires(fields: "content { ... on Box { weight } ... on Barrel { size } }")
      duty: Int! @requires(fields: "tags { name size }")
      payer: Person
    }
    type Depot @key(fields: "id") { id: ID! size(unit: Unit! = CM): Int! @external rent: Int @requires(fields: "size(unit: IN)") }
    type Ship @key(fields: "id") { id: ID! toll: Int value: Tag }
    type Person @key(fields: "id") { id: ID! }
    type Dims @shareable { length: Int! inner: Inner! label: String }
    type Inner @shareable { depth: Int! ref: String }
    type Tag @shareable { name: String! value: String size: Int }
    union Cargo = Box | Barrel
    type Box @shareable { weight: Int! label: String size: Int! }
    type Barrel @shareable { size: Int! label: Boolean }
    enum Unit { CM IN }
  `,
  people: `${link('"@key"')}
    type Query { person(id: ID!): Person }
    type Person @key(fields: "id") { id: ID! name: String! ref: String keeps: [Depot!] likes: [Liked!]! }
    type Depot @key(fields: "ref") { ref: String! manager: Person! deputies(first: Int! = 2): [Person] }
    union Liked = Depot | Person
  `,
};
