# Sourced by test.sh: the tests of the page. They add to the counts that stand there.

ui=$root/src/NetTimeline.Web/ui

# Svelte's and TypeScript's own checks: one failure where they find anything, since they count nothing themselves.
check_page() {
    local said
    if said=$(cd "$ui" && npm run --silent check 2>&1); then
        passed=$((passed + 1))
    else
        printf '%s\n' "$said" >&2
        failed=$((failed + 1))
    fi
}

# What vitest says is shown only if something failed; a runner that breaks is one failure.
run_page_tests() {
    local report=$results/$1.xml said status=0
    rm -f "$report"
    said=$(cd "$ui" && node node_modules/vitest/vitest.mjs run --config "$2" \
        --reporter=default --reporter=junit --outputFile.junit="$report" 2>&1) || status=$?
    local bad=$(($(count_in "$report" failures) + $(count_in "$report" errors)))
    [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$bad" -eq 0 ] || printf '%s\n' "$said" >&2
    local omitted
    omitted=$(count_skipped_in "$report")
    passed=$((passed + $(count_in "$report" tests) - $(count_in "$report" failures) - $(count_in "$report" errors) - omitted))
    failed=$((failed + bad))
    skipped=$((skipped + omitted))
}

# Tests in a browser fail without one, and say why; none is skipped. Root of a Debian may install one.
require_chromium() {
    [ -z "${CHROMIUM:-}" ] && [ ! -x /usr/bin/chromium ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "There is no /usr/bin/chromium; install it, or name another one in CHROMIUM." >&2
        return
    fi
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
    } >"$results/chromium.log" 2>&1 || tail -n 5 "$results/chromium.log" >&2
}

# A number of a report in JUnit's form; 0 where there is none.
count_in() {
    local number=
    [ ! -e "$1" ] || number=$(sed -n "s/.*<testsuites [^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1)
    echo "${number:-0}"
}

# Only the suites say what was skipped.
count_skipped_in() {
    [ -e "$1" ] || { echo 0; return; }
    sed -n 's/.*<testsuite [^>]* skipped="\([0-9]*\)".*/\1/p' "$1" | awk '{ sum += $1 } END { print sum + 0 }'
}
