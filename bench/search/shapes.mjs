// The queries: those of the special part have the same answer in every store, the others one that grows with it.
const search = (query, more = {}) => ({ query, ...more });

/** Each a name and the arguments of `search`; `place` is how far back the page lies, `counts` asks for totals too. */
export const SHAPES = [
  ['name', search('name:special-model')],
  ['tag', search('tag:stage=gold')],
  ['tag, common', search('tag:stage=dev')],
  ['tag of a model, common', search('tag:tier=1')],
  ['note', search('note:"do not use"')],
  ['metric range', search('metric.auc:0.999..0.9999')],
  ['metric range, common', search('metric.auc > 0.7')],
  ['parameter', search('parameter.depth:77')],
  ['parameter, common', search('parameter.optimizer:adam')],
  ['free text', search('zephyr')],
  ['free text, common', search('term0')],
  ['free text, common and rare', search('term0 name:special-model')],
  ['free text, two common', search('term0 term1')],
  ['package range', search('package:rarelib>=3,<4')],
  ['package range, common', search('package:numpy>=1.5,<2')],
  ['commit', search('commit:beef1')],
  ['created, status', search('created:2025-03-01..2025-03-07 status:approved')],
  [
    'boolean',
    search('(namespace:bench tag:stage=gold or metric.auc > 0.999) and not (status:archived or author:ann*)'),
  ],
  ['boolean, common', search('(term0 or status:approved) and not (tag:stage=dev or metric.loss > 1)')],
  ['downstreamOf', search('downstreamOf:bench/special@1.0.0 kind:model_version')],
  ['upstreamOf', search('upstreamOf:bench/special-model@1.500.0')],
  ['ordered by a metric', search('kind:model_version', { orderBy: { by: 'METRIC', metric: 'auc' } })],
  ['ordered by a metric, rare', search('tag:stage=gold', { orderBy: { by: 'METRIC', metric: 'auc' } })],
  ['everything', search('')],
  ['deep page', search('', { place: 10_000 })],
  ['deep page, common term', search('term0', { place: 5_000 })],
  ['deep page by a metric', search('', { place: 10_000, orderBy: { by: 'METRIC', metric: 'auc' } })],
  ['facets', search('tag:stage=gold', { counts: true })],
  ['facets, common', search('term0', { counts: true })],
  ['facets, everything', search('', { counts: true })],
];
