#!/usr/bin/env bash
# Builds everything and runs all tests. Needs the .NET SDK and Node.js with npm; a browser is installed where there is
# none and that is allowed. The last line counts; the exit code is 0 only if tests ran and none failed. With CI=true
# packages are restored exactly as locked.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sdk.sh"
source "$(dirname "${BASH_SOURCE[0]}")/page.sh"

results=$artifacts/test-results
passed=0 failed=0 skipped=0

# A runner that breaks is one failure more, so that the last line never looks better than the run was.
run_tests() {
    local report=$results/$1.xml status=0
    rm -f "$report"
    dotnet "$artifacts/bin/$1/release/$1.dll" -noLogo -noColor -reporter quiet -xml "$report" || status=$?
    if [ "$(count "$report" total)" -eq 0 ]; then
        echo "$1 ended with $status and reported no tests." >&2
        failed=$((failed + 1))
        return
    fi
    passed=$((passed + $(count "$report" passed)))
    failed=$((failed + $(count "$report" failed) + $(count "$report" errors)))
    skipped=$((skipped + $(count "$report" skipped)))
    if [ "$status" -ne 0 ] && [ "$(count "$report" failed)$(count "$report" errors)" = 00 ]; then
        echo "$1 ended with $status although no test failed." >&2
        failed=$((failed + 1))
    fi
}

require_sdk
mkdir -p "$results"
# No build server outlives this: whoever waits for the end of our output would wait for it too.
quietly restore NetTimeline.sln --disable-build-servers
quietly build NetTimeline.sln --configuration Release --no-restore --disable-build-servers

run_tests NetTimeline.UnitTests
run_tests NetTimeline.IntegrationTests
check_page
run_page_tests page vitest.config.ts
require_chromium
run_page_tests page-in-browser vitest.e2e.config.ts

tell "$passed" "$failed" "$skipped"
