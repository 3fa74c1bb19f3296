#!/usr/bin/env bash
# Builds what a release holds: .github/release.sh FOLDER [OS/ARCH]...
# The action downloads these archives when its input version is given.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$1
shift
[ $# -gt 0 ] || set -- linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for target in "$@"; do
  os=${target%/*} arch=${target#*/}
  binary=jdlint
  [ "$os" != windows ] || binary=jdlint.exe
  mkdir -p "$work/$target"
  CGO_ENABLED=0 GOOS=$os GOARCH=$arch go build -trimpath -ldflags="-s -w" -o "$work/$target/$binary" .
  tar -czf "$out/jdlint_${os}_$arch.tar.gz" -C "$work/$target" "$binary" -C "$PWD" LICENSE README.md
done

cd "$out"
if command -v sha256sum >/dev/null; then
  sha256sum jdlint_*.tar.gz >checksums.txt
else
  shasum -a 256 jdlint_*.tar.gz >checksums.txt
fi
