#!/usr/bin/env bash
# Builds missing servers, then compares the library with them. Arguments name suites: run.sh fuzz
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

E2E_NEWEST="$(./build-servers.sh)"
if command -v go >/dev/null; then
  E2E_1_27="$(./build-servers.sh kube-apiserver-1.27)"
  E2E_HELM_3="$(./build-servers.sh helm-3)"
  E2E_HELM_4="$(./build-servers.sh helm-4)"
  E2E_KUSTOMIZE="$(./build-servers.sh kustomize)"
else
  # The servers come from KUBEBUILDER_ASSETS, which contains only one release.
  echo "Only the release in KUBEBUILDER_ASSETS is asked: 1.27, which still has the feature gate, is built with Go." >&2
fi
export E2E_NEWEST E2E_1_27="${E2E_1_27:-}" E2E_HELM_3="${E2E_HELM_3:-}" E2E_HELM_4="${E2E_HELM_4:-}" \
  E2E_KUSTOMIZE="${E2E_KUSTOMIZE:-}"

suites=("${@/%/.e2e.ts}")
[ $# -gt 0 ] || suites=(*.e2e.ts)
# One suite at a time: two control planes on two cores would only slow each other down.
exec node --import tsx --test --test-concurrency=1 --test-reporter=spec "${suites[@]}"
