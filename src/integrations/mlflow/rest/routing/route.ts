import type { MountedAnswer, MountedRequest } from '#platform/server/mount.js';
import type { MlflowSettings } from '../settings.js';
import { jsonAnswer } from '../wire/answers.js';
import type { Api } from '../wire/api.js';
import { Fields } from '../wire/fields.js';

/** One endpoint. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * The version of the API below which it stands, at `/api/…` and, as MLflow's own pages ask it, at `/ajax-api/…`; the
   * path is absolute where there is none.
   */
  readonly api?: '2.0' | '3.0';
  /** `{name}` stands for one part of a path, `{name...}` at its end for all that follows. */
  readonly path: string;
  answer(call: Call): Promise<MountedAnswer>;
}

/** A call of an endpoint. */
export interface Call {
  /** What stood in the path for `{name}`. */
  readonly parts: Readonly<Record<string, string>>;
  readonly request: MountedRequest;
  readonly api: Api;
  readonly settings: MlflowSettings;
}

/** A call of an endpoint that takes fields and gives a message. */
export interface FieldsCall extends Call {
  /** Those of the URL where it is a GET, else of the body. */
  readonly fields: Fields;
}

/** An endpoint of MLflow's protocol buffers, as nearly all are. */
export function endpoint(
  method: Route['method'],
  path: string,
  message: (call: FieldsCall) => Promise<object>,
  api: '2.0' | '3.0' = '2.0',
): Route {
  return {
    method,
    api,
    path,
    async answer(call) {
      return jsonAnswer(await message({ ...call, fields: await readFields(call.request) }));
    },
  };
}

/** The same, where the message is written by itself. */
export function writingEndpoint(
  method: Route['method'],
  path: string,
  answer: (call: FieldsCall) => Promise<MountedAnswer>,
): Route {
  return {
    method,
    api: '2.0',
    path,
    answer: async (call) => answer({ ...call, fields: await readFields(call.request) }),
  };
}

async function readFields(request: MountedRequest): Promise<Fields> {
  return request.method === 'GET' ? Fields.ofQuery(request.query) : Fields.ofBody(await request.json());
}
