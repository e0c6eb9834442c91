import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

/** Every TypeScript file of the product, by its path. */
const SOURCES = new Map(
  ['src', 'subgraphs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [path.join(folder, file), readFileSync(path.join(folder, file), 'utf8')] as const),
  ),
);

/** Where package.json's `imports` lead in the sources. */
const ROOMS = new Map(
  Object.entries(manifest.imports).map(([name, built]) => [
    name.replace('/*', ''),
    built.replace('./dist/', '').replace('/*', ''),
  ]),
);

/** The file that an import written in `file` names; a package by its name. */
function pathOf(target: string, file: string): string {
  if (target.startsWith('.')) return path.join(path.dirname(file), target);
  return target.replace(/^#\w+/, (room) => ROOMS.get(room) ?? room);
}

/** What a file imports: packages by their name, our own files by their path. */
function importsOf(file: string): { line: string; written: string; target: string }[] {
  const text = SOURCES.get(file) ?? '';
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm)].map((match) => {
    const target = match[1] ?? match[2] ?? '';
    return { line: match[0].replace(/\s+/g, ' '), written: target, target: pathOf(target, file) };
  });
}

/** The imports of files in `from` whose target is `forbidden`, as lines to print. */
function offences(from: RegExp, forbidden: (target: string, file: string) => boolean): string[] {
  return [...SOURCES.keys()]
    .filter((file) => from.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => forbidden(target, file))
        .map(({ line }) => `${file}: ${line}`),
    );
}

const folderOf = (file: string) => file.split(path.sep)[1];

test('src/platform knows neither the gateway nor a subgraph', () => {
  expect(offences(/^src\/platform\//, (target) => /^(subgraphs|src\/(?!platform\/))/.test(target))).toEqual([]);
});

/** The rooms of src/platform: each knows those before it, and none behind it. */
const PLATFORM_ROOMS = [
  ...['errors', 'json', 'turns', 'digest', 'scalars', 'auth', 'config', 'tracing', 'execution'],
  ...['embedded-postgres', 'database', 'refs', 'validation', 'paging', 'versions', 'loading', 'ledger'],
  ...['idempotency', 'transport', 'ports', 'verification', 'federation', 'server', 'backup'],
];

test('no room of src/platform knows one that stands on it', () => {
  const roomOf = (file: string) => /^src\/platform\/([^/]+)\//.exec(file)?.[1];
  const rooms = new Set([...SOURCES.keys()].flatMap((file) => roomOf(file) ?? []));
  expect([...rooms].sort()).toEqual([...PLATFORM_ROOMS].sort());
  const isUp = (target: string, file: string) =>
    target.startsWith('src/platform/') &&
    PLATFORM_ROOMS.indexOf(roomOf(target) ?? '') > PLATFORM_ROOMS.indexOf(roomOf(file) ?? '');
  expect(offences(/^src\/platform\//, isUp)).toEqual([]);
});

test('src/gateway imports only the platform and itself, so it knows no domain noun', () => {
  expect(offences(/^src\/gateway\//, (target) => /^(subgraphs|src\/(?!platform\/|gateway\/))/.test(target))).toEqual(
    [],
  );
  const nouns =
    /\b(ModelVersion|DatasetVersion|EnvironmentVersion|Experiment|modelVersion|datasetVersion|registerModel)\b/;
  expect(
    [...SOURCES].filter(([file, text]) => file.startsWith('src/gateway/') && nouns.test(text)).map(([file]) => file),
  ).toEqual([]);
});

test('no subgraph imports another; they share only value types and the events of the ledgers', () => {
  const shared = ['_values', '_events'];
  const foreign = (target: string, file: string) =>
    target.startsWith('subgraphs/') && ![folderOf(file), ...shared].includes(folderOf(target));
  expect(offences(/^subgraphs\//, foreign)).toEqual([]);
  expect(offences(/^subgraphs\/_values\//, (target) => target.startsWith('subgraphs/_events/'))).toEqual([]);
});

test('events are defined in one place: nothing else makes one or reads a payload by a schema of its own', () => {
  const outside = [...SOURCES].filter(
    ([file]) => file.startsWith('subgraphs/') && !file.startsWith('subgraphs/_events/'),
  );
  expect(outside.filter(([, text]) => /defineEvent|as NewLedgerEvent/.test(text)).map(([file]) => file)).toEqual([]);
  const readers = outside.filter(([, text]) => text.includes('_events/') && /\bz\.(object|looseObject)\(/.test(text));
  expect(readers.map(([file]) => file)).toEqual([]);
});

test('an import climbs one folder at most, and never out of its room: other rooms are named', () => {
  const room = (file: string) => /^(src|subgraphs)\/[^/]+/.exec(file)?.[0];
  const climbers = [...SOURCES.keys()].flatMap((file) =>
    importsOf(file)
      .filter(
        ({ written, target }) =>
          written.startsWith('../') && (written.startsWith('../../') || room(target) !== room(file)),
      )
      .map(({ line }) => `${file}: ${line}`),
  );
  expect(climbers).toEqual([]);
});

test('subgraphs know the platform, not the process around them', () => {
  expect(offences(/^subgraphs\//, (target) => /^src\/(?!platform\/)/.test(target))).toEqual([]);
});

test('integrations speak to the gateway as clients do: of the platform they know only words, and how one is mounted', () => {
  const allowed = /^src\/(integrations\/|platform\/((errors|refs|digest|json)\/|server\/mount\.js))/;
  expect(
    offences(/^src\/integrations\//, (target) => /^(src|subgraphs)\//.test(target) && !allowed.test(target)),
  ).toEqual([]);
});

test('typeorm is spoken in entities, repositories, migrations and the platform’s database and ledger', () => {
  const speakers = /^src\/platform\/(database|ledger|refs)\/|\.(entity|repository)\.ts$|\/migrations\//;
  expect(
    offences(/./, (target, file) => target === 'typeorm' && !speakers.test(file)).filter(
      (line) => !line.includes('import type'),
    ),
  ).toEqual([]);
});

test('what pg and typeorm do not declare is used in the driver’s folder alone, and connections are made there', () => {
  const privates =
    /\bpg\/lib\/|\.master\b|\bsecretKey\b|\bprocessID\b|submittedNamedStatements|attachListeners|isTransactionActive|Object\.create\(source|new pg\.(Client|Query|Connection)\b|extends pg\./;
  const outside = [...SOURCES].filter(([file]) => !/^src\/platform\/(database\/driver|embedded-postgres)\//.test(file));
  expect(outside.filter(([, text]) => privates.test(text)).map(([file]) => file)).toEqual([]);
});

test('only the configuration and the command line read the environment', () => {
  const readers = [...SOURCES].filter(([, text]) => /process\.env\b/.test(text)).map(([file]) => file);
  expect(readers.filter((file) => !/^src\/(platform\/config|cli)\//.test(file))).toEqual([]);
});

test('what commands print goes through the one place that takes control of a terminal out of it', () => {
  const printing = /\bconsole\.|process\.std(out|err)\.write/;
  const printers = [...SOURCES].filter(
    ([file, text]) => /^src\/(cli|integrations)\//.test(file) && printing.test(text),
  );
  // Commander prints usage by itself, and is given the same function.
  expect(printers.map(([file]) => file)).toEqual(['src/cli/print.ts', 'src/cli/usage-errors.ts']);
});

test('no file is above 300 lines, none is a barrel, none is called by what it is not', () => {
  expect([...SOURCES].filter(([, text]) => text.split('\n').length > 300).map(([file]) => file)).toEqual([]);
  expect([...SOURCES].filter(([, text]) => /^export (\*|\{[^}]*\}) from/m.test(text)).map(([file]) => file)).toEqual(
    [],
  );
  expect(
    [...SOURCES.keys()].filter((file) => /(^|\/)(utils?|helpers?|common|misc|types|constants)(\/|\.ts$)/.test(file)),
  ).toEqual([]);
  const indexes = [...SOURCES.keys()].filter((file) => path.basename(file) === 'index.ts');
  expect(indexes.filter((file) => !/^subgraphs\/\w+\/index\.ts$/.test(file))).toEqual([]);
});

/** The folders of a subgraph, each with the folders and files of the subgraph that it imports. */
function foldersOf(subgraph: string): Map<string, Set<string>> {
  const folder = (file: string) => {
    const [, its, name, inside] = file.split(path.sep);
    return its === subgraph && inside !== undefined ? name : undefined;
  };
  const folders = new Map<string, Set<string>>();
  for (const file of SOURCES.keys()) {
    const from = folder(file);
    if (from === undefined) continue;
    const known = folders.get(from) ?? folders.set(from, new Set()).get(from)!;
    for (const { target } of importsOf(file)) {
      if (!target.startsWith(`subgraphs/${subgraph}/`)) continue;
      const to = folder(target) ?? target;
      if (to !== from) known.add(to);
    }
  }
  return folders;
}

/** Each subgraph by its folder; what they share begins with an underscore. */
const SUBGRAPHS = readdirSync('subgraphs').filter((folder) => !folder.startsWith('_'));

test.each(SUBGRAPHS)(
  'in subgraphs/%s no folder leads back to itself: a noun knows those below it, and the context is put together at the top',
  (subgraph) => {
    const folders = foldersOf(subgraph);
    const circles: string[] = [];
    const walk = (folder: string, way: readonly string[]) => {
      if (way.includes(folder)) circles.push([...way.slice(way.indexOf(folder)), folder].join(' > '));
      else for (const next of folders.get(folder) ?? []) walk(next, [...way, folder]);
    };
    for (const folder of folders.keys()) walk(folder, []);
    expect(circles).toEqual([]);
    const climbers = [...folders].filter(([, known]) => [...known].some((target) => target.includes('/')));
    expect(climbers).toEqual([]);
  },
);

/** The groups of files that lead back to each other, each sorted: strongly connected, as Tarjan finds them. */
function circlesOf(files: readonly string[]): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    open.push(file);
    for (const { target } of importsOf(file)) {
      const next = target.replace(/\.js$/, '.ts');
      if (!SOURCES.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (open.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const circle = open.splice(open.indexOf(file)).sort();
    if (circle.length > 1) circles.push(circle);
  };
  for (const file of files) if (!order.has(file)) visit(file);
  return circles;
}

test('no file leads back to itself through its imports, those of types included', () => {
  expect(circlesOf([...SOURCES.keys()])).toEqual([]);
});
