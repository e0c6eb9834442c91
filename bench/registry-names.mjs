// The names of the seeded registry: each is an SQL expression of a thing's number, so every table says the same of it.

/** The id of a thing of a kind; ids rise with time as UUIDv7 do. */
export const id = (kind, n) => `('0000000${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
export const DATASET = 1;
export const RUN = 2;
export const ENVIRONMENT = 3;
export const VERSION = 4;
export const SPECIAL = 5;
export const MODEL = 6;

/** Evenly from 0 to 1, the same for a number and a salt for ever. */
export const even = (n, salt) => `((hashint8extended(${n}, ${salt}) & 4294967295) / 4294967296.0::float8)`;

/** A whole number below `of`, with a heavy tail: half of the choices fall on an eighth of them. */
export const heavy = (n, salt, of, power = 3) => `floor(${of} * power(${even(n, salt)}, ${power}))::bigint`;

const TEAMS = 300;
/** The namespace of a thing by a number of it. */
export const namespace = (n) => `'team' || ${heavy(n, 1, TEAMS)}`;

/** Which model a version is of: the first ones have very many. */
export const modelOf = (n, versions) => heavy(n, 2, Math.max(1, Math.floor(versions / 20)));
export const modelName = (model) => `${namespace(model)} || '/model' || ${model}`;
export const versionName = (n, versions) => modelName(modelOf(n, versions));
export const datasetName = (n) => `${namespace(`${n} / 10`)} || '/data' || ${n} / 10`;
export const experimentName = (n, versions) => `${versionName(n, versions)} || '-runs'`;
