#!/bin/sh
# Runs every test of the solution and closes with one line: N passed, N failed[, N skipped].
set -u
cd "$(dirname "$0")/.." || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
{
    dotnet test MediAgents.sln -c Release --nologo "$@" 2>&1
    echo "exit=$?"
} | tee "$log" | grep -v '^exit='
status=$(sed -n 's/^exit=//p' "$log" | tail -n 1)

sum() { grep -oE "$1: +[0-9]+" "$log" | awk '{ total += $2 } END { print total + 0 }'; }
passed=$(sum Passed)
failed=$(sum Failed)
skipped=$(sum Skipped)
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
    failed=1 # The build, or a test process, broke before it could count.
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
