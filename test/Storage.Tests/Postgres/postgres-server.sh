# Runs a PostgreSQL server for tests until standard input ends, then stops and removes it.
# Arguments: folder of the programs, port, password, fsync (on or off). Commands on standard input: crash, start.
set -eu
programs=$1 port=$2 password=$3 fsync=$4

folder=$(mktemp -d)
server=""
stop() {
    [ -z "$server" ] || { kill -INT "$server" 2>/dev/null && wait "$server" || true; }
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' INT TERM HUP

start() {
    "$programs/postgres" -D "$folder/data" -p "$port" -h 127.0.0.1 -k "$folder" \
        -c fsync="$fsync" -c full_page_writes="$fsync" -c max_connections=200 -c shared_buffers=64MB \
        -c autovacuum_naptime=5s -c checkpoint_timeout=30s -c recovery_init_sync_method=syncfs </dev/null >>"$folder/log" 2>&1 &
    server=$!
}

crash() {
    kill -STOP "$server" # so that it starts no more children
    read -r children <"/proc/$server/task/$server/children" || true
    # shellcheck disable=SC2086
    kill -KILL "$server" $children
    wait "$server" || true
    for child in $children; do
        while kill -0 "$child" 2>/dev/null; do sleep 0.01; done
    done
    rm -f "$folder/data/postmaster.pid"
    server=""
}

printf '%s' "$password" >"$folder/password"
"$programs/initdb" -D "$folder/data" -U mediagents --pwfile="$folder/password" --auth=password -E UTF8 --locale=C --no-sync >/dev/null
start
while read -r command; do
    case $command in
    crash) crash ;;
    start) start ;;
    esac
    echo done
done
