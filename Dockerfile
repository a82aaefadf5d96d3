# The application; nginx, PostgreSQL and Redis stand beside it (compose.yaml).
FROM python:3.12-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements/production.txt /tmp/requirements.txt
RUN /opt/venv/bin/pip install --no-deps --require-hashes -r /tmp/requirements.txt
WORKDIR /srv/portal
COPY . .
# Hashed and compressed static files; no secret of this step outlives it.
RUN SECRET_KEY=build-only ALLOWED_HOSTS=localhost STATIC_ROOT=/srv/static \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0 && rm -rf var

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --create-home portal \
    && install -d -o portal -g portal /srv/data /srv/data/media /srv/data/documents /srv/data/imports /srv/data/index /srv/shared-static
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/static /srv/static
COPY --from=build --chown=root:root /srv/portal /srv/portal
WORKDIR /srv/portal
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    VAR_DIR=/srv/data \
    STATIC_ROOT=/srv/static \
    BIND=0.0.0.0:8000
USER portal
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/livez', headers={'Host': __import__('os').environ['ALLOWED_HOSTS'].split(',')[0]}), timeout=4)"]
CMD ["gunicorn", "-c", "deploy/gunicorn.py", "cms.wsgi"]
