#!/usr/bin/env bash
# Measures: build/bench.sh append prints one JSON line for its surroundings and one for each figure; all measures
# everything, which takes hours. build/bench.sh table makes the table of docs/performance.md of such lines.
# build/bench.sh page measures the timeline of the page in a browser, beside vis-timeline, without server or database.
# Uses a private PostgreSQL unless NETTIMELINE_POSTGRES has the connection string of a superuser.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/sdk.sh"

if [ "${1:-}" = page ]; then
    cd "$root/src/NetTimeline.Web/ui"
    node scripts/build.mjs >&2
    (cd bench && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    exec node bench/run.mjs
fi

require_sdk
quietly build tests/NetTimeline.Benchmarks --configuration Release
NETTIMELINE_COMMIT=$(git -C "$root" describe --always --dirty --exclude '*' 2>/dev/null || echo unknown)
export NETTIMELINE_COMMIT
exec dotnet "$artifacts/bin/NetTimeline.Benchmarks/release/NetTimeline.Benchmarks.dll" "$@"
