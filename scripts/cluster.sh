#!/bin/sh
# Two silos and a gateway on this machine, over a PostgreSQL and a Redis of their own, until interrupted. Everything lies in
# one temporary folder and goes with it. cluster.sh PROGRAM runs PROGRAM (artifacts/cluster/mediagents when not named).
#   PORT=8080              the gateway; the silos' pages are on the two ports after it
#   CLUSTER_DIR=FOLDER     keep data, logs, keys and passwords there instead; what is there is gone on with
#   DASHBOARD_KEY=KEY      the dashboard on the silos' pages, for who has the key
set -eu
cd "$(dirname "$0")/.."
umask 077

program=$(realpath "${1:-artifacts/cluster/mediagents}")
port=${PORT:-8080}
keep=${CLUSTER_DIR:-}

fail() {
    echo "$1" >&2
    exit 1
}

postgres=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
if ! command -v redis-server >/dev/null || [ -z "$postgres" ]; then
    fail "PostgreSQL and Redis are needed: apt-get install postgresql redis-server"
fi

# PostgreSQL refuses to be root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

dir=${keep:-$(mktemp -d)}
if [ -z "$keep" ] || [ ! -d "$dir" ]; then
    mkdir -p "$dir"
    [ "$(id -u)" != 0 ] || chmod 711 "$dir" # PostgreSQL's user must get through it
fi
dir=$(realpath "$dir")

redis() {
    REDISCLI_AUTH=$(cat "$dir/redis-password") redis-cli -s "$dir/redis.sock" "$@" 2>/dev/null
}

# The list of processes is meant to be split.
# shellcheck disable=SC2086
stop() {
    trap '' INT TERM EXIT
    [ -z "$pids" ] || kill $pids 2>/dev/null || true
    [ -z "$pids" ] || wait $pids 2>/dev/null || true
    [ -z "$has_redis" ] || redis shutdown nosave >/dev/null || true
    [ -z "$has_postgres" ] || as_postgres "$postgres/pg_ctl" -D "$dir/postgres" -m fast -w stop >/dev/null 2>&1 || true
    [ -n "$keep" ] || rm -rf "$dir"
}
pids=
has_redis=
has_postgres=
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Letters that a URL takes as they are.
password() {
    [ -s "$1" ] || head -c 24 /dev/urandom | base64 | tr '+/' '-_' >"$1"
}
key() {
    [ -s "$1" ] || head -c 32 /dev/urandom | base64 >"$1"
}

as_postgres test -x "$dir" || fail "$dir cannot be entered by the user postgres"
! as_postgres "$postgres/pg_ctl" -D "$dir/postgres" status >/dev/null 2>&1 || fail "a cluster runs in $dir already"
if [ ! -f "$dir/postgres/PG_VERSION" ]; then
    password "$dir/postgres-password"
    mkdir -p "$dir/postgres"
    [ "$(id -u)" != 0 ] || chown postgres "$dir/postgres" "$dir/postgres-password"
    as_postgres "$postgres/initdb" -D "$dir/postgres" -U mediagents --auth=scram-sha-256 --pwfile="$dir/postgres-password" \
        --encoding=UTF8 >/dev/null
fi
[ -s "$dir/postgres-password" ] || fail "$dir holds a PostgreSQL without its password; take another folder"
has_postgres=yes
as_postgres "$postgres/pg_ctl" -D "$dir/postgres" -w -t 120 -l "$dir/postgres/log" \
    -o "-p $((port + 10)) -c listen_addresses=127.0.0.1 -c unix_socket_directories='$dir/postgres'" start >/dev/null 2>&1 || {
    tail -n 5 "$dir/postgres/log" >&2
    fail "PostgreSQL does not start; is port $((port + 10)) free?"
}

password "$dir/redis-password"
! redis ping >/dev/null || fail "a Redis runs in $dir already"
cat >"$dir/redis.conf" <<CONFIGURATION
port $((port + 11))
bind 127.0.0.1
unixsocket "$dir/redis.sock"
unixsocketperm 700
requirepass $(cat "$dir/redis-password")
dir "$dir"
logfile "$dir/redis.log"
save ""
daemonize yes
CONFIGURATION
has_redis=yes
redis-server "$dir/redis.conf" >/dev/null
tries=0
# Over its own socket: on the port another's may answer.
until [ "$(redis ping)" = PONG ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || {
        tail -n 5 "$dir/redis.log" >&2
        fail "Redis does not start; is port $((port + 11)) free?"
    }
    sleep 0.2
done

key "$dir/key"
key "$dir/hash-key"
DATABASE_URL="postgresql://mediagents:$(cat "$dir/postgres-password")@127.0.0.1:$((port + 10))/postgres"
REDIS_URL="redis://:$(cat "$dir/redis-password")@127.0.0.1:$((port + 11))/0"
USER_HASH_KEY=$(cat "$dir/hash-key")
export CLUSTER_ID="${CLUSTER_ID:-local}" DATABASE_URL REDIS_URL USER_HASH_KEY ENCRYPTION_KEY_FILE="$dir/key" MEDIAGENTS_DATA_DIR="$dir"

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
        [ "$tries" -lt 60 ] || {
            tail -n 5 "$dir"/*.log >&2
            fail "not ready within a minute; the logs are above"
        }
        sleep 1
    done
done
echo "two silos and a gateway are ready: http://127.0.0.1:$port (logs in $dir); Ctrl-C ends them"
# shellcheck disable=SC2086
wait $pids
