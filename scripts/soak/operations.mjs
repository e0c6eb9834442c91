// What the mixed load asks: nine reads and a write, of as many models as a small team has.

const MODELS = Array.from({ length: 50 }, (_, number) => `soak/model-${number}`);

/** Every write moves the revision of the store, so few of the reads are out of the response cache. */
const READS = [
  '{ models(first: 20) { totalCount nodes { name versions(first: 5) { nodes { ref status createdAt } } } } }',
  '{ models { nodes { name versions(first: 1) { nodes { ref digest createdAt } } } } }',
  '{ search(query: "churn") { totalCount } }',
  '{ modelVersion(ref: "demo/churn@latest") { ref lineage(direction: UPSTREAM) { nodes { ref kind } } } }',
];
const REGISTER = 'mutation ($model: String!) { registerModelVersion(input: { model: $model }) { created } }';
const NOTE = 'mutation ($of: String!, $text: String!) { addNote(input: { of: $of, text: $text }) { model { name } } }';
const ONE_WRITE_IN = 10;

/** What makes the models that are written to. */
export const PREPARATIONS = MODELS.map((model) => JSON.stringify({ query: REGISTER, variables: { model } }));

/** The body of the request of a number. Writes go to the models in turn: each is behind the lock of its own. */
export function operation(number) {
  if (number % ONE_WRITE_IN !== 0) return { isWrite: false, body: READ_BODIES[number % READ_BODIES.length] };
  const variables = { of: MODELS[(number / ONE_WRITE_IN) % MODELS.length], text: `note ${number}` };
  return { isWrite: true, body: JSON.stringify({ query: NOTE, variables }) };
}

const READ_BODIES = READS.map((query) => JSON.stringify({ query }));
