#!/usr/bin/env bash
# What the image of PostgreSQL runs once, on an empty volume: the role that serves (docs/security.md).
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$POSTGRES_SERVING_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE pedigraph_serving LOGIN PASSWORD :'password';
REVOKE ALL ON DATABASE pedigraph, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE pedigraph TO pedigraph_serving;
REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
SQL
