import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readAccessSearch } from './access/access-search';
import { askAhead } from './api/query';
import { compareQuestion, readCompareSearch, refsIn } from './compare/compare-search';
import { compareRunsQuestion, readCompareRunsSearch } from './compare-runs/compare-runs-search';
import { datasetQuestion, datasetVersionQuestion } from './dataset/dataset-search';
import { readCardSearch, readEmbedSearch, readPlotSearch } from './embed/embed-search';
import { environmentQuestion, environmentVersionQuestion } from './environment/environment-search';
import { historyOfPage } from './frame/page-history';
import { impactQuestion, readImpactSearch } from './impact/impact-search';
import { insightQuestion, readInsightSearch } from './insight/insight-search';
import { ledgerQuestion, readLedgerSearch } from './ledger/ledger-search';
import { askedOf, lineageQuestion, readLineageSearch } from './lineage/lineage-search';
import { loggedModelQuestion } from './logged-model/logged-model-search';
import { modelQuestion, readModelSearch } from './model/model-search';
import { modelsQuestion, readModelsSearch } from './models/models-search';
import { overviewQuestion } from './overview/overview-search';
import { readReviewSearch, reviewQuestion } from './review/review-search';
import { root } from './root-route';
import { readRunSearch, runQuestion } from './run/run-search';
import { columnsQuestion, readRunsSearch } from './runs/runs-search';
import { readSearchSearch, searchQuestion } from './search/search-search';
import { isRef, parseSearch, readPagedSearch, stringifySearch } from './search-params';
import { versionQuestion } from './version/version-search';

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => askAhead(context.client, overviewQuestion(deps)),
  component: lazyRouteComponent(() => import('./overview/overview-page'), 'OverviewPage'),
});

const underModels = createRoute({ getParentRoute: () => root, path: '/models' });

const models = createRoute({
  getParentRoute: () => underModels,
  path: '/',
  validateSearch: readModelsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => askAhead(context.client, modelsQuestion(deps)),
  component: lazyRouteComponent(() => import('./models/models-page'), 'ModelsPage'),
});

/** A model by its name, a version of it by its ref: what stands behind `/models/` is what people write elsewhere, too. */
const model = createRoute({
  getParentRoute: () => underModels,
  path: '$',
  validateSearch: readModelSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps, params: { _splat = '' } }) =>
    isRef(_splat)
      ? askAhead(context.client, versionQuestion(_splat, deps))
      : askAhead(context.client, modelQuestion(_splat, deps)),
  component: lazyRouteComponent(() => import('./model/model-or-version'), 'ModelOrVersion'),
});

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  staticData: { showsNow: () => true },
  validateSearch: readSearchSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps }) => askAhead(context.client, searchQuestion(deps)),
  component: lazyRouteComponent(() => import('./search/search-page'), 'SearchPage'),
});

const underRuns = createRoute({ getParentRoute: () => root, path: '/runs' });

const runs = createRoute({
  getParentRoute: () => underRuns,
  path: '/',
  staticData: { showsNow: () => true },
  validateSearch: readRunsSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps }) => {
    const asked = columnsQuestion(deps);
    if (asked !== undefined) askAhead(context.client, asked);
  },
  component: lazyRouteComponent(() => import('./runs/runs-page'), 'RunsPage'),
});

const run = createRoute({
  getParentRoute: () => underRuns,
  path: '$',
  validateSearch: readRunSearch,
  loaderDeps: ({ search: { asOf } }) => ({ asOf }),
  loader: ({ context, deps, params: { _splat = '' } }) => askAhead(context.client, runQuestion(_splat, deps)),
  component: lazyRouteComponent(() => import('./run/run-page'), 'RunPage'),
});

const loggedModel = createRoute({
  getParentRoute: () => root,
  path: '/logged-models/$',
  loaderDeps: ({ search: { asOf } }) => ({ asOf }),
  loader: ({ context, deps, params: { _splat = '' } }) => askAhead(context.client, loggedModelQuestion(_splat, deps)),
  component: lazyRouteComponent(() => import('./logged-model/logged-model-page'), 'LoggedModelPage'),
});

const dataset = createRoute({
  getParentRoute: () => root,
  path: '/datasets/$',
  staticData: { showsNow: (named) => !isRef(named) },
  validateSearch: readPagedSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps, params: { _splat = '' } }) =>
    isRef(_splat)
      ? askAhead(context.client, datasetVersionQuestion(_splat, deps))
      : askAhead(context.client, datasetQuestion(_splat, deps)),
  component: lazyRouteComponent(() => import('./dataset/dataset-or-version'), 'DatasetOrVersion'),
});

const environment = createRoute({
  getParentRoute: () => root,
  path: '/environments/$',
  staticData: { showsNow: (named) => !isRef(named) },
  validateSearch: readPagedSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps, params: { _splat = '' } }) =>
    isRef(_splat)
      ? askAhead(context.client, environmentVersionQuestion(_splat, deps))
      : askAhead(context.client, environmentQuestion(_splat, deps)),
  component: lazyRouteComponent(() => import('./environment/environment-or-version'), 'EnvironmentOrVersion'),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  staticData: { showsNow: () => true },
  validateSearch: readCompareSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps }) => {
    if (refsIn(deps).length >= 2) askAhead(context.client, compareQuestion(deps));
  },
  component: lazyRouteComponent(() => import('./compare/compare-page'), 'ComparePage'),
});

const compareRuns = createRoute({
  getParentRoute: () => root,
  path: '/compare-runs',
  staticData: { showsNow: () => true },
  validateSearch: readCompareRunsSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps }) => {
    const asked = compareRunsQuestion(deps);
    if (asked !== undefined) askAhead(context.client, asked);
  },
  component: lazyRouteComponent(() => import('./compare-runs/compare-runs-page'), 'CompareRunsPage'),
});

const lineage = createRoute({
  getParentRoute: () => root,
  path: '/lineage',
  validateSearch: readLineageSearch,
  loaderDeps: ({ search: given }) => askedOf(given),
  loader: ({ context, deps }) => {
    if (deps.of !== undefined) askAhead(context.client, lineageQuestion(deps));
  },
  component: lazyRouteComponent(() => import('./lineage/lineage-page'), 'LineagePage'),
});

const impact = createRoute({
  getParentRoute: () => root,
  path: '/impact',
  staticData: { showsNow: () => true },
  validateSearch: readImpactSearch,
  loaderDeps: ({ search: { of, columns } }) => ({ of, columns }),
  loader: ({ context, deps }) => {
    if (deps.of !== undefined) askAhead(context.client, impactQuestion(deps));
  },
  component: lazyRouteComponent(() => import('./impact/impact-page'), 'ImpactPage'),
});

const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  staticData: { showsNow: () => true },
  validateSearch: readLedgerSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps }) => askAhead(context.client, ledgerQuestion(deps)),
  component: lazyRouteComponent(() => import('./ledger/ledger-page'), 'LedgerPage'),
});

const review = createRoute({
  getParentRoute: () => root,
  path: '/review',
  staticData: { showsNow: () => true },
  validateSearch: readReviewSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps }) => askAhead(context.client, reviewQuestion(deps)),
  component: lazyRouteComponent(() => import('./review/review-page'), 'ReviewPage'),
});

const insight = createRoute({
  getParentRoute: () => root,
  path: '/insight',
  validateSearch: readInsightSearch,
  loaderDeps: ({ search: given }) => given,
  loader: ({ context, deps }) => askAhead(context.client, insightQuestion(deps)),
  component: lazyRouteComponent(() => import('./insight/insight-page'), 'InsightPage'),
});

/** What it asks depends on who looks, so that nothing is asked ahead. */
const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  staticData: { showsNow: () => true },
  validateSearch: readAccessSearch,
  component: lazyRouteComponent(() => import('./access/access-page'), 'AccessPage'),
});

const underEmbed = createRoute({
  getParentRoute: () => root,
  path: '/embed',
  validateSearch: readEmbedSearch,
  component: lazyRouteComponent(() => import('./embed/embed-frame'), 'EmbedFrame'),
});

const lineageEmbed = createRoute({
  getParentRoute: () => underEmbed,
  path: '/lineage',
  validateSearch: readLineageSearch,
  component: lazyRouteComponent(() => import('./embed/lineage-embed'), 'LineageEmbed'),
});

const plotEmbed = createRoute({
  getParentRoute: () => underEmbed,
  path: '/plot',
  validateSearch: readPlotSearch,
  component: lazyRouteComponent(() => import('./embed/plot-embed'), 'PlotEmbed'),
});

const compareEmbed = createRoute({
  getParentRoute: () => underEmbed,
  path: '/compare',
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import('./embed/compare-embed'), 'CompareEmbed'),
});

const cardEmbed = createRoute({
  getParentRoute: () => underEmbed,
  path: '/card',
  validateSearch: readCardSearch,
  component: lazyRouteComponent(() => import('./embed/card-embed'), 'CardEmbed'),
});

const tree = root.addChildren([
  overview,
  underModels.addChildren([models, model]),
  underRuns.addChildren([runs, run]),
  underEmbed.addChildren([lineageEmbed, plotEmbed, compareEmbed, cardEmbed]),
  ...[
    search,
    loggedModel,
    dataset,
    environment,
    compare,
    compareRuns,
    lineage,
    impact,
    ledger,
    review,
    insight,
    access,
  ],
]);

/** The pages of the explorer, by their addresses. */
export function createExplorerRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    history: historyOfPage(),
    context: { client },
    defaultPreload: 'intent',
    // The answers are cached by the client of the API, which knows how old they may be.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    // Other runs, or another order of them: one begins with the first.
    scrollToTopSelectors: ['.runs-scroll'],
    pathParamsAllowedCharacters: ['@', ':', '+'],
    parseSearch,
    stringifySearch,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createExplorerRouter>;
  }

  interface StaticDataRouteOption {
    /** Whether a page shows what is now, whichever moment was chosen: its question takes none. */
    readonly showsNow?: (named: string) => boolean;
  }
}
