// Prints the variables of evaluate.graphql: the metrics that training wrote, of the version that is named.
import { readFileSync } from 'node:fs';

const metrics = Object.entries(JSON.parse(readFileSync('metrics.json', 'utf8')));
const input = { modelVersion: process.argv[2], metrics: metrics.map(([key, value]) => ({ key, value })) };
console.log(JSON.stringify({ input }));
