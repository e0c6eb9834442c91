import { readdirSync, readFileSync } from 'node:fs';
import type { DashboardModel, InfinityQuery } from './dashboard-model.js';
import type { Values } from './infinity.js';

const FOLDER = 'examples/grafana/dashboards';

/** The dashboards of the example, by their files. */
export function readDashboards(): readonly (readonly [file: string, dashboard: DashboardModel])[] {
  return readdirSync(FOLDER)
    .sort()
    .map((name) => [`${FOLDER}/${name}`, JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as DashboardModel]);
}

/** Every query of a dashboard, by what it is for: of its panels, annotations and variables. */
export function queriesOf({ uid, panels, annotations, templating }: DashboardModel): [string, InfinityQuery][] {
  return [
    ...panels.flatMap(({ title, targets }) =>
      targets.map((target): [string, InfinityQuery] => [`${uid}, panel ${title}`, target]),
    ),
    ...annotations.list.flatMap(({ name, target }): [string, InfinityQuery][] =>
      target === undefined ? [] : [[`${uid}, annotation ${name}`, target]],
    ),
    ...templating.list.flatMap(({ name, query }): [string, InfinityQuery][] =>
      typeof query === 'string' ? [] : [[`${uid}, variable ${name}`, query.infinityQuery]],
    ),
  ];
}

/** What variables have before anybody chooses: the value in the file, and of a query what it is to have here. */
export function valuesOf({ templating }: DashboardModel, chosen: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(
    templating.list.map(({ name, current, allValue, options }) => {
      const isAll = [current?.value].flat()[0] === '$__all';
      if (isAll) return [name, allValue ? { all: allValue } : (options ?? []).map(({ value }) => String(value))];
      return [name, chosen[name] ?? String(current?.value)];
    }),
  );
}
