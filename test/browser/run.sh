#!/usr/bin/env bash
# Installs Debian's Chromium if there is none, then tests the pages in it. CHROMIUM names another browser.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ -z "${CHROMIUM:-}" ]; then
  if ! command -v chromium >/dev/null; then
    if [ "$(id -u)" -ne 0 ]; then
      echo 'Chromium is missing. Type: sudo apt-get install chromium, or set CHROMIUM to the path of one' >&2
      exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  fi
  CHROMIUM="$(command -v chromium)"
fi
export CHROMIUM

node projenrc/build-page.mjs
node projenrc/build-playground.mjs
suites=("${@/%/.browser.ts}")
suites=("${suites[@]/#/test/browser/}")
[ $# -gt 0 ] || suites=(test/browser/*.browser.ts)
exec node --import tsx --test --test-concurrency=1 --test-reporter=spec "${suites[@]}"
