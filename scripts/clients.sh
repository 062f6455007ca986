#!/bin/sh
# Runs other programs' official clients (test/Clients, from npm) against a server of its own, over data of its own.
set -eu
cd "$(dirname "$0")/.."
command -v npm >/dev/null || { echo "clients: npm is needed (Node.js 20 or later)" >&2; exit 1; }

scratch=$(mktemp -d)
server=""
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT

(cd test/Clients && npm ci --no-audit --no-fund --silent)
env -u API_KEYS MEDIAGENTS_DATA_DIR="$scratch/data" ASPNETCORE_URLS=http://127.0.0.1:0 artifacts/mediagents serve >"$scratch/log" 2>&1 &
server=$!
url=""
for _ in $(seq 150); do
    url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$scratch/log" | head -n 1 || true)
    [ -z "$url" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
done
[ -n "$url" ] || { cat "$scratch/log" >&2; exit 1; }
(cd test/Clients && MEDIAGENTS_URL="$url" MEDIAGENTS_COMMAND="$OLDPWD/artifacts/mediagents" npm test --silent)
