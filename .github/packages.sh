#!/usr/bin/env bash
# Makes packages of the archives that release.sh built: .github/packages.sh FOLDER
# Debian and RPM packages, npm packages, a Homebrew formula, a Scoop manifest and a
# bill of materials, and checksums of all. Needs npm, and fetches what else it uses.
set -euo pipefail
cd "$(dirname "$0")/.."

nfpm_version=v2.41.0
cyclonedx_version=v1.10.0
out=$(cd "$1" && pwd)
tag=${VERSION:-$(git describe --tags --exact-match 2>/dev/null || echo v0.0.0-devel)}
version=${tag#v}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
site=https://github.com/jdlint/jdlint
about="Tells whether the title of a job posting names the role that its duties describe"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sum() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# Programs by platform, out of the archives.
targets=()
for archive in "$out"/jdlint_*_*.tar.gz "$out"/jdlint_*_*.zip; do
  [ -f "$archive" ] || continue
  target=$(basename "$archive") target=${target#jdlint_} target=${target%%.*}
  targets+=("$target")
  mkdir "$work/$target"
  case $archive in
  *.zip) unzip -qo "$archive" -d "$work/$target" ;;
  *) tar -xzf "$archive" -C "$work/$target" ;;
  esac
done

# Debian and RPM, with completion for shells.
for shell in bash zsh fish; do
  go run . completion $shell >"$work/completion.$shell"
done
for target in "${targets[@]}"; do
  case $target in linux_*) ;; *) continue ;; esac
  cat >"$work/nfpm.yaml" <<END
name: jdlint
arch: ${target#linux_}
version: "$version"
maintainer: jdlint <jdlint@users.noreply.github.com>
description: $about
homepage: $site
license: MIT
section: devel
contents:
  - {src: $work/$target/jdlint, dst: /usr/bin/jdlint, file_info: {mode: 0755}}
  - {src: LICENSE, dst: /usr/share/doc/jdlint/copyright, file_info: {mode: 0644}}
  - {src: $work/completion.bash, dst: /usr/share/bash-completion/completions/jdlint, file_info: {mode: 0644}}
  - {src: $work/completion.zsh, dst: /usr/share/zsh/vendor-completions/_jdlint, file_info: {mode: 0644}}
  - {src: $work/completion.fish, dst: /usr/share/fish/vendor_completions.d/jdlint.fish, file_info: {mode: 0644}}
END
  for packager in deb rpm; do
    go run "github.com/goreleaser/nfpm/v2/cmd/nfpm@$nfpm_version" package --config "$work/nfpm.yaml" --packager $packager --target "$out" >/dev/null
  done
done

# npm: a package for each platform, and one that depends on all of them, of which npm
# installs the one that fits.
common="\"version\": \"$version\", \"license\": \"MIT\", \"homepage\": \"$site\", \"repository\": \"github:jdlint/jdlint\""
optional=
for target in "${targets[@]}"; do
  os=${target%_*} arch=${target#*_} binary=jdlint
  [ "$arch" != amd64 ] || arch=x64
  if [ "$os" = windows ]; then
    os=win32 binary=jdlint.exe
  fi
  dir=$work/npm-$os-$arch
  mkdir -p "$dir/bin"
  cp "$work/$target/$binary" "$dir/bin/"
  cp LICENSE .github/npm/README.md "$dir/"
  echo "{\"name\": \"@jdlint/$os-$arch\", \"description\": \"jdlint for $os on $arch\", $common, \"os\": [\"$os\"], \"cpu\": [\"$arch\"], \"files\": [\"bin\"], \"preferUnplugged\": true}" >"$dir/package.json"
  optional="$optional${optional:+, }\"@jdlint/$os-$arch\": \"$version\""
done
mkdir "$work/npm-all"
cp LICENSE .github/npm/README.md .github/npm/jdlint.js "$work/npm-all/"
echo "{\"name\": \"jdlint\", \"description\": \"$about\", $common, \"bin\": {\"jdlint\": \"jdlint.js\"}, \"engines\": {\"node\": \">=16\"}, \"files\": [\"jdlint.js\"], \"optionalDependencies\": {$optional}}" >"$work/npm-all/package.json"
for dir in "$work"/npm-*; do
  (cd "$dir" && npm pack --silent --pack-destination "$out" >/dev/null)
done

# asset prints the address and the checksum of an archive, as a format wants them.
asset() {
  local hash
  hash=$(sum "$out/$1")
  # shellcheck disable=SC2059 # the format is a constant below
  printf "$2" "$site/releases/download/$tag/$1" "${hash%% *}"
}

{
  echo "class Jdlint < Formula"
  echo "  desc \"Check that titles of job postings name the role that the duties describe\""
  echo "  homepage \"$site\""
  echo "  version \"$version\""
  echo "  license \"MIT\""
  for target in "${targets[@]}"; do
    os=${target%_*} cpu=intel
    [ "${target#*_}" != arm64 ] || cpu=arm
    case $os in
    darwin) os=macos ;;
    windows) continue ;;
    esac
    asset "jdlint_$target.tar.gz" "  on_$os do\n    on_$cpu do\n      url \"%s\"\n      sha256 \"%s\"\n    end\n  end\n"
  done
  cat <<'END'

  def install
    bin.install "jdlint"
    generate_completions_from_executable(bin/"jdlint", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/jdlint version")
  end
end
END
} >"$out/jdlint.rb"

{
  echo "{"
  echo "  \"version\": \"$version\", \"description\": \"$about\", \"homepage\": \"$site\", \"license\": \"MIT\", \"bin\": \"jdlint.exe\","
  echo "  \"architecture\": {"
  comma=
  for target in "${targets[@]}"; do
    case $target in
    windows_amd64) name=64bit ;;
    windows_arm64) name=arm64 ;;
    *) continue ;;
    esac
    asset "jdlint_$target.zip" "$comma    \"$name\": {\"url\": \"%s\", \"hash\": \"%s\"}"
    comma=",
"
  done
  echo
  echo "  },"
  echo "  \"checkver\": {\"github\": \"$site\"},"
  echo "  \"autoupdate\": {\"architecture\": {"
  echo "    \"64bit\": {\"url\": \"$site/releases/download/v\$version/jdlint_windows_amd64.zip\"},"
  echo "    \"arm64\": {\"url\": \"$site/releases/download/v\$version/jdlint_windows_arm64.zip\"}"
  echo "  }}"
  echo "}"
} >"$out/jdlint.json"

# What the program is built of.
go run "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@$cyclonedx_version" \
  app -json -licenses -std -noserial -notimestamp -output "$out/jdlint.cdx.json" .

cd "$out"
rm -f checksums.txt
sum -- * >"$work/checksums.txt"
mv "$work/checksums.txt" checksums.txt
