#!/bin/sh
# Makes the secrets that compose.yaml reads: .env (.env.example with a fresh secret wherever that has none) and the master
# key in secrets/encryption-key. What is there already stays as it is.
set -eu
cd "$(dirname "$0")"
umask 077
word() { openssl rand -hex 24; }
key() { openssl rand -base64 32; }

# The folder keeps others out; within its container the file is read by another user than the one who made it.
mkdir -p secrets
if [ ! -e secrets/encryption-key ]; then
    key >secrets/encryption-key.part
    chmod 0444 secrets/encryption-key.part
    mv secrets/encryption-key.part secrets/encryption-key
fi

if [ ! -e .env ]; then
    while IFS= read -r line; do
        case $line in
        POSTGRES_PASSWORD= | REDIS_PASSWORD= | GRAFANA_PASSWORD=) line=$line$(word) ;;
        USER_HASH_KEY=) line=$line$(key) ;;
        API_KEYS=) line=${line}service:local:$(word) ;;
        esac
        printf '%s\n' "$line"
    done <.env.example >.env.part
    mv .env.part .env
fi
echo "make-env: back up $(pwd)/.env and secrets/encryption-key; without them the data cannot be read"
