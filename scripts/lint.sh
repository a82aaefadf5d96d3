#!/usr/bin/env bash
# Every check that needs no running site. All of them run; the exit code says whether all passed.
set -u
failed=0

check() {
  local name=$1
  shift
  local output
  if output=$("$@" 2>&1); then
    echo "ok      $name"
  else
    echo "FAILED  $name"
    echo "$output"
    failed=1
  fi
}

production() {
  env DJANGO_SETTINGS_MODULE=cms.settings.production \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    ALLOWED_HOSTS=portal.example BASE_URL=https://portal.example \
    python manage.py check --deploy --fail-level WARNING
}

check "formatting" ruff format --check .
check "rules" ruff check .
check "templates" djlint templates --lint --quiet
check "types" mypy
check "imports" lint-imports
check "migrations" python manage.py makemigrations --check --dry-run
check "production settings" production
check "translations" python scripts/messages.py check
check "vendored files" python scripts/vendor.py --check
exit $failed
