#!/usr/bin/env bash
# All tests on SQLite and again on a real PostgreSQL: test.sh JOBS [PYTEST ARGUMENTS]
set -u
jobs=$1
shift
python=${PYTHON:-python}
run=("$python" -m pytest -q -n "$jobs" --dist loadfile "$@")
failed=0

echo "== SQLite"
"${run[@]}" || failed=1
echo "== PostgreSQL"
"$python" -m tests.services.postgres "${run[@]}" || failed=1
exit $failed
