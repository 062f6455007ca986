#!/bin/sh
# Starts two silos and a gateway from images, as the chart would run them, on this machine's network; asks a question, kills
# a silo and asks again. PostgreSQL and Redis are there already.
#   DATABASE_URL=postgresql://... REDIS_URL=redis://... deploy/smoke.sh GATEWAY_IMAGE SILO_IMAGE
set -eu
[ $# = 2 ] || {
    echo "smoke: deploy/smoke.sh GATEWAY_IMAGE SILO_IMAGE" >&2
    exit 2
}
gateway_image=$1
silo_image=$2
: "${DATABASE_URL:?a PostgreSQL database of this run alone}"
: "${REDIS_URL:?a Redis of this run alone}"

name=mediagents-smoke-$$
key=$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')
ENCRYPTION_KEY=$(head -c 32 /dev/urandom | base64)
USER_HASH_KEY=$(head -c 32 /dev/urandom | base64)
API_KEYS=service:smoke:$key
export DATABASE_URL REDIS_URL ENCRYPTION_KEY USER_HASH_KEY API_KEYS

say() { echo "smoke: $1"; }

end() {
    status=$?
    for part in gateway silo-1 silo-2; do
        if [ "$status" != 0 ]; then
            say "the last words of $part:"
            docker logs --tail 40 "$name-$part" 2>&1 || true
        fi
        docker rm --force "$name-$part" >/dev/null 2>&1 || true
    done
    exit "$status"
}
trap end EXIT

# As in the chart: user 1000, no capabilities, a root that cannot be written. Secrets come by name from this environment.
start() { # start PART DOCKER_OPTION... IMAGE ARGUMENT...
    part=$1
    shift
    docker run --detach --name "$name-$part" --network host --user 1000:1000 --read-only --cap-drop ALL \
        --security-opt no-new-privileges --tmpfs /tmp --tmpfs /var/lib/mediagents:uid=1000,gid=1000 \
        --env DATABASE_URL --env REDIS_URL --env ENCRYPTION_KEY --env USER_HASH_KEY --env "CLUSTER_ID=$name" \
        --env MEDIAGENTS_DATA_DIR=/var/lib/mediagents "$@" >/dev/null
}

start_silo() { # start_silo NUMBER SILO_PORT CLIENTS_PORT HTTP_PORT
    start "silo-$1" --env "SILO_NAME=silo-$1" --env SILO_ADDRESS=127.0.0.1 --env "SILO_PORT=$2" \
        --env "SILO_GATEWAY_PORT=$3" --env "ASPNETCORE_URLS=http://127.0.0.1:$4" "$silo_image" silo
}

wait_for() { # wait_for PART URL
    tries=0
    until curl --silent --fail --max-time 5 --output /dev/null "$2"; do
        tries=$((tries + 1))
        [ $tries -lt 60 ] || { say "$1 is not ready"; exit 1; }
        [ -n "$(docker ps --quiet --filter "name=^$name-$1\$")" ] || { say "$1 has ended"; exit 1; }
        sleep 2
    done
    say "$1 is ready"
}

ask() { # ask USER
    curl --silent --show-error --fail --max-time 60 --retry 10 --retry-delay 2 --retry-all-errors \
        --header "Authorization: Bearer $key" --header "Content-Type: application/json" \
        --data "{\"user_id\":\"$1\",\"message\":\"How is gout treated?\"}" http://127.0.0.1:8080/chat/ |
        grep -q '"citations": *\[ *{' || { say "no answer with citations"; exit 1; }
}

docker run --rm --network host --user 1000:1000 --read-only --cap-drop ALL --tmpfs /tmp \
    --tmpfs /var/lib/mediagents:uid=1000,gid=1000 --env DATABASE_URL --env "CLUSTER_ID=$name" \
    --env MEDIAGENTS_DATA_DIR=/var/lib/mediagents "$silo_image" database migrate
say "migrated"

start_silo 1 11111 30000 8081
start_silo 2 11112 30001 8082
start gateway --env API_KEYS --env ASPNETCORE_URLS=http://127.0.0.1:8080 "$gateway_image" serve
wait_for silo-1 http://127.0.0.1:8081/health/readiness
wait_for silo-2 http://127.0.0.1:8082/health/readiness
wait_for gateway http://127.0.0.1:8080/health/readiness

for user in asha ravi meera; do ask "$user"; done
say "answered three patients with two silos"

docker kill "$name-silo-1" >/dev/null
for user in asha ravi meera; do ask "$user"; done
say "answered them again after a silo was killed"

docker stop --time 60 "$name-silo-2" >/dev/null
code=$(docker inspect --format '{{.State.ExitCode}}' "$name-silo-2")
[ "$code" = 0 ] || { say "the silo that was told to stop ended with $code"; exit 1; }
say "the other silo drained and ended by itself"
