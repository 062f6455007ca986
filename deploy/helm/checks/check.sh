#!/bin/sh
# Checks the chart, deploy.sh and the workflows, installing what that needs where it may: see deploy/README.md.
# Helm is not needed. Where it is, `helm lint` runs as well.
set -eu
cd "$(dirname "$0")"

has() { command -v "$1" >/dev/null 2>&1; }

missing=""
has go || missing="$missing golang-go"
[ -d /usr/share/gocode/src/github.com/Masterminds/sprig ] || missing="$missing golang-github-masterminds-sprig-dev"
[ -d /usr/share/gocode/src/sigs.k8s.io/yaml ] || missing="$missing golang-k8s-sigs-yaml-dev"
has shellcheck || missing="$missing shellcheck"
has node || missing="$missing nodejs"
has npm || missing="$missing npm"

if [ -n "$missing" ]; then
    as_root=no
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif has sudo && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    fi
    if [ "$as_root" = no ] || ! has apt-get; then
        echo "chart: not checked; this needs$missing (Debian's names)" >&2
        exit 1
    fi
    echo "chart: installing$missing"
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing" >/dev/null
fi
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'; then
    echo "chart: not checked; this needs Node.js 20 or later, here is $(node --version)" >&2
    exit 1
fi

# Nothing that a package brings is run while it is installed: they are read as data, or called by the tests.
installed=node_modules/installed-lock.json
if ! cmp -s package-lock.json $installed; then
    npm ci --ignore-scripts --no-audit --no-fund --silent
    cp package-lock.json $installed
fi

shellcheck ../../*.sh ./*.sh
unformatted=$(gofmt -l render)
if [ -n "$unformatted" ]; then
    echo "chart: gofmt would change $unformatted" >&2
    exit 1
fi
if has helm; then
    sh helm-lint.sh
fi
exec node --test --test-reporter=spec test/
