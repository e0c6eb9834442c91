// Reads vitest's JSON report: prints how many tests passed and how many failed, and each failure.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const linesOfFailure = 25;

const failures = [];

function add(name, message) {
  const lines = stripVTControlCharacters(message ?? '')
    .split('\n')
    .slice(0, linesOfFailure);
  failures.push([`    FAILED ${name}`, ...lines.map((line) => `      ${line}`)].join('\n'));
}

for (const { name, status, message, assertionResults } of report.testResults) {
  const file = relative(process.cwd(), name);
  const failedTests = assertionResults.filter((test) => test.status === 'failed');
  for (const test of failedTests) add(`${file} > ${test.fullName}`, test.failureMessages.join('\n'));
  // A file whose imports or hooks fail has failed, though none of its tests has.
  if (status === 'failed' && failedTests.length === 0) add(file, message);
}
console.log([`${report.numPassedTests} ${failures.length}`, ...failures].join('\n'));
