"""Where settings come from: the environment, after an optional `.env` file beside manage.py."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# Everything the site writes: database, uploads, index.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
