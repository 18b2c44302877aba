#!/usr/bin/env bash
# Prints a folder with the binaries kube-apiserver, etcd and, for the newest release, kubectl. Builds what is missing.
#
#   build-servers.sh              the newest release; $KUBEBUILDER_ASSETS is taken instead when it holds all three
#   build-servers.sh kube-apiserver-1.27   an older release: a folder under servers/, always built from source
#   build-servers.sh helm-4     the folder of that release of Helm, built from source too; the same for kustomize
set -euo pipefail

temporary=
servers="$(cd "$(dirname "${BASH_SOURCE[0]}")/servers" && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-nodeport/servers"
release="${1:-kube-apiserver}"

assets="${KUBEBUILDER_ASSETS:-}"
if [ $# -eq 0 ] && [ -x "$assets/kube-apiserver" ] && [ -x "$assets/etcd" ] && [ -x "$assets/kubectl" ]; then
  echo "$assets"
  exit
fi

if [ ! -f "$servers/$release/go.mod" ]; then
  echo "No such release: $release. There are: $(cd "$servers" && echo kube-apiserver*)" >&2
  exit 2
fi

# version <folder> <module>: the version that the folder's go.mod requires.
version() {
  awk -v module="$2" '$1 == module && $2 ~ /^v/ { print $2 } $1 == "require" && $2 == module { print $3 }' \
    "$servers/$1/go.mod"
}

# build <folder> <package> <binary> <linker flags>
build() {
  local folder="$1" package="$2" binary="$3" ldflags="$4"
  [ ! -x "$binary" ] || return 0

  if ! command -v go >/dev/null; then
    echo "The API server tests need kube-apiserver, etcd and kubectl: either install Go 1.26 or newer, with which" \
      "they are built, or set KUBEBUILDER_ASSETS to a folder that has all three (setup-envtest fetches one)." >&2
    exit 1
  fi

  echo "Building $binary, once; this takes some minutes ..." >&2
  mkdir -p "$(dirname "$binary")"
  # Renamed when complete: an interrupted build leaves no half binary, and of two builds at a time the later one wins.
  temporary="$binary.$$"
  trap 'kill $(jobs -p) 2>/dev/null || true; rm -f "$temporary"' EXIT
  (cd "$servers/$folder" && GOWORK=off GOFLAGS=-mod=readonly CGO_ENABLED=0 \
    exec go build -trimpath -ldflags "-s -w $ldflags" -o "$temporary" "$package" >&2) &
  # In the background, since a signal would otherwise end this script but not the compiler.
  wait $!
  mv -f "$temporary" "$binary"
  trap - EXIT
}

if [ "${release#helm-}" != "$release" ]; then
  module="helm.sh/helm/v${release#helm-}"
  assets="$cache/helm-$(version "$release" "$module")"
  build "$release" "$module/cmd/helm" "$assets/helm" ""
  echo "$assets"
  exit
fi

if [ "$release" = kustomize ]; then
  module="sigs.k8s.io/kustomize/kustomize/v5"
  assets="$cache/kustomize-$(version kustomize "$module")"
  build kustomize "$module" "$assets/kustomize" ""
  echo "$assets"
  exit
fi

etcd="$cache/etcd-$(version etcd go.etcd.io/etcd/server/v3)"
build etcd go.etcd.io/etcd/server/v3 "$etcd/etcd" ""

kube_version="$(version "$release" k8s.io/kubernetes)"
assets="$cache/kube-apiserver-$kube_version"
minor="${kube_version#v1.}"
# Without these the server believes that it is v0.0.0, which also decides the feature gates that it knows.
flags=
for info in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  flags="$flags -X $info.gitVersion=$kube_version -X $info.gitMajor=1 -X $info.gitMinor=${minor%%.*}"
done
build "$release" k8s.io/kubernetes/cmd/kube-apiserver "$assets/kube-apiserver" "$flags"
if [ "$release" = kube-apiserver ]; then
  build kubectl k8s.io/kubernetes/cmd/kubectl "$assets/kubectl" "$flags"
  build kubectl ./session "$assets/kubectl-session" "$flags"
fi

# Each release's folder holds its binaries side by side, as an envtest folder does.
ln -sf "$etcd/etcd" "$assets/etcd"
echo "$assets"
