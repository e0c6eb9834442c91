import type { ReportingView } from '#platform/database/reporting/reporting-view.js';
import { namespaceSql } from '#platform/database/rows/text-sql.js';

/** Environments, their versions and packages. */
export const reporting: readonly ReportingView[] = [
  {
    name: 'environments',
    description: 'An environment.',
    columns: {
      environment: ['e.name', 'Its name: `fraud/train`.'],
      namespace: [namespaceSql('e.name'), 'All before the last `/` of it; empty where there is none.'],
      created_at: ['e.created_at', 'When it was registered.'],
      created_by: ['e.created_by', 'Who registered it.'],
    },
    from: 'environments.environment e',
  },
  {
    name: 'environment_versions',
    description: 'A sealed version of an environment.',
    columns: {
      environment_version: ['v.ref', 'Its ref: `fraud/train@1.0.0`.'],
      environment: ['v.name', 'The environment.'],
      version: ['v.version', 'Its number: `1.0.0`.'],
      image: ['v.image', 'The container image.'],
      runtime: [`v.runtime ->> 'name'`, 'The language: `python`.'],
      runtime_version: [`v.runtime ->> 'version'`, 'Its version: `3.11.7`.'],
      os: ['v.os', 'The operating system.'],
      hardware: ['v.hardware', 'The hardware.'],
      digest: ['v.digest', 'The SHA-256 over all that it is.'],
      created_at: ['v.created_at', 'When it was registered.'],
      created_by: ['v.created_by', 'Who registered it.'],
    },
    from: 'environments.environment_version v',
  },
  {
    name: 'environment_packages',
    description: 'A package that an environment version pins.',
    columns: {
      environment_version: ['v.ref', 'The environment version.'],
      manager: [`p.package ->> 'manager'`, 'The package manager: `pip`.'],
      package: [`p.package ->> 'name'`, 'The package.'],
      version: [`p.package ->> 'version'`, 'Its version.'],
    },
    from: 'environments.environment_version v CROSS JOIN LATERAL jsonb_array_elements(v.packages) AS p (package)',
  },
];
