#!/bin/sh
# Runs every test of the solution and closes with one line: N passed, N failed, N skipped.
set -u
cd "$(dirname "$0")/.." || exit 1

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
{
    dotnet test MediAgents.sln -c Release --nologo "$@" 2>&1
    echo $? >"$scratch/status"
} | tee "$scratch/log"
status=$(cat "$scratch/status")

# The closing line of each test project: Passed!  - Failed: 0, Passed: 18, Skipped: 0, ...
sum() { grep -oE "^(Passed|Failed)! .*" "$scratch/log" | grep -oE "$1: +[0-9]+" | awk '{ total += $2 } END { print total + 0 }'; }
passed=$(sum Passed)
failed=$(sum Failed)
skipped=$(sum Skipped)
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
    failed=1 # The build, or a test process, broke before it could count.
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
