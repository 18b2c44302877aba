#!/usr/bin/env bash
# Prints the path of kubectl-reader, and builds it if it is missing. Go caches what it compiled, so a changed source
# costs seconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/kubectl-reader"

version="$(awk '$1 == "k8s.io/cli-runtime" { print $2 }' go.mod)"
source="$(cat main.go go.sum | sha256sum | cut -c1-12)"
binary="${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-nodeport/differential/kubectl-reader-$version-$source"
if [ ! -x "$binary" ]; then
  if ! command -v go >/dev/null; then
    echo 'The comparison with the reader of kubectl needs Go 1.26 or newer, with which it is built.' >&2
    exit 1
  fi
  echo "Building $binary, once; this takes some minutes ..." >&2
  mkdir -p "$(dirname "$binary")"
  # Renamed when complete: an interrupted build leaves no half binary.
  GOWORK=off GOFLAGS=-mod=readonly CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$binary.$$" .
  mv -f "$binary.$$" "$binary"
fi
echo "$binary"
