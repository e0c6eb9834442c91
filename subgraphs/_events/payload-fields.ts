import * as z from 'zod';

/** The id of a row. */
export const id = z.guid().meta({ title: 'UUID' });

/** A moment: a Date where it is written and read, a text in the ledger. */
export const moment = z
  .union([z.date(), z.iso.datetime({ offset: true })])
  .transform((value) => new Date(value))
  .meta({ title: 'DateTime' });

/** A measured value; what JSON has no number for is a text in the ledger: `"NaN"`, `"Infinity"`, `"-Infinity"`. */
export const measured = z.union([z.number(), z.string()]).transform(Number).meta({ title: 'Number' });

/** Texts by key. */
export const texts = z.record(z.string(), z.string());

/** Any JSON by key. */
export const values = z.record(z.string(), z.unknown());

/** A field that was added to its event: whoever writes must tell it, and in older ledgers, which lack it, it is null. */
export function later<Field extends z.ZodType>(field: Field): z.ZodType<z.output<Field> | null, z.input<Field>> {
  return field.optional().transform((value) => value ?? null) as unknown as z.ZodType<
    z.output<Field> | null,
    z.input<Field>
  >;
}

/** The manifest that a digest is over, of which readers know these parts; docs/digests.md has the rest. */
export function manifestWith<Parts extends z.ZodRawShape>(
  parts: Parts,
): z.ZodType<z.output<z.ZodObject<Parts>>, object> {
  return z.object(parts).meta({ title: 'Manifest' }) as unknown as z.ZodType<z.output<z.ZodObject<Parts>>, object>;
}

/** How far a version number moved, and why. */
export const bump = z.object({
  level: z.enum(['INITIAL', 'MAJOR', 'MINOR', 'PATCH']),
  reasons: z.array(z.string()),
});

/** The code that something was made from. */
export const code = z.object({
  repository: z.string().nullable(),
  commit: z.string(),
  path: z.string().nullable(),
  dirty: z.boolean(),
});

/** A version of another subgraph that was pinned. */
export const pin = z.object({ id, ref: z.string(), digest: z.string() });

/** A file: what it is and where it lies. */
export const artifact = z.object({
  path: z.string(),
  uri: z.string(),
  digest: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  mediaType: z.string().nullable(),
});
