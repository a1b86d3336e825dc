#!/usr/bin/env bash
# The command line `nettimeline` as it stands in this tree, built first where something changed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sdk.sh"

require_sdk
require_page_or_say_so
build_cli
cli "$@"
