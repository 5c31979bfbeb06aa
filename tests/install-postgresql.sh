#!/bin/sh
# Makes sure that the tests find a PostgreSQL server with PostGIS, on Debian and its like, where this user may install.
# Elsewhere the tests of it are skipped, and say so.
set -eu
found() { ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1; }
found && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "no PostgreSQL with PostGIS here: tests of it are skipped (on Debian: apt-get install postgresql-15-postgis-3)" >&2
  exit 0
fi
apt-get update -qq || true
package=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' | sort -V | tail -n 1 | cut -d' ' -f1)
[ -n "$package" ] && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null || true
found || echo "could not install PostgreSQL with PostGIS: tests of it are skipped" >&2
