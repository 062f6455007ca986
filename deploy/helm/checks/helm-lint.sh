#!/bin/sh
# What Helm itself says of the chart, for every environment.
set -eu
cd "$(dirname "$0")/../mediagents"
for environment in development staging production; do
    echo "helm lint, $environment"
    helm lint . --strict --values "values-$environment.yaml"
done
