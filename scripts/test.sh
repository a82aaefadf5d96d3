#!/usr/bin/env bash
# All tests on SQLite with the embedded search engine, and again on a real PostgreSQL with a real
# Elasticsearch: test.sh JOBS [PYTEST ARGUMENTS]
set -u
python=${PYTHON:-python}
if [ "${1:-}" != --served ]; then
  # One search server for both runs.
  exec "$python" -m tests.services.elasticsearch "$0" --served "$@"
fi
jobs=$2
shift 2
run=("$python" -m pytest -q -n "$jobs" --dist loadfile "$@")
failed=0

echo "== SQLite, embedded search engine"
"${run[@]}" || failed=1
if [ -n "${PORTAL_ELASTICSEARCH_URL:-}" ]; then
  echo "== PostgreSQL, Elasticsearch"
  export SEARCH_ENGINE=elasticsearch
else
  echo "== PostgreSQL, embedded search engine"
fi
"$python" -m tests.services.postgres "${run[@]}" || failed=1
exit $failed
