/** The types of the API's scalars, for graphql-codegen: what is sent, and what comes. */
export declare const scalars: Readonly<Record<string, { readonly input: string; readonly output: string }>>;

/** The path of the schema of the API that this package was made for. */
export declare const schema: string;

/** Where your documents are, and where what is written of them goes. */
export interface PedigraphCodegenOptions {
  /** Globs of `.graphql` files, or of sources that call `graphql(…)`. */
  documents: string | string[];
  /** @default './src/gql/' */
  out?: string;
  /** Another schema than the packed one, such as the URL of a server. */
  schema?: string;
}

/** A configuration of graphql-codegen with its client preset: what it writes of your documents, `Pedigraph` takes. */
export declare function pedigraphCodegen(options: PedigraphCodegenOptions): {
  schema: string;
  documents: string | string[];
  ignoreNoDocuments: boolean;
  importExtension: '.js';
  generates: Record<string, { preset: 'client'; presetConfig: object; config: object }>;
};
