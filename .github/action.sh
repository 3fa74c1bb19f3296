#!/usr/bin/env bash
# What the action runs; action.yml says what the variables mean. Works in the
# bash 3.2 of macOS and the one that comes with git for Windows.
set -euo pipefail

fail() {
  echo "::error::jdlint: $1"
  echo "exit-code=2" >>"$GITHUB_OUTPUT"
  exit 2
}

work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/jdlint.XXXXXX")
trap 'rm -rf "$work"' EXIT

# build makes jdlint from the checkout of the action.
build() {
  command -v go >/dev/null || fail "Go is needed to build jdlint; run actions/setup-go first, or name a release in the input version"
  jdlint=$work/jdlint$(go env GOEXE)
  (cd "$GITHUB_ACTION_PATH" && GOWORK=off GOFLAGS=-mod=readonly CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$jdlint" .)
}

# download takes jdlint from a release and compares its checksum.
download() {
  case $JDLINT_VERSION in
  *[!A-Za-z0-9.-]*) fail "the input version is no version: use one such as v1.2.0" ;;
  esac
  local os arch archive sum
  case ${RUNNER_OS:-$(uname -s)} in
  Linux) os=linux ;;
  macOS | Darwin) os=darwin ;;
  Windows) os=windows ;;
  *) fail "there is no release for ${RUNNER_OS:-$(uname -s)}" ;;
  esac
  case ${RUNNER_ARCH:-$(uname -m)} in
  X64 | x86_64) arch=amd64 ;;
  ARM64 | aarch64 | arm64) arch=arm64 ;;
  *) fail "there is no release for ${RUNNER_ARCH:-$(uname -m)}" ;;
  esac
  archive=jdlint_${os}_$arch.tar.gz
  [ "$os" != windows ] || archive=jdlint_${os}_$arch.zip
  for file in "$archive" checksums.txt; do
    curl --fail --silent --show-error --location --retry 3 --output "$work/$file" "$JDLINT_DOWNLOAD/$JDLINT_VERSION/$file" ||
      fail "could not download $file of $JDLINT_VERSION"
  done
  if command -v sha256sum >/dev/null; then
    sum=$(sha256sum "$work/$archive")
  else
    sum=$(shasum -a 256 "$work/$archive")
  fi
  grep -Fqx "${sum%% *}  $archive" "$work/checksums.txt" || fail "the checksum of $archive is not the one of the release"
  if [ "$os" = windows ]; then
    unzip -qo "$work/$archive" -d "$work"
    jdlint=$work/jdlint.exe
  else
    tar -xzf "$work/$archive" -C "$work"
    jdlint=$work/jdlint
  fi
}

# flag adds a flag for an input that is given.
flags=()
flag() {
  [ -z "$2" ] || flags+=("$1=$2")
}

# lines reads an input with one value on each line into the array values.
lines() {
  values=()
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    [ -z "$line" ] || values+=("$line")
  done <<<"$1"
}

flag --role-model "$JDLINT_ROLE_MODEL"
flag --fail-on "$JDLINT_FAIL_ON"
flag --config "$JDLINT_CONFIG"
flag --baseline "$JDLINT_BASELINE"
flag --changed-since "$JDLINT_CHANGED_SINCE"
case $JDLINT_ISOLATED in
true) flags+=(--isolated) ;;
false) ;;
*) fail "the input isolated is true or false" ;;
esac

# Annotations, unless something else is to go to the log.
lines "$JDLINT_FORMAT"
printed=""
for format in ${values[@]+"${values[@]}"}; do
  flags+=("--format=$format")
  case $format in
  *=*) ;;
  *) printed=yes ;;
  esac
done
[ -n "$printed" ] || flags+=(--format=github)
case $JDLINT_SUMMARY in
true) flags+=("--format=markdown=$work/summary.md") ;;
false) ;;
*) fail "the input summary is true or false" ;;
esac

lines "$JDLINT_PATHS"
[ ${#values[@]} -gt 0 ] || fail "the input paths names nothing to check"

if [ -n "$JDLINT_VERSION" ]; then
  download
else
  build
fi

cd "${GITHUB_WORKSPACE:-.}"
cd "$JDLINT_WORKING_DIRECTORY" || fail "there is no folder of the name in the input working-directory"
# Names of files are those of the repository: git knows where in it this folder lies, and
# without git the input tells.
if ! prefix=$(git rev-parse --show-prefix 2>/dev/null); then
  prefix=${JDLINT_WORKING_DIRECTORY#"${GITHUB_WORKSPACE:-.}/"}
  case $prefix in
  /* | [A-Za-z]:* | .. | ../* | */../* | */..) prefix="" ;;
  esac
fi
flag --path-prefix "$prefix"
code=0
"$jdlint" check "${flags[@]}" -- "${values[@]}" || code=$?
if [ -f "$work/summary.md" ]; then
  cat "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
