#!/usr/bin/env bash
# Builds NetTimeline and starts the demonstration: a private PostgreSQL unless a connection string is given, both
# case reports, the page. Arguments are those of `nettimeline demo`. Ctrl-C stops everything.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sdk.sh"

require_sdk
require_page_or_say_so
build_cli
cli demo "$@"
