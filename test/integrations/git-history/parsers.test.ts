import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolvePipeline } from '#integrations/git-history/dvc/pipeline.js';
import { pythonText } from '#integrations/git-history/dvc/python-text.js';
import { readDvcConfig } from '#integrations/git-history/dvc/read-config.js';
import { readDvcFile } from '#integrations/git-history/dvc/read-dvc-file.js';
import { readLock } from '#integrations/git-history/dvc/read-lock.js';
import { chooseEnvironmentFiles } from '#integrations/git-history/environments/choose-environment.js';
import { environmentFormat } from '#integrations/git-history/environments/environment-formats.js';
import { gtoHistory } from '#integrations/git-history/gto/gto-history.js';
import { gtoRegistry } from '#integrations/git-history/gto/gto-registry.js';
import { parseGtoTag } from '#integrations/git-history/gto/parse-tag.js';
import { readArtifactsYaml, readGtoConfig } from '#integrations/git-history/gto/read-artifacts-yaml.js';
import { stageMoves } from '#integrations/git-history/import/alias-moves.js';
import { uriOf } from '#integrations/git-history/import/file-place.js';
import { modelRule } from '#integrations/git-history/import/model-rule.js';
import { namespaceOfUrl } from '#integrations/git-history/import/names.js';
import { lfsPatterns } from '#integrations/git-history/lfs/lfs-patterns.js';
import { readLfsPointer } from '#integrations/git-history/lfs/read-pointer.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import { UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { parseValues, readValues } from '#integrations/reading/values/read-values.js';
import { parseYamlValue } from '#integrations/reading/values/read-yaml.js';
import { NAME_PATTERN } from '#platform/refs/ref.js';

const values = (name: string, text: string) => JSON.parse(JSON.stringify(readValues(name, Buffer.from(text))));

async function pipelineOf(text: string, files: Readonly<Record<string, string>> = {}) {
  return resolvePipeline(parseYamlValue(text), '', async (file) => {
    const content = files[file];
    return content === undefined ? undefined : parseValues(file, Buffer.from(content));
  });
}

test('an object where a text belongs is a text, and ends no import', async () => {
  expect(readArtifactsYaml('m: {labels: [{a: 1}, b]}')[0]?.labels).toEqual(['{"a":1}', 'b']);
  expect(readGtoConfig('stages: [{a: 1}, dev]').stages).toEqual(['{"a":1}', 'dev']);
  for (const command of ['{a: 1}', '[{a: 1}]'])
    expect(readLock(`s: {cmd: ${command}}`, () => '')[0]?.command).toEqual(['{"a":1}']);
  const file = readDvcFile('cmd: x\ndeps: [{path: {a: 1}, params: {b: 2}}]', 'a.dvc', '');
  expect([...(file.stage?.locked.params.keys() ?? [])]).toEqual(['{"a":1}']);
  const { stages, artifacts } = await pipelineOf(
    `vars: [{x: 1}]\nstages: {s: {cmd: [{a: "\${x}"}], params: [["\${x}", {b: 2}]]}}\nartifacts: {m: {labels: [{c: 3}]}}`,
  );
  expect(stages[0]?.command).toEqual(['{"a":1}']);
  expect([...(stages[0]?.params ?? [])]).toEqual([['params.yaml', ['[1,{"b":2}]']]]);
  expect(artifacts[0]?.labels).toEqual(['{"c":3}']);
  expect(environmentFormat('environment.yml')?.read('dependencies: [{pip: [{a: 1}, b==1]}]').packages).toContainEqual({
    ...{ manager: 'pip', name: 'b', version: '1' },
  });
});

test('a text that is made to be tried again and again is read in time that grows with its length', async () => {
  const many = (text: string, times: number) => text.repeat(times);
  expect(readDvcConfig(`[core]\nremote = a\n[${many(' ', 5_000)}\nx = a${many(' ', 200_000)}b`).remote).toBe('a');
  expect((await pipelineOf(`stages: {s: {cmd: '${many('${', 300_000)}'}}`)).problems).toEqual([]);
  expect(values('p.json', `{"a": "${many('\\"', 200_000)}", "b": 1234567890123456789}`)).toMatchObject({
    b: '1234567890123456789',
  });
  expect(() => readValues('p.json', Buffer.from(`"${many('\\"', 200_000)}\\`))).toThrow(UnreadableValue);
  expect(values('p.json', `{"a": "${many('a', 12_000_000)}", "b": NaN}`)).toMatchObject({ b: 'NaN' });
  expect(values('p.py', `def __init__(${many(')->', 200_000)}\nA = 1`)).toEqual({ A: 1 });
  const [pattern] = lfsPatterns(`${many('*a', 20)}b filter=lfs`, '.gitattributes');
  expect([pattern?.name.test(many('a', 200)), pattern?.path.test(`${many('a', 200)}b`)]).toEqual([false, true]);
  const read = (name: string, text: string) => environmentFormat(name)?.read(text);
  expect(read('.python-version', `${many('1', 200_000)} x`)?.runtime).toBeNull();
  expect(read('Dockerfile', `FROM ${many('${a:-', 300_000)}`)?.image).toBeNull();
  expect(read('devcontainer.json', `{"image": "a", "b": "x" ${many('/* ', 200_000)}*/}`)?.image).toBe('a');
  expect(readDvcFile(`outs: [{path: "${many('/', 200_000)}a", files: [{relpath: b}]}]`, 'a.dvc', '').outs).toHaveLength(
    1,
  );
  expect(namespaceOfUrl(`https://github.com/o/${many('/', 200_000)}r`)).toBe('o/r');
}, 30_000);

test('parameters are read from YAML, JSON, TOML and the literals of Python, and whole numbers stay exact', () => {
  expect(values('p.yaml', 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 12345678901234567890\ne: yes\nf: 1e3')).toEqual({
    ...{ a: { b: 1 }, c: { b: 1, d: '12345678901234567890' }, e: 'yes', f: 1000 },
  });
  expect(
    values(
      'p.json',
      '{"a": NaN, "b": [0.1234567890123456], "c": 12345678901234567890, "d": "NaN", "e": 9007199254740991}',
    ),
  ).toEqual({
    ...{ a: 'NaN', b: [0.1234567890123456], c: '12345678901234567890', d: 'NaN', e: 9007199254740991 },
  });
  expect(values('p.toml', '[a]\nb = 1\nc = 1979-05-27')).toEqual({ a: { b: 1, c: '1979-05-27' } });
  const python = [
    'import os  # not a parameter',
    'A: int = 1_000',
    "B = {'x': [1, -2.5e-3, (True, None)], \"y\": 'it''s'}",
    'C = os.environ["HOME"]',
    'D = "a # b" \\\n    "c"',
    'class Train:\n    rate = 0.1\n    def __init__(self):\n        self.depth = 3\n        local = 4\n    def run(self):\n        self.hidden = 5',
    'if True:\n    E = 6',
    'F = 1, 2',
  ].join('\n');
  expect(values('p.py', python)).toEqual({
    ...{
      A: 1000,
      B: { x: [1, -0.0025, [true, null]], y: 'its' },
      D: 'a # bc',
      Train: { rate: 0.1, depth: 3 },
      F: [1, 2],
    },
  });
});

test('a text that no parser takes is told in words, whatever it is', () => {
  const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join('\n')}`;
  for (const text of ['a: [', 'a: 1\na: 2', bomb, '['.repeat(20_000), '*a'])
    expect(() => readValues('p.yaml', Buffer.from(text)), text.slice(0, 20)).toThrow(UnreadableValue);
  expect(() => readValues('p.yaml', Buffer.from([0xff, 0xfe]))).toThrow('is not UTF-8 text');
  fc.assert(
    fc.property(fc.constantFrom('p.yaml', 'p.json', 'p.toml', 'p.py'), fc.string(), (name, text) => {
      try {
        readValues(name, Buffer.from(text));
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableValue);
      }
    }),
  );
});

test('a dvc.yaml is resolved as DVC does: vars, foreach, matrix, templates, wdir, params of other files', async () => {
  const text = `
vars: [conf.json:sizes, {name: big}]
stages:
  prepare: {cmd: "run \${name} \${seed} \\\\\${raw}", wdir: src, deps: [in.csv], outs: [out: {cache: false}]}
  each: {foreach: "\${list}", do: {cmd: "go \${item}", outs: ["o-\${item}"]}}
  each-flag: {foreach: [true], do: {cmd: "\${item}"}}
  pairs: {foreach: {a: {x: 1.0}, b: {x: 2}}, do: {cmd: "\${key} \${item.x}"}}
  grid: {matrix: {m: [a, b], n: "\${sizes}"}, cmd: "\${item.m} \${item.n}", params: [seed, {other.toml: [k]}, {whole.yaml: }], metrics: [m.json], plots: [p.csv: {x: a}]}
  broken: {cmd: "\${missing}"}
artifacts: {net: {path: model.pkl, type: model, desc: d, labels: [l]}}
metrics: [top.json]
`;
  const pipeline = await pipelineOf(text, {
    'params.yaml': 'seed: 7\nlist: [1.0, x, true]',
    'conf.json': '{"sizes": [1, 2], "no": 1}',
  });
  expect(pipeline.stages.map(({ name }) => name)).toEqual([
    ...[
      'prepare',
      'each@1.0',
      'each@x',
      'each@True',
      'each-flag@true',
      'pairs@a',
      'pairs@b',
      'grid@a-1',
      'grid@a-2',
      'grid@b-1',
      'grid@b-2',
    ],
  ]);
  const [prepare, each, , , , pair, , grid] = pipeline.stages;
  expect([...(prepare?.templateParams ?? [])]).toEqual([['params.yaml', ['seed']]]);
  expect(prepare).toMatchObject({ command: [`run big 7 \${raw}`], folder: 'src', deps: ['src/in.csv'] });
  expect(prepare?.outs).toEqual([{ path: 'src/out', kind: 'out', isCached: false, type: null, description: null }]);
  expect(each?.outs[0]?.path).toBe('o-1.0');
  expect(pair?.command).toEqual(['a 1.0']);
  expect([...(grid?.params ?? [])]).toEqual([
    ['params.yaml', ['seed']],
    ['other.toml', ['k']],
    ['whole.yaml', []],
  ]);
  expect(grid?.outs.map(({ path, kind }) => [path, kind])).toEqual([
    ['m.json', 'metric'],
    ['p.csv', 'plot'],
  ]);
  expect(pipeline.artifacts).toEqual([
    { name: 'net', path: 'model.pkl', type: 'model', description: 'd', labels: ['l'] },
  ]);
  expect(pipeline).toMatchObject({ metrics: ['top.json'], loaded: ['params.yaml', 'conf.json'] });
  expect(pipeline.problems).toEqual([`stage broken: names \${missing}, which stands for nothing`]);
  const options = await pipelineOf(
    `vars: [{o: {a: 1, b: true, c: false, d: {e: x y}, f: [1, 2]}}]\nstages: {s: {cmd: "r \${o}"}}`,
  );
  expect(options.stages[0]?.command).toEqual(["r --a 1 --b --d.e 'x y' --f 1 2"]);
  expect([1e-5, 1e16, 0.1, 100, -0, 1.5e300].map(pythonText)).toEqual([
    '1e-05',
    '1e+16',
    '0.1',
    '100.0',
    '-0.0',
    '1.5e+300',
  ]);
});

test('a dvc.lock of either schema and a .dvc file give digests with their algorithm', () => {
  const two = `schema: '2.0'\nstages:\n  s:\n    cmd: [a, b]\n    deps: [{path: d, hash: md5, md5: aa.dir, size: 3, nfiles: 2}, {path: 's3://b/k', etag: E}]\n    params: {params.yaml: {x.y: 1}}\n    outs: [{path: o, md5: bb}]`;
  const [stage] = readLock(two, () => 'in');
  expect(stage?.deps.map(({ path, digest, isFolder, fileCount }) => [path, digest, isFolder, fileCount])).toEqual([
    ['in/d', { algorithm: 'md5', value: 'aa.dir' }, true, 2],
    ['s3://b/k', { algorithm: 'etag', value: 'E' }, false, null],
  ]);
  expect(stage?.outs[0]?.digest).toEqual({ algorithm: 'md5-dos2unix', value: 'bb' });
  expect(stage?.command).toEqual(['a', 'b']);
  expect(readLock('s:\n  cmd: a\n  outs: [{path: o, md5: bb}]', () => '').map(({ name }) => name)).toEqual(['s']);
  expect(() => readLock('schema: "3.0"\nstages: {}', () => '')).toThrow('has the schema "3.0"');
  const cloud = `outs:\n- path: data\n  push: false\n  files:\n  - {relpath: a, size: 1, cloud: {s3: {etag: e, version_id: v}}}\n  - {relpath: ../x, size: 9}\n`;
  const [out] = readDvcFile(cloud, 'in/data.dvc', 'in').outs;
  expect(out).toMatchObject({ path: 'in/data', digest: null, sizeBytes: 1, fileCount: 1, isFolder: true });
  expect(out?.files).toMatchObject([
    { path: 'in/data/a', digest: { algorithm: 'etag', value: 'e' }, versionId: 'v', remote: 's3' },
  ]);
  const imported = `frozen: true\nwdir: ..\ndeps:\n- path: p/x\n  repo: {url: 'https://h/r', rev: main, rev_lock: ${'a'.repeat(40)}}\nouts: [{path: x, md5: cc, hash: md5}]`;
  expect(readDvcFile(imported, 'in/x.dvc', 'in')).toMatchObject({
    isFrozen: true,
    outs: [{ path: 'x' }],
    repositories: [{ url: 'https://h/r', path: 'p/x', revision: 'main', commit: 'a'.repeat(40) }],
  });
  expect(readDvcConfig('[core]\n  remote = s\n[\'remote "s"\']\n  url = https://u:p@h/x\n')).toEqual({
    remote: 's',
    urls: new Map([['s', 'https://h/x']]),
  });
});

test('tags of GTO are those of its grammar, and no others', () => {
  expect(parseGtoTag('a@v1.2.3-rc.1+b')).toMatchObject({ artifact: 'a', action: 'register', version: 'v1.2.3-rc.1+b' });
  expect(parseGtoTag('a/b@v1.0.0!#2')).toMatchObject({ artifact: 'a/b', action: 'deregister', counter: 2 });
  expect(parseGtoTag('some/dir=net#prod#3')).toMatchObject({
    artifact: 'some/dir:net',
    action: 'assign',
    stage: 'prod',
    counter: 3,
  });
  expect(parseGtoTag('net#prod!#4')).toMatchObject({ action: 'unassign', stage: 'prod' });
  expect(parseGtoTag('net@deprecated')).toMatchObject({ action: 'deprecate' });
  for (const noise of [
    'v1.0.0',
    'net@1.0.0',
    'net@v1',
    'net#',
    'net@created',
    '-a@v1.0.0',
    'a@v01.0.0',
    `${'a'.repeat(2000)}@v1.0.0`,
  ])
    expect(parseGtoTag(noise), noise).toBeNull();
});

test('a stage goes back to the version before where its own is taken from it, and lightweight tags do not count', () => {
  const commits = { one: '1'.repeat(40), two: '2'.repeat(40) };
  const tag = (name: string, commit: string, minute: number, isAnnotated = true) => ({
    ...{ name, commit, object: commit, isAnnotated, tagger: 'a', taggedAt: minute * 60_000, message: '' },
  });
  const { events, ignored } = gtoHistory([
    tag('n@v1.0.0', commits.one, 1),
    tag('n@v2.0.0', commits.two, 2),
    tag('n#prod#1', commits.one, 3),
    tag('n#prod#2', commits.two, 4),
    tag('n#prod!#3', commits.two, 5),
    tag('n@v9.0.0', commits.two, 6, false),
    tag('noise', commits.one, 7),
  ]);
  expect(ignored.map(({ ref }) => ref)).toEqual(['n@v9.0.0']);
  expect(stageMoves(events).map(({ to, event }) => [event.ref, to])).toEqual([
    ['n#prod#1', 'v1.0.0'],
    ['n#prod#2', 'v2.0.0'],
    ['n#prod!#3', 'v1.0.0'],
  ]);
  const [artifact] = gtoRegistry([
    ...events,
    ...gtoHistory([tag('n@v2.0.0!', commits.two, 8), tag('n@deprecated', commits.one, 9)]).events,
  ]);
  expect(artifact).toMatchObject({ latest: 'v1.0.0', isActive: false });
});

test('a version whose number is too large to compare is a version, and is not the latest', () => {
  const names = ['m@v1.0.0', 'm@v99999999999999999999.0.0', 'm@v1.1.0'];
  const tags = names.map((name, at) => ({
    ...{ name, isAnnotated: true, object: name, commit: `${at}`, tagger: null, taggedAt: at, message: '' },
  }));
  const [artifact] = gtoRegistry(gtoHistory(tags).events);
  expect(artifact?.versions.map(({ version }) => `m@${version}`)).toEqual(names);
  expect(artifact?.latest).toBe('v1.1.0');
});

test('half a character in the version of a file has a URI', () => {
  const [file] = readDvcFile('outs: [{path: "s3://b/a", version_id: "\\ud800"}]', 'a.dvc', '').outs;
  const place = { namespace: 'o/r', config: { remote: null, urls: new Map<string, string>() } };
  expect(file && uriOf(file, place)).toBe('s3://b/a?versionId=%EF%BF%BD');
});

test('pointers of Git LFS, and which files it keeps', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`;
  expect(readLfsPointer(Buffer.from(pointer))).toEqual({ digest: `sha256:${'a'.repeat(64)}`, sizeBytes: 12 });
  for (const other of ['', pointer.replace('v1', 'v2'), `${pointer}${' '.repeat(1024)}`])
    expect(readLfsPointer(Buffer.from(other))).toBeNull();
  const fits = (attributes: string, file: string, place: string) =>
    lfsPatterns(attributes, file).some(({ path }) => path.test(place));
  expect(fits('*.bin filter=lfs diff=lfs -text', '.gitattributes', 'a/b.bin')).toBe(true);
  expect(fits('*.bin text', '.gitattributes', 'a/b.bin')).toBe(false);
  expect(fits('/data/** filter=lfs', 'in/.gitattributes', 'in/data/x/y')).toBe(true);
  expect(fits('data/*.bin filter=lfs', '.gitattributes', 'x/data/a.bin')).toBe(false);
  expect(fits('a/**/b?[0-9].* filter=lfs', '.gitattributes', 'a/b\u00e97.x')).toBe(true);
  expect(fits('a/**/b?[!0-9].* filter=lfs', '.gitattributes', 'a/x/y/bc7.x')).toBe(false);
  expect(fits('*.\u{1f600} filter=lfs', '\u{1f600}/.gitattributes', '\u{1f600}/a.\u{1f600}')).toBe(true);
  expect(fits('[z-a].bin filter=lfs', '.gitattributes', 'z.bin')).toBe(false);
});

test('environments are read from what people and tools write, and the nearest file counts', () => {
  const read = (name: string, text: string) => environmentFormat(name)?.read(text);
  expect(read('requirements-gpu.txt', 'numpy==1.26.4 \\\n  --hash=x\ntorch>=2\n# c\n-r other.txt')?.packages).toEqual([
    { manager: 'pip', name: 'numpy', version: '1.26.4' },
    { manager: 'pip', name: 'torch', version: null },
    { manager: 'pip', name: '-r other.txt', version: null },
  ]);
  expect(
    read(
      'Pipfile.lock',
      '{"_meta": {"requires": {"python_version": "3.11"}}, "default": {"a": {"version": "==1"}}, "develop": {"b": {"version": "==2"}}}',
    ),
  ).toEqual({
    ...{
      packages: [{ manager: 'pip', name: 'a', version: '1' }],
      runtime: { name: 'python', version: '3.11' },
      image: null,
    },
  });
  expect(read('renv.lock', '{"R": {"Version": "4.3.1"}, "Packages": {"dplyr": {"Version": "1.1.2"}}}')).toMatchObject({
    ...{ packages: [{ manager: 'r', name: 'dplyr', version: '1.1.2' }], runtime: { name: 'r', version: '4.3.1' } },
  });
  expect(read('environment.yml', 'dependencies: [python=3.10, numpy=1.26, {pip: [a==2]}]')).toMatchObject({
    runtime: { name: 'python', version: '3.10' },
  });
  expect(read('Dockerfile', `ARG V=3.11\nFROM python:\${V}-slim AS base\nFROM base\nRUN x`)?.image).toBe(
    'python:3.11-slim',
  );
  expect(read('.devcontainer.json', '{\n\t// c\n\t"image": "m/python:3.10", /* d */ "x": "http://y",\n}')?.image).toBe(
    'm/python:3.10',
  );
  expect(read('.python-version', '3.12.1\n')?.runtime).toEqual({ name: 'python', version: '3.12.1' });
  expect(
    read(
      'uv.lock',
      'version = 1\n[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }',
    )?.packages,
  ).toEqual([{ manager: 'pip', name: 'a', version: '1.0' }]);
  const at = (...paths: string[]) => paths.map((path) => ({ path, id: path }));
  expect(chooseEnvironmentFiles(at('src/requirements.txt', 'web/uv.lock', 'Dockerfile'), '').packages?.path).toBe(
    'src/requirements.txt',
  );
  expect(chooseEnvironmentFiles(at('requirements.txt', 'poetry.lock', 'a/requirements.txt'), 'a').packages?.path).toBe(
    'poetry.lock',
  );
});

test('two paths never have one name, every name is one, and a repository is named by its URL', () => {
  expect(nameBelow('o/r', 'data/raw.csv')).toBe('o/r/data/raw.csv');
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 300 }),
      fc.string({ minLength: 1, maxLength: 300 }),
      (one, other) => {
        expect(nameBelow('o/r', one)).toMatch(NAME_PATTERN);
        if (one !== other) expect(nameBelow('o/r', one)).not.toBe(nameBelow('o/r', other));
      },
    ),
  );
  expect(
    ['https://github.com/o/r.git', 'git@github.com:o/r.git', 'ssh://git@github.com/o/r'].map(namespaceOfUrl),
  ).toEqual(['o/r', 'o/r', 'o/r']);
  expect(namespaceOfUrl('https://gitlab.com:8443/o/r')).toBe('gitlab.com/o/r');
});

test('what is a model is said by a pattern, an artifact or an ending, and data are none', () => {
  const rule = modelRule(['made/**']);
  expect(['made/x', 'model.pkl', 'a/net.onnx', 'out/model'].map((path) => rule(path, []))).not.toContain(null);
  expect(['data/features/train.pkl', 'data/raw.csv', 'eval'].map((path) => rule(path, []))).toEqual([null, null, null]);
});

test('what was imported from a database says by which connection, without its password', () => {
  const deps = 'deps: [{db: {connection: "postgresql://ann:secret@db/sales", query: SELECT 1}}]';
  expect(readDvcFile(`${deps}\nouts: [{path: a.csv}]`, 'a.csv.dvc', '').description).toBe(
    'Imported from a database (postgresql://ann@db/sales) by the query SELECT 1',
  );
});
