import { downloadBelow } from '../artifacts/files-below.js';
import type { Route } from '../routing/route.js';
import { Fields } from '../wire/fields.js';
import { requireVersion } from './find-version.js';
import { downloadUriOf } from './version-message.js';

/** A file of a version by the version's name and number, as MLflow's pages ask for it. */
export const versionArtifactRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/model-versions/get-artifact',
    async answer(call) {
      const fields = Fields.ofQuery(call.request.query);
      const path = fields.requiredText('path');
      const { version } = await requireVersion(fields.requiredText('name'), fields.requiredText('version'), call);
      return downloadBelow(downloadUriOf(version) ?? '', path, call);
    },
  },
];
