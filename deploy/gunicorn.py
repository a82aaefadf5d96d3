"""Settings of gunicorn: `gunicorn -c deploy/gunicorn.py cms.wsgi`."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
# Plain processes: with as many as cores they served this site fastest.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
preload_app = True
timeout = 30
graceful_timeout = 30
# A worker is replaced from time to time, not all at once.
max_requests = 1200
max_requests_jitter = 50
# The application writes a line per request itself.
accesslog = None
control_socket_disable = True
