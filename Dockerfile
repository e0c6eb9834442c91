# One image for every role: the command decides (start, subgraph NAME, gateway). A glibc base, because the query
# planner has no build for musl.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY . .
# The embedded PostgreSQL is an optional package and goes too: in a container the database is another service.
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/bin/run-bundle.mjs ./bin/
COPY --from=build --chown=node:node /app/schema ./schema
# Where docker-compose.yml has the volume of artifacts: a new one takes its owner from here.
RUN install -d -o node -g node /artifacts
USER node
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=12 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# --disable-proto=delete: what the guard refuses could not reach a prototype by that name either.
# The others keep what requests make in the young generation, where collecting is cheap (docs/performance.md).
ENTRYPOINT ["node", "--max-semi-space-size=32", "--no-allocation-site-pretenuring", "--disable-proto=delete", "bin/run-bundle.mjs"]
CMD ["start"]
