// Trains a linear regression on data/houses.csv by gradient descent; the same data and parameters give the same bytes.
// Nothing but Node: node train.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const { features, learning_rate: rate, epochs } = JSON.parse(readFileSync('params.json', 'utf8'));
const [header, ...lines] = readFileSync('data/houses.csv', 'utf8').trim().split('\n');
const columns = header.split(',');
const rows = lines.map((line) => {
  const values = line.split(',').map(Number);
  return Object.fromEntries(columns.map((column, index) => [column, values[index]]));
});

// Every fifth house is kept aside to be judged on.
const train = rows.filter((_, index) => index % 5 !== 0);
const test = rows.filter((_, index) => index % 5 === 0);

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const scales = features.map((feature) => {
  const values = train.map((row) => row[feature]);
  const middle = mean(values);
  return { feature, middle, spread: Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) || 1 };
});
const inputs = (row) => scales.map(({ feature, middle, spread }) => (row[feature] - middle) / spread);
const predict = ({ bias, weights }, row) =>
  inputs(row).reduce((sum, value, index) => sum + weights[index] * value, bias);

let model = { bias: 0, weights: features.map(() => 0) };
for (let epoch = 0; epoch < epochs; epoch++) {
  const errors = train.map((row) => predict(model, row) - row.price);
  model = {
    bias: model.bias - rate * mean(errors),
    weights: model.weights.map(
      (weight, index) => weight - rate * mean(errors.map((error, row) => error * inputs(train[row])[index])),
    ),
  };
}

const errors = test.map((row) => predict(model, row) - row.price);
const middle = mean(test.map((row) => row.price));
const rmse = Math.sqrt(mean(errors.map((error) => error ** 2)));
const r2 = 1 - mean(errors.map((error) => error ** 2)) / mean(test.map((row) => (row.price - middle) ** 2));

// Rounded, so that the last bits of a floating-point sum never decide.
const rounded = (value) => Number(value.toPrecision(10));
writeFileSync(
  'model.json',
  `${JSON.stringify({ scales, bias: rounded(model.bias), weights: model.weights.map(rounded) }, null, 2)}\n`,
);
writeFileSync('metrics.json', `${JSON.stringify({ rmse: rounded(rmse), r2: rounded(r2) }, null, 2)}\n`);
