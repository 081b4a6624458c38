#!/bin/bash
# From a .venv to a running site with the sample issues and a login. Safe to run again.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${VENV:-.venv}/bin/python
port=${PORT:-8000}

"$python" scripts/demo_login.py --check-port "$port"
"$python" manage.py migrate --verbosity 0
"$python" manage.py collectstatic --noinput --verbosity 0
"$python" manage.py import_issue samples/qinghe --newspaper qinghe --publish
# Tomorrow's issue, still in the making: what there is to try the desk on.
# Not again, once somebody has worked on it.
known=0
"$python" manage.py preflight qinghe 2026-03-13 >/dev/null 2>&1 || known=$?
[ "$known" -ne 2 ] || "$python" manage.py import_issue samples/tomorrow --newspaper qinghe
"$python" scripts/demo_login.py "$port"
# While the first pages are read already, so that their pictures need not be made for them.
"$python" manage.py make_pictures >/dev/null 2>&1 &
exec "$python" -m gunicorn newsroom.wsgi --bind "127.0.0.1:$port" --workers 2 --threads 4 \
    --graceful-timeout 3 --log-level warning --no-control-socket
