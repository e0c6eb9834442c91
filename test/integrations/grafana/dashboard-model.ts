import type { AnnotationQuery, DataSourceRef, Panel, Dashboard as Written } from '@grafana/schema';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type {
  FieldConfig as TableFieldConfig,
  Options as TableOptions,
} from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type {
  FieldConfig as TimeSeriesFieldConfig,
  Options as TimeSeriesOptions,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** A query of Grafana's Infinity plugin, as these dashboards use it: GraphQL over POST, read by its backend. */
export interface InfinityQuery {
  readonly refId: string;
  readonly datasource: DataSourceRef;
  readonly type: 'graphql';
  readonly source: 'url';
  readonly parser: 'backend';
  readonly format: 'table' | 'timeseries';
  readonly url: string;
  readonly url_options: {
    readonly method: 'POST';
    readonly data: '';
    readonly body_type: 'graphql';
    readonly body_graphql_query: string;
    /** JSON once Grafana has put the values of variables into it. */
    readonly body_graphql_variables: string;
  };
  readonly root_selector: string;
  readonly columns: readonly InfinityColumn[];
  readonly filters: readonly [];
}

/** A column of one: what of each item it is, its name, and what its values are read as. */
export interface InfinityColumn {
  readonly selector: string;
  readonly text: string;
  readonly type: 'string' | 'number' | 'boolean' | 'timestamp';
}

/** A variable that is asked for. */
export interface VariableQuery {
  readonly queryType: 'infinity';
  readonly query: '';
  readonly refId: 'variable';
  readonly infinityQuery: InfinityQuery;
}

/** JSON of a type: an enum is one of its texts. */
type AsJson<T> = T extends string ? `${T}` : T extends object ? { [Name in keyof T]: AsJson<T[Name]> } : T;

type PanelOf<Type extends string, Options, Custom = Record<string, never>> = AsJson<
  Omit<Panel, 'type' | 'options' | 'targets' | 'fieldConfig'>
> & {
  type: Type;
  options: AsJson<Options>;
  targets: InfinityQuery[];
  fieldConfig: AsJson<Omit<NonNullable<Panel['fieldConfig']>, 'defaults'>> & {
    defaults: AsJson<Omit<NonNullable<Panel['fieldConfig']>['defaults'], 'custom'>> & {
      custom?: AsJson<Partial<Custom>>;
    };
  };
};

/** A dashboard as it is in a file, by Grafana's own published types, with the kinds of panels that these have. */
export type DashboardModel = AsJson<Omit<Written, 'panels' | 'annotations' | 'templating'>> & {
  uid: string;
  panels: (
    | PanelOf<'stat', StatOptions>
    | PanelOf<'table', TableOptions, TableFieldConfig>
    | PanelOf<'timeseries', TimeSeriesOptions, TimeSeriesFieldConfig>
  )[];
  annotations: { list: (AsJson<Omit<AnnotationQuery, 'target'>> & { target?: InfinityQuery })[] };
  templating: { list: VariableModel[] };
};

type VariableModel = AsJson<Omit<NonNullable<NonNullable<Written['templating']>['list']>[number], 'query'>> & {
  query: string | VariableQuery;
};
