#!/usr/bin/env bash
# Brings everything that the local stack, the tests and the linters need. Each step keeps a stamp with the checksum of
# what it was made from, so a second run starts at once and a changed input repeats its own step only.
set -Eeuo pipefail
cd "$(dirname "$0")/../.."

PYTHON="${PYTHON:-python3}"
VENV=.venv
LOCAL=.local

fail() { # what is wrong, and what to do about it
  echo "set-up: $1; $2" >&2
  exit 2
}

checksum() { # files; one that isn't there counts as empty
  { cat "$@" 2>/dev/null || true; } | sha256sum | cut -d' ' -f1
}

done_already() { # name, checksum
  [[ -f "$LOCAL/setup/$1" && "$(<"$LOCAL/setup/$1")" == "$2" ]]
}

mark_done() { echo "$2" >"$LOCAL/setup/$1"; }

check_disk() {
  local free_mb
  free_mb=$(($(df -Pk . | awk 'NR==2 {print $4}') / 1024))
  ((free_mb >= 1024)) || fail "only ${free_mb} MB free on the disk of $PWD" "free 1 GB or more"
}

venv_works() { "$VENV/bin/python" -c '' 2>/dev/null; }

# Before anything is downloaded: whoever lacks two tools should not wait for a minute to hear of the second.
check_tools() {
  if ! done_already kafka "$(checksum deploy/local/pom.xml)"; then
    command -v java >/dev/null || fail "no java on PATH" "install JDK 17 (Debian: apt-get install openjdk-17-jdk-headless)"
    command -v mvn >/dev/null || fail "no mvn on PATH" "install Maven (Debian: apt-get install maven)"
  fi
  venv_works && return
  command -v "$PYTHON" >/dev/null || fail "no $PYTHON on PATH" "install Python 3.11, or name one: make setup PYTHON=/path/to/python3.11"
  "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$PYTHON" -V) is too old" "install Python 3.11, or name one: make setup PYTHON=/path/to/python3.11"
}

make_venv() {
  venv_works && return
  check_disk
  echo "set-up: $("$PYTHON" -V) in $VENV"
  "$PYTHON" -m venv --clear "$VENV" >/dev/null ||
    fail "$PYTHON makes no virtual environment" "install its venv module (Debian: apt-get install python3-venv)"
  rm -f "$LOCAL/setup/packages" "$LOCAL/setup/project"
}

# The lock is the only list: uv comes from its own lines there, with pip, and installs the rest.
install_packages() {
  local sum
  sum=$(checksum requirements.lock)
  done_already packages "$sum" && return
  check_disk
  echo "set-up: packages of requirements.lock"
  awk '/^uv==/ {own=1} own {print} own && !/\\$/ {exit}' requirements.lock >"$LOCAL/setup/uv.lock"
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$LOCAL/setup/uv.lock"
  "$VENV/bin/uv" pip sync --quiet --python "$VENV/bin/python" --require-hashes requirements.lock
  rm -f "$LOCAL/setup/project" # a sync takes away what the lock doesn't name: the project itself
  mark_done packages "$sum"
}

install_project() {
  local sum parts=(-e .)
  [[ -f gen/pyproject.toml ]] && parts+=(-e ./gen)
  sum=$(checksum pyproject.toml gen/pyproject.toml)
  done_already project "$sum" && return
  echo "set-up: the project"
  "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --no-deps --no-build-isolation --config-setting editable_mode=compat "${parts[@]}"
  mark_done project "$sum"
}

fetch_kafka() {
  local sum
  sum=$(checksum deploy/local/pom.xml)
  done_already kafka "$sum" && return
  check_disk
  echo "set-up: Kafka from Maven Central"
  rm -rf "$LOCAL/kafka/libs"
  mvn -B -q -Dstyle.color=never -f deploy/local/pom.xml dependency:copy-dependencies ||
    fail "Maven could not fetch Kafka (its words are above)" "look at the network and at ~/.m2/settings.xml, then try again"
  mark_done kafka "$sum"
}

# These may be missing: without them some translations answer `untranslated`, statements are not printed as PDF, and the
# quickstart's kcat is not tried.
install_debian_packages() {
  local missing=() package
  command -v dpkg-query >/dev/null || return 0
  while read -r package; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
  done < <(grep -v '^#' deploy/local/debian-packages.txt)
  ((${#missing[@]} == 0)) && return
  if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
    echo "set-up: no PDFs, and no translation of some languages, until you run: sudo apt-get install ${missing[*]}" >&2
    return 0
  fi
  echo "set-up: Debian packages ${missing[*]}"
  local apt=(apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}")
  DEBIAN_FRONTEND=noninteractive "${apt[@]}" >"$LOCAL/setup/apt.log" 2>&1 && return
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive "${apt[@]}"; } >"$LOCAL/setup/apt.log" 2>&1 ||
    echo "set-up: apt-get failed (see $LOCAL/setup/apt.log); going on without ${missing[*]}: PDFs or some translations are missing" >&2
}

# Prometheus is unpacked and not installed: its package would start a server of its own.
unpack_prometheus() {
  [[ -x "$LOCAL/prometheus/usr/bin/promtool" ]] && return
  local why="tests of rules and dashboards are skipped"
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "set-up: no Debian package of Prometheus is to be had here; $why" >&2
    return 0
  fi
  echo "set-up: Prometheus, from its Debian package"
  rm -rf "$LOCAL/setup/prometheus" && mkdir -p "$LOCAL/setup/prometheus" "$LOCAL/prometheus"
  (
    cd "$LOCAL/setup/prometheus"
    apt-get -qq download prometheus 2>/dev/null || { apt-get -qq update && apt-get -qq download prometheus; }
  ) >"$LOCAL/setup/prometheus.log" 2>&1 && dpkg-deb -x "$LOCAL"/setup/prometheus/*.deb "$LOCAL/prometheus" ||
    echo "set-up: Prometheus could not be fetched (see $LOCAL/setup/prometheus.log); $why" >&2
}

trap 'echo "set-up: this failed, its own words are above: $BASH_COMMAND; try again, what is done stays done" >&2' ERR
mkdir -p "$LOCAL/setup"
if command -v flock >/dev/null; then # `make run` and `make test` may both be someone's first command
  exec 9>"$LOCAL/setup/lock"
  flock 9
fi
check_tools
make_venv
install_packages
install_project
fetch_kafka
install_debian_packages
unpack_prometheus
