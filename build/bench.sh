#!/usr/bin/env bash
# Measures: build/bench.sh append prints one JSON line for each figure, and its surroundings on standard error.
# Uses a private PostgreSQL unless NETTIMELINE_POSTGRES has the connection string of a superuser.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/sdk.sh"

require_sdk
quietly build tests/NetTimeline.Benchmarks --configuration Release
exec dotnet "$artifacts/bin/NetTimeline.Benchmarks/release/NetTimeline.Benchmarks.dll" "$@"
