#!/bin/sh
# Runs every test of the solution and closes with one line: N passed, N failed, N skipped.
# The cluster's tests run where their packages can be had (EnableCluster=true or false decides without trying); where they
# do not run, the line before the last says why.
set -u
cd "$(dirname "$0")/.." || exit 1

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Restores the project files alone, elsewhere: a try that fails must leave nothing behind for the ordinary build.
cluster_restores() {
    find . \( -name node_modules -o -name bin -o -name obj -o -name artifacts \) -prune -o -type f \
        \( -name '*.sln' -o -name '*.csproj' -o -name 'Directory.*' -o -name global.json -o -iname nuget.config \) \
        -exec cp --parents '{}' "$scratch/" ';'
    EnableCluster=true timeout 300 dotnet restore "$scratch/MediAgents.sln" >"$scratch/restore.log" 2>&1
}

why_not() {
    case $1 in
    124) echo "their packages were not restored within five minutes" ;;
    *)
        reason=$(sed -nE 's/.*error (NU[0-9]+: .*)/\1/p' "$scratch/restore.log" | sed 's/ \[.*//; s/\. No packages exist.*//; s/\.$//' | sort -u | head -n 1)
        echo "their packages cannot be restored here${reason:+ ($reason)}"
        ;;
    esac
}

left_out=""
case ${EnableCluster:-} in
[Tt][Rr][Uu][Ee]) export EnableCluster=true ;;
"")
    if cluster_restores; then
        export EnableCluster=true
    else
        left_out=$(why_not $?)
    fi
    ;;
*) left_out="EnableCluster is $EnableCluster" ;;
esac

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
[ -z "$left_out" ] || echo "the cluster's tests did not run: $left_out"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
