#!/usr/bin/env bash
# The fault tests in their long form: kills, lost answers, bad networks, full disks, wrong clocks (docs/faults.md).
# Takes about an hour. Arguments are those of the test runner: -class …, -method …. NETTIMELINE_SEED=7 gives the dice
# of an earlier run. The last line counts; the exit code is 0 only if tests ran and none failed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sdk.sh"

require_sdk
quietly build tests/NetTimeline.IntegrationTests --configuration Release --disable-build-servers

report=$artifacts/test-results/faults.xml
mkdir -p "$artifacts/test-results"
rm -f "$report"
[ $# -gt 0 ] || set -- -namespace NetTimeline.IntegrationTests.Faults \
    -namespace NetTimeline.IntegrationTests.Projections \
    -class NetTimeline.IntegrationTests.Ledger.TamperTests \
    -class NetTimeline.IntegrationTests.Ledger.DatabaseVerificationTests
# One after the other: they kill, and measure themselves against nobody.
NETTIMELINE_FAULTS=long dotnet \
    "$artifacts/bin/NetTimeline.IntegrationTests/release/NetTimeline.IntegrationTests.dll" \
    -noLogo -noColor -parallel none -showLiveOutput -xml "$report" "$@" || status=$?

failed=$(($(count "$report" failed) + $(count "$report" errors)))
# A runner that breaks is one failure more, so that the last line never looks better than the run was.
[ "${status:-0}" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
tell "$(count "$report" passed)" "$failed" "$(count "$report" skipped)"
