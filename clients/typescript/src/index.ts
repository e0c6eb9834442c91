export * from './operations.js';
export { type Page, Pedigraph, type PedigraphOptions, type SendOptions } from './pedigraph.js';
export { PedigraphError } from './pedigraph-error.js';
export type { TypedDocument } from './typed-document.js';
