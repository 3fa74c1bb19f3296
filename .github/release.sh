#!/usr/bin/env bash
# Builds the archives of a release: .github/release.sh FOLDER [OS/ARCH]...
# The same sources and VERSION give the same bytes. The action downloads these
# archives when its input version is given; packages.sh makes the rest of them.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$1
shift
[ $# -gt 0 ] || set -- linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
version=${VERSION:-$(git describe --tags --exact-match 2>/dev/null || echo devel)}
commit=$(git rev-parse HEAD 2>/dev/null || true)
seconds=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
date=$(TZ=UTC git log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null || true)
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/archive" ./lint/internal/archive

cli=github.com/jdlint/jdlint/lint/cli
for target in "$@"; do
  os=${target%/*} arch=${target#*/}
  binary=$work/$target/jdlint archive=jdlint_${os}_$arch.tar.gz
  if [ "$os" = windows ]; then
    binary=$binary.exe archive=jdlint_${os}_$arch.zip
  fi
  CGO_ENABLED=0 GOOS=$os GOARCH=$arch go build -trimpath -buildvcs=false \
    -ldflags="-s -w -X $cli.version=$version -X $cli.commit=$commit -X $cli.date=$date" -o "$binary" .
  "$work/archive" "$out/$archive" "$seconds" "$binary" LICENSE README.md
done

# The page as a folder of static files, for those who install nothing.
go run ./lint/serve/static --version "$version" --out "$work/jdlint-page"
"$work/archive" "$out/jdlint_page.zip" "$seconds" "$work"/jdlint-page/*

cd "$out"
if command -v sha256sum >/dev/null; then
  sha256sum jdlint_* >checksums.txt
else
  shasum -a 256 jdlint_* >checksums.txt
fi
