#!/bin/sh
# Two silos and a gateway on this machine, over a PostgreSQL and a Redis of their own, until interrupted. Everything lies in
# one temporary folder and goes with it. cluster.sh PROGRAM runs PROGRAM (artifacts/cluster/mediagents when not named).
#   PORT=8080              the gateway; the silos' pages are on the two ports after it
#   CLUSTER_DIR=FOLDER     keep data, logs and keys there instead; what is there is gone on with
#   DASHBOARD_KEY=KEY      the dashboard on the silos' pages, for who has the key
set -eu
cd "$(dirname "$0")/.."

program=$(realpath "${1:-artifacts/cluster/mediagents}")
port=${PORT:-8080}
keep=${CLUSTER_DIR:-}
dir=${keep:-$(mktemp -d)}
mkdir -p "$dir"
dir=$(realpath "$dir")
chmod 711 "$dir"

postgres=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$postgres" ] || ! command -v redis-server >/dev/null; then
    echo "PostgreSQL and Redis are needed: apt-get install postgresql redis-server" >&2
    exit 1
fi

# PostgreSQL refuses to be root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

# The list of processes is meant to be split.
# shellcheck disable=SC2086
stop() {
    trap '' INT TERM EXIT
    [ -z "$pids" ] || kill $pids 2>/dev/null || true
    [ -z "$pids" ] || wait $pids 2>/dev/null || true
    redis-cli -s "$dir/redis.sock" shutdown nosave >/dev/null 2>&1 || true
    as_postgres "$postgres/pg_ctl" -D "$dir/postgres" -m fast -w stop >/dev/null 2>&1 || true
    [ -n "$keep" ] || rm -rf "$dir"
}
pids=
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ ! -d "$dir/postgres" ]; then
    mkdir "$dir/postgres"
    [ "$(id -u)" != 0 ] || chown postgres "$dir/postgres"
    as_postgres "$postgres/initdb" -D "$dir/postgres" -U mediagents --auth=trust --encoding=UTF8 >/dev/null
fi
as_postgres "$postgres/pg_ctl" -D "$dir/postgres" -w -l "$dir/postgres/log" \
    -o "-p $((port + 10)) -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir/postgres" start >/dev/null
(cd "$dir" && redis-server --port $((port + 11)) --bind 127.0.0.1 --unixsocket "$dir/redis.sock" --save '' --daemonize yes --logfile "$dir/redis.log" >/dev/null)

[ -f "$dir/key" ] || (umask 077 && head -c 32 /dev/urandom | base64 >"$dir/key")
[ -f "$dir/hash-key" ] || (umask 077 && head -c 32 /dev/urandom | base64 >"$dir/hash-key")
export CLUSTER_ID="${CLUSTER_ID:-local}" DATABASE_URL="postgresql://mediagents@127.0.0.1:$((port + 10))/postgres" \
    REDIS_URL="redis://127.0.0.1:$((port + 11))/0" ENCRYPTION_KEY_FILE="$dir/key" MEDIAGENTS_DATA_DIR="$dir"
USER_HASH_KEY=$(cat "$dir/hash-key")
export USER_HASH_KEY

for number in 1 2; do
    SILO_NAME="silo-$number" SILO_PORT=$((port + 20 + number)) SILO_GATEWAY_PORT=$((port + 30 + number)) \
        ASPNETCORE_URLS="http://127.0.0.1:$((port + number))" "$program" silo >"$dir/silo-$number.log" 2>&1 &
    echo $! >"$dir/silo-$number.pid"
    pids="$pids $!"
done
ASPNETCORE_URLS="http://127.0.0.1:$port" "$program" serve >"$dir/gateway.log" 2>&1 &
echo $! >"$dir/gateway.pid"
pids="$pids $!"

for url in $((port + 1)) $((port + 2)) "$port"; do
    tries=0
    until "$program" health "http://127.0.0.1:$url/health/readiness" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 60 ] || { echo "not ready within a minute; the logs:" >&2; tail -n 5 "$dir"/*.log >&2; exit 1; }
        sleep 1
    done
done
echo "two silos and a gateway are ready: http://127.0.0.1:$port (logs in $dir); Ctrl-C ends them"
# shellcheck disable=SC2086
wait $pids
