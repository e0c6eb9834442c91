import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import { WORDS_OF } from '../plain-text.js';
import type { SearchChanges, SearchDocument } from './search-changes.js';
import { SearchMetricRepository } from './search-metric.repository.js';

/** Documents whose words are read by one statement: a model may have very many versions, and a statement has its deadline. */
const WORDS_AT_ONCE = 1_000;

/** The model of a version: what is said of it is said of its versions. */
const MODEL_OF = (version: string) =>
  `m.kind = 'MODEL' AND ${version}.kind = 'MODEL_VERSION' AND m.name = ${version}.name`;

/** The words of a document `d`, of which `m` is the model where it is a model's version. */
const WORDS = `
  setweight(${WORDS_OF(`d.ref || ' ' || d.name`)}, 'A')
  || setweight(${WORDS_OF(`concat_ws(' ', d.description, m.description, d.about, m.about)`)}, 'B')
  || setweight(${WORDS_OF(`concat_ws(' ',
       (SELECT string_agg(alias, ' ' ORDER BY alias) FROM search_alias WHERE document_id = d.id),
       (SELECT string_agg(key || ' ' || value, ' ' ORDER BY key, document_id) FROM search_tag
         WHERE document_id IN (d.id, m.id)),
       (SELECT string_agg(text, ' ' ORDER BY id) FROM search_note WHERE document_id IN (d.id, m.id)))`)}, 'C')`;

/**
 * Writes of the tables of search. What only adds rows is prepared; what looks for rows is planned each time, for a
 * catalog that is read from the beginning grows faster than PostgreSQL would notice that a plan is for empty tables.
 */
export class SearchRepository {
  private readonly metrics: SearchMetricRepository;

  constructor(private readonly manager: EntityManager) {
    this.metrics = new SearchMetricRepository(manager);
  }

  /**
   * Applies what a batch of events changes. The events of different ledgers come in any order, and the rows are the
   * same after all of them: what a model version has from its run is copied by whichever of the two comes last.
   */
  async apply(changes: SearchChanges): Promise<void> {
    // Before the documents: their words are read from these, once, as they are added.
    await this.setTags([...changes.tags.values()]);
    await this.addNotes(changes.notes);
    await this.setAliases([...changes.aliases.values()]);
    await this.setOwners(changes.owners);
    const added = await this.addDocuments([...changes.documents.values()]);
    await this.changeDocuments(changes.changes);
    await this.metrics.apply(changes);
    await this.setParameters([...changes.parameters.values()]);
    await this.addPackages(changes);
    await this.addExperimentNames([...changes.experimentNames.values()]);
    await this.copyFromRuns(changes);
    await this.readWords([...changes.touched].filter((id) => !added.has(id) || isSaidMoreOf(id, changes)));
  }

  /** @returns the ids of those that were not there, which stand with all their words */
  private async addDocuments(documents: readonly SearchDocument[]): Promise<ReadonlySet<string>> {
    if (documents.length === 0) return new Set();
    const column = <Key extends keyof SearchDocument>(key: Key) => documents.map((document) => document[key]);
    const added = await this.manager.query<{ id: string }[]>(
      `INSERT INTO search_document (id, kind, ref, name, last_name, namespace, author, created, status, architecture,
         commit, digest, experiment, run_id, environment_id, description, about, words)
       SELECT d.id, d.kind, d.ref, d.name, substring(d.name FROM '[^/]*$'), d.namespace, d.author, d.created, d.status,
         d.architecture, d.commit, d.digest, d.experiment, d.run_id, d.environment_id, d.description, d.about, ${WORDS}
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
         $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::text[], $16::text[])
         AS d (id, kind, ref, name, namespace, author, created, status, architecture, commit, digest, experiment,
           run_id, environment_id, description, about)
       LEFT JOIN search_document m ON ${MODEL_OF('d')}
       ON CONFLICT (id) DO NOTHING
       RETURNING id`,
      [
        column('id'),
        column('kind'),
        column('ref'),
        column('name'),
        column('namespace'),
        column('author'),
        column('created'),
        column('status'),
        column('architecture'),
        column('commit'),
        column('digest'),
        column('experiment'),
        column('runId'),
        column('environmentId'),
        column('description'),
        column('about'),
      ],
    );
    return new Set(added.map(({ id }) => id));
  }

  private async changeDocuments(changes: SearchChanges['changes']): Promise<void> {
    if (changes.size === 0) return;
    const all = [...changes].map(([id, change]) => ({ id, ...change }));
    await this.manager.query(
      `UPDATE search_document d SET status = coalesce(row.status, d.status), digest = coalesce(row.digest, d.digest),
         description = CASE WHEN row.described THEN row.description ELSE d.description END,
         name = coalesce(row.name, d.name), last_name = substring(coalesce(row.name, d.name) FROM '[^/]*$'),
         about = CASE WHEN row.formerly IS NULL THEN d.about ELSE ltrim(d.about || ' ' || row.formerly) END
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::text[])
         AS row (id, status, digest, described, description, name, formerly)
       WHERE d.id = row.id`,
      [
        all.map(({ id }) => id),
        all.map(({ status }) => status ?? null),
        all.map(({ digest }) => digest ?? null),
        all.map(({ description }) => description !== undefined),
        all.map(({ description }) => description ?? null),
        all.map(({ name }) => name ?? null),
        all.map(({ formerly }) => formerly ?? null),
      ],
    );
  }

  private async setTags(tags: readonly { documentId: string; key: string; value: string | null }[]): Promise<void> {
    if (tags.length === 0) return;
    const columns = [tags.map((tag) => tag.documentId), tags.map(({ key }) => key), tags.map(({ value }) => value)];
    await this.manager.query(
      `DELETE FROM search_tag t USING unnest($1::uuid[], $2::text[], $3::text[]) AS row (document_id, key, value)
       WHERE t.document_id = row.document_id AND t.key = row.key AND row.value IS NULL`,
      columns,
    );
    await prepared(
      this.manager,
      `INSERT INTO search_tag (document_id, key, value)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) AS row (document_id, key, value) WHERE value IS NOT NULL
       ON CONFLICT (document_id, key) DO UPDATE SET value = excluded.value`,
      columns,
    );
  }

  private async addNotes(notes: SearchChanges['notes']): Promise<void> {
    if (notes.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO search_note (id, document_id, text, words)
       SELECT id, document_id, text, ${WORDS_OF('text')}
       FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS row (id, document_id, text)
       ON CONFLICT (id) DO NOTHING`,
      [notes.map(({ id }) => id), notes.map(({ documentId }) => documentId), notes.map(({ text }) => text)],
    );
  }

  private async setOwners(owners: SearchChanges['owners']): Promise<void> {
    if (owners.size === 0) return;
    await this.manager.query('DELETE FROM search_owner WHERE document_id = ANY ($1::uuid[])', [[...owners.keys()]]);
    const rows = [...owners].flatMap(([id, names]) => [...new Set(names)].map((owner) => [id, owner] as const));
    await prepared(
      this.manager,
      'INSERT INTO search_owner (document_id, owner) SELECT * FROM unnest($1::uuid[], $2::text[])',
      [rows.map(([id]) => id), rows.map(([, owner]) => owner)],
    );
  }

  private async setAliases(
    aliases: readonly { model: string; alias: string; documentId: string | null }[],
  ): Promise<void> {
    if (aliases.length === 0) return;
    const columns = [aliases.map((a) => a.model), aliases.map((a) => a.alias), aliases.map((a) => a.documentId)];
    await this.manager.query(
      `DELETE FROM search_alias a USING unnest($1::text[], $2::text[], $3::uuid[]) AS row (model, alias, document_id)
       WHERE a.model = row.model AND a.alias = row.alias AND row.document_id IS NULL`,
      columns,
    );
    await prepared(
      this.manager,
      `INSERT INTO search_alias (model, alias, document_id)
       SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[]) AS row (model, alias, document_id)
       WHERE document_id IS NOT NULL
       ON CONFLICT (model, alias) DO UPDATE SET document_id = excluded.document_id`,
      columns,
    );
  }

  private async setParameters(
    parameters: readonly { documentId: string; key: string; text: string; number: number | null }[],
  ): Promise<void> {
    if (parameters.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO search_parameter (document_id, key, text, number)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::float8[])
       ON CONFLICT (document_id, key) DO UPDATE SET text = excluded.text, number = excluded.number`,
      [
        parameters.map(({ documentId }) => documentId),
        parameters.map(({ key }) => key),
        parameters.map(({ text }) => text),
        parameters.map(({ number }) => number),
      ],
    );
  }

  private async addPackages({ packages }: SearchChanges): Promise<void> {
    if (packages.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO search_package (environment_id, name, version, version_key)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])`,
      [
        packages.map(({ environmentId }) => environmentId),
        packages.map(({ name }) => name),
        packages.map(({ version }) => version),
        packages.map(({ versionKey }) => versionKey),
      ],
    );
  }

  private async addExperimentNames(
    names: readonly { readonly experiment: string; readonly displayName: string }[],
  ): Promise<void> {
    if (names.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO search_experiment_name (experiment, display_name)
       SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
      [names.map(({ experiment }) => experiment), names.map(({ displayName }) => displayName)],
    );
  }

  /** To the model versions among the documents, and to those of the runs of which something was learned. */
  private async copyFromRuns(changes: SearchChanges): Promise<void> {
    const { documents, loggedMetrics, sealedMetrics, parameters } = changes;
    const versions = [...documents.values()].filter(({ kind, runId }) => kind === 'MODEL_VERSION' && runId !== null);
    const learned = [...loggedMetrics.values(), ...sealedMetrics.values(), ...parameters.values()];
    const runs = new Set(learned.map(({ documentId }) => documentId));
    if (versions.length + runs.size === 0) return;
    const ids = [versions.map(({ id }) => id), [...runs]];
    await this.metrics.copyFromRuns(ids);
    await this.manager.query(
      `INSERT INTO search_parameter (document_id, key, text, number)
       SELECT v.id, p.key, p.text, p.number
       FROM search_document v JOIN search_parameter p ON p.document_id = v.run_id
       WHERE v.kind = 'MODEL_VERSION' AND (v.id = ANY ($1::uuid[]) OR v.run_id = ANY ($2::uuid[]))
       ON CONFLICT (document_id, key) DO UPDATE SET text = excluded.text, number = excluded.number`,
      ids,
    );
  }

  /** Reads the words of the documents anew from all that is known of them, and those of the versions of models among them. */
  private async readWords(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const touched = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM search_document WHERE id = ANY ($1::uuid[])
       UNION
       SELECT v.id FROM search_document m JOIN search_document v ON v.name = m.name AND v.kind = 'MODEL_VERSION'
       WHERE m.id = ANY ($1::uuid[]) AND m.kind = 'MODEL'`,
      [ids],
    );
    for (let from = 0; from < touched.length; from += WORDS_AT_ONCE) {
      await this.readWordsOf(touched.slice(from, from + WORDS_AT_ONCE).map(({ id }) => id));
    }
  }

  private async readWordsOf(ids: readonly string[]): Promise<void> {
    await this.manager.query(
      `UPDATE search_document d SET words = ${WORDS}
       FROM search_document v LEFT JOIN search_document m ON ${MODEL_OF('v')}
       WHERE d.id = v.id AND v.id = ANY ($1::uuid[])`,
      [ids],
    );
  }
}

/** Whether words are to be read again though the document was just added: its own, or those of a model's versions. */
function isSaidMoreOf(id: string, { documents, changes }: SearchChanges): boolean {
  const { description, name, formerly } = changes.get(id) ?? {};
  const isCalledMore = name !== undefined || formerly !== undefined;
  return documents.get(id)?.kind === 'MODEL' || description !== undefined || isCalledMore;
}
