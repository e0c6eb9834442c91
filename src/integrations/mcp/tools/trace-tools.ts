import * as z from 'zod';
import { defineTool } from '../tool.js';
import { anyRef, upTo } from './inputs.js';

/** Tools that follow what rests on what. */
export const traceTools = [
  defineTool({
    name: 'lineage',
    title: 'Lineage',
    description:
      'What something was made of (UPSTREAM: data, environment, run, parents), or what was made of it (DOWNSTREAM: versions, deployments), as nodes and edges.',
    input: {
      ref: anyRef,
      direction: z.enum(['UPSTREAM', 'DOWNSTREAM', 'BOTH']).default('UPSTREAM'),
      depth: z.number().int().min(1).max(20).default(10),
      first: upTo(200, 100),
    },
    async answer({ ref, direction, depth, first }, ask) {
      const document = `query Trace($ref: String!, $direction: LineageDirection!, $depth: Int!, $first: Int!) {
        lineage(of: $ref, direction: $direction, depth: $depth, first: $first) { complete incompleteReason redacted
          root { ref kind } nodes { ref kind depth createdAt } edges { from to relation } pageInfo { hasNextPage } } }`;
      return (await ask<{ lineage: unknown }>(document, { ref, direction, depth, first })).lineage;
    },
  }),
  defineTool({
    name: 'impact',
    title: 'What breaks if this is bad',
    description:
      'Which model versions rest on a dataset, environment or model version, where they are deployed, whose they are, and to which version each deployment could go back safely.',
    input: { ref: anyRef },
    async answer({ ref }, ask) {
      const document = `query Impact($ref: String!) { impact(of: $ref, first: 200) { complete incompleteReason owners
        modelVersions { ref status } deployments { target active startedAt modelVersion { ref } safeRollback { ref } owners } } }`;
      return (await ask<{ impact: unknown }>(document, { ref })).impact;
    },
  }),
  defineTool({
    name: 'what_changed',
    title: 'What changed, newest first',
    description:
      'The audit log: registrations, promotions, approvals, deployments, rights, each with who and when. Optionally of one subject, such as the name of a model or a ref.',
    input: { subject: z.string().max(500).optional(), first: upTo(100, 30) },
    async answer({ subject, first }, ask) {
      const document = `query WhatChanged($subject: String, $first: Int!) { ledger(subject: $subject, first: $first) { totalCount
        nodes { typeName subject actor createdAt payload } } }`;
      return (await ask<{ ledger: unknown }>(document, { subject: subject ?? null, first })).ledger;
    },
  }),
];
