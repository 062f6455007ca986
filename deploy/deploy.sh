#!/bin/sh
# Builds the images and installs or upgrades MediAgents in the Kubernetes cluster kubectl points at, or removes it.
set -eu

usage() {
    cat <<'END'
deploy/deploy.sh [OPTIONS]

Builds the images of gateway and silo, pushes them where --registry says, installs or upgrades the release, waits until
it is ready and asks it whether it works (helm test).

  --environment NAME  development (default), staging or production: which values file of the chart is taken
  --namespace NAME    Kubernetes namespace (default: mediagents); made if it is not there
  --release NAME      name of the release (default: mediagents)
  --registry NAME     where images are pushed to and pulled from, e.g. ghcr.io/acme; without it they stay in this
                      machine's docker, which suits clusters that share it
  --tag TAG           version of the images (default: the commit, with the time where files are not committed)
  --values FILE       further values over those of the environment
  --timeout DURATION  how long to wait until everything is ready (default: 15m)
  --skip-build        build and push nothing; the images of --tag are there
  --clean-up          remove the release instead; namespace, Secret and databases stay
  --dry-run           print every command and run none; needs no tool
  --help              show this
END
}

fail() {
    echo "deploy: $1" >&2
    exit "${2:-1}"
}

# Prints a command so that a shell would read it back, and runs it unless this is a dry run.
run() {
    line=""
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_./:=,@%+-]* | "") word="'$(printf %s "$word" | sed "s/'/'\\\\''/g")'" ;;
        esac
        line="$line $word"
    done
    echo "+$line"
    [ "$dry_run" = yes ] || "$@"
}

finish() {
    if [ "$dry_run" = yes ]; then
        echo "nothing was done: --dry-run"
    else
        echo "$1"
    fi
}

require() {
    [ "$dry_run" = yes ] || command -v "$1" >/dev/null 2>&1 || fail "$1 is not installed; $2"
}

environment=development
namespace=mediagents
release=mediagents
registry=""
tag=""
values=""
timeout=15m
build=yes
clean_up=no
dry_run=no

while [ $# -gt 0 ]; do
    case $1 in
    --environment | --namespace | --release | --registry | --tag | --values | --timeout)
        [ -n "${2-}" ] || fail "$1 needs a value; see --help" 2
        case $1 in
        --environment) environment=$2 ;;
        --namespace) namespace=$2 ;;
        --release) release=$2 ;;
        --registry) registry=${2%/} ;;
        --tag) tag=$2 ;;
        --values) values=$2 ;;
        --timeout) timeout=$2 ;;
        esac
        shift
        ;;
    --skip-build) build=no ;;
    --clean-up) clean_up=yes ;;
    --dry-run) dry_run=yes ;;
    --help)
        usage
        exit 0
        ;;
    *) fail "unknown option $1; see --help" 2 ;;
    esac
    shift
done

case $environment in
development | staging | production) ;;
*) fail "--environment is development, staging or production" 2 ;;
esac
for name in "$namespace" "$release"; do
    case $name in
    "" | -* | *- | *[!a-z0-9-]*) fail "'$name' is no name for Kubernetes: small letters, digits and hyphens" 2 ;;
    esac
done
case $tag in
-* | .* | *[!A-Za-z0-9_.-]*) fail "--tag: '$tag' is no tag of an image" 2 ;;
esac
[ -z "$values" ] || [ -f "$values" ] || fail "--values: there is no file $values" 2
# Before the change of folder: the file is named from where the caller stands.
case $values in "" | /*) ;; *) values=$PWD/$values ;; esac

cd "$(dirname "$0")/.."
chart=deploy/helm/mediagents

remove() {
    require helm "see https://helm.sh/docs/intro/install/"
    require kubectl "see https://kubernetes.io/docs/tasks/tools/"
    run helm uninstall "$release" --namespace "$namespace" --ignore-not-found --wait --timeout "$timeout"
    # What hooks left behind (a Job that failed, a test pod) is no part of the release for Helm.
    run kubectl --namespace "$namespace" delete job,pod,secret,networkpolicy --ignore-not-found \
        --selector "app.kubernetes.io/name=mediagents,app.kubernetes.io/instance=$release"
    finish "removed: $release; the namespace $namespace, Secrets made by others, databases and Redis are as they were"
}

# Two builds of changed files must not share a tag: nodes would keep the earlier image.
tag_of_sources() {
    if ! command -v git >/dev/null 2>&1 || ! commit=$(git rev-parse --short=12 HEAD 2>/dev/null); then
        sed -n 's/^appVersion: *"\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' "$chart/Chart.yaml"
    elif [ -z "$(git status --porcelain 2>/dev/null)" ]; then
        echo "$commit"
    elif [ "$build" = yes ]; then
        echo "$commit-$(date -u +%Y%m%d%H%M%S)"
    else
        fail "files are not committed, so --skip-build cannot know the images' tag: name it with --tag"
    fi
}

build_images() {
    require docker "see https://docs.docker.com/engine/install/, or build elsewhere and use --skip-build"
    for image in gateway silo; do
        name=${registry:+$registry/}mediagents-$image:$tag
        run docker build --file "deploy/docker/$image.Dockerfile" --tag "$name" .
        [ -z "$registry" ] || run docker push "$name"
    done
}

# The Secret that the environment's values name is made by people; without it every pod would wait for it in vain.
check_secret() {
    secret=$(sed -n 's/^  existingSecret: *\([a-z0-9.-]*\).*$/\1/p' "$chart/values-$environment.yaml")
    [ -n "$secret" ] && [ -z "$values" ] || return 0
    run kubectl --namespace "$namespace" get secret "$secret" --output name ||
        fail "there is no Secret $secret in the namespace $namespace; deploy/README.md tells how to make it"
}

install() {
    set -- --install "$release" "$chart" --namespace "$namespace" --create-namespace --values "$chart/values-$environment.yaml"
    [ -z "$values" ] || set -- "$@" --values "$values"
    [ -z "$registry" ] || set -- "$@" --set-string "image.registry=$registry"
    run helm upgrade "$@" --set-string "image.tag=$tag" --wait --timeout "$timeout" ||
        fail "the release is not ready. Look: kubectl --namespace $namespace get pods,events; back: helm --namespace $namespace rollback $release"
    run helm test "$release" --namespace "$namespace" --timeout 5m ||
        fail "the release is installed and does not answer. Look: kubectl --namespace $namespace logs --selector app.kubernetes.io/component=test"
}

if [ "$clean_up" = yes ]; then
    remove
    exit 0
fi

# Before anything is built: an hour's work must not end at a missing tool.
require helm "see https://helm.sh/docs/intro/install/"
require kubectl "see https://kubernetes.io/docs/tasks/tools/"
[ -n "$tag" ] || tag=$(tag_of_sources)
[ "$build" = no ] || build_images
check_secret
install
finish "deployed: $release ($environment, $tag) in the namespace $namespace"
