#!/usr/bin/env bash
# Runs once, when the server makes its data directory: the service gets a role that is no superuser. It makes its own
# databases, and owns those alone.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$EVENTLY_PASSWORD" -U "$POSTGRES_USER" -d postgres <<'SQL'
CREATE ROLE evently LOGIN NOSUPERUSER CREATEDB PASSWORD :'password';
SQL
