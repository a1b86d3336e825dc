# Sourced by the scripts beside it: finds the tree, checks the .NET SDK, builds. The scripts may be called from
# anywhere and leave the caller's folder as it is, so that paths among the arguments mean what they say there.

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
artifacts=${ArtifactsPath:-$root/.artifacts}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

require_sdk() {
    if ! command -v dotnet >/dev/null; then
        echo "NetTimeline is built with the .NET SDK 10, and there is no dotnet on the PATH. Please install it." >&2
        exit 1
    fi
    # From the root, where global.json names the version: dotnet says which is missing.
    (cd "$root" && dotnet --version >/dev/null) || exit 1
}

# Runs a verb of dotnet that builds, at the root, and shows what it says only if it fails.
quietly() {
    local said
    if ! said=$(cd "$root" && dotnet "$@" --verbosity quiet -consoleLoggerParameters:ErrorsOnly 2>&1); then
        printf '%s\n' "$said" >&2
        return 1
    fi
}

# The page is built with Node.js. Without it the server alone is built, whose API does all that the page does.
page=
require_page_or_say_so() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        echo "There is no Node.js on the PATH, so NetTimeline is built without its page; the API is served." >&2
        page=false
    fi
}

# Builds the command line and what it needs, no tests, unless nothing changed since it was last built.
build_cli() {
    local built=$artifacts/nettimeline.built${page:+-without-page}
    if [ -e "$built" ] && [ -z "$(changed_since "$built")" ]; then
        return
    fi
    mkdir -p "$artifacts"
    touch "$built.now"
    [ -e "$built" ] || echo "Building NetTimeline, which takes some minutes the first time." >&2
    quietly build src/NetTimeline.Cli --configuration Release ${page:+-p:BuildUi=$page}
    mv "$built.now" "$built"
}

# The first file or folder of the sources – the case reports are built in – that is newer; a deletion shows as a newer folder.
changed_since() {
    find "$root/src" "$root/tests/case-reports" "$root/build" "$root/global.json" \
        -name node_modules -prune -o -newer "$1" -print 2>/dev/null | head -n 1
}

# A number of a test runner's own report; 0 where it left none.
count() {
    local number=
    [ ! -e "$1" ] || number=$(sed -n "s/.*<assembly [^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1)
    echo "${number:-0}"
}

# The last line of a run, of passed, failed and skipped; true only if tests ran and none failed.
tell() {
    local line="$1 passed, $2 failed"
    [ "$3" -eq 0 ] || line="$line, $3 skipped"
    echo "$line"
    [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
}

# Data stay in the tree unless another folder is named.
cli() {
    export NETTIMELINE_DATA=${NETTIMELINE_DATA:-$root/.data}
    exec dotnet "$artifacts/bin/NetTimeline.Cli/release/nettimeline.dll" "$@"
}
