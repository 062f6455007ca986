# Runs a Redis server for tests until standard input ends, then stops and removes it.
# Arguments: port, password. Commands on standard input: crash, start.
set -eu
port=$1 password=$2

folder=$(mktemp -d)
server=""
crash() {
    [ -z "$server" ] || { kill -KILL "$server" && wait "$server" || true; } 2>/dev/null
    server=""
}
stop() {
    crash
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' INT TERM HUP

# What is acknowledged is on disk, so that the tests can ask for it after a crash.
start() {
    redis-server --port "$port" --bind 127.0.0.1 --requirepass "$password" --databases 256 --dir "$folder" \
        --appendonly yes --appendfsync always --save '' </dev/null >>"$folder/log" 2>&1 &
    server=$!
}

start
echo "$folder"
while read -r command; do
    case $command in
    crash) crash ;;
    start) start ;;
    esac
    echo done
done
