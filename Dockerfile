# syntax=docker/dockerfile:1

# The compiler and the linters bring native programs as optional dependencies, so the build needs those too.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

# No --include=optional: the embedded PostgreSQL (60 MB) stays out, since a container is given DATABASE_URL.
FROM node:20-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    DATA_DIR=/var/lib/commongrid
WORKDIR /app
# Spooled uploads rest here until they are in the database.
RUN mkdir -p "$DATA_DIR" && chown node:node "$DATA_DIR"
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/package.json ./
# Contracts and code tables are data beside the source; the build does not copy them.
COPY --from=build /app/connectors ./connectors
COPY --from=build /app/schema ./schema
COPY --from=build /app/dist ./dist
USER node
VOLUME /var/lib/commongrid
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# DATABASE_URL and REDIS_URL are given at run time. SIGTERM closes in order, within 30 s.
CMD ["node", "dist/gateway/cli/main.js", "start"]
