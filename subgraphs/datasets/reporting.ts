import type { ReportingView } from '#platform/database/reporting/reporting-view.js';
import { namespaceSql } from '#platform/database/rows/text-sql.js';

/** Datasets, their versions, and what these were made of. */
export const reporting: readonly ReportingView[] = [
  {
    name: 'datasets',
    description: 'A dataset.',
    columns: {
      dataset: ['d.name', 'Its name: `fraud/transactions`.'],
      namespace: [namespaceSql('d.name'), 'All before the last `/` of it; empty where there is none.'],
      created_at: ['d.created_at', 'When it was registered.'],
      created_by: ['d.created_by', 'Who registered it.'],
    },
    from: 'datasets.dataset d',
  },
  {
    name: 'dataset_versions',
    description: 'A sealed version of a dataset.',
    columns: {
      dataset_version: ['v.ref', 'Its ref: `fraud/transactions@1.1.0`.'],
      dataset: ['v.name', 'The dataset.'],
      version: ['v.version', 'Its number: `1.1.0`.'],
      row_count: ['v.rows', 'How many rows it has.'],
      file_count: ['jsonb_array_length(v.files)', 'How many files it has.'],
      size_bytes: [
        `(SELECT sum((f.file ->> 'sizeBytes')::bigint) FROM jsonb_array_elements(v.files) AS f (file))::bigint`,
        'How large its files are together.',
      ],
      license: ['v.license', 'Its license.'],
      digest: ['v.digest', 'The SHA-256 over all that it is.'],
      created_at: ['v.created_at', 'When it was registered.'],
      created_by: ['v.created_by', 'Who registered it.'],
    },
    from: 'datasets.dataset_version v',
  },
  {
    name: 'dataset_derivations',
    description: 'That a dataset version was made of another.',
    columns: {
      dataset_version: ['v.ref', 'The one that was made.'],
      derived_from: ['s.ref', 'The one that it was made of.'],
    },
    from: 'datasets.dataset_version v JOIN datasets.dataset_version s ON s.id = ANY (v.derived_from_ids)',
  },
];
