/** Which of the values that a run measured of a metric is meant. */
export type MetricAspect = 'last' | 'min' | 'max';
