#!/usr/bin/env bash
# Makes gen/heliodesk from the contracts: `make proto`. What no contract makes any more goes away.
#   proto/generate.sh [FOLDER]    into another folder than gen/
# There are no *_pb2_grpc.py: kit/rpc registers servicers and calls methods by their descriptors.
set -Eeuo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=proto/image.sh
. "$here/image.sh"

out=${1:-$here/../gen}
mkdir -p "$out"
fresh=$(mktemp -d "$out/.fresh.XXXXXX")
trap 'rm -rf "$fresh"' EXIT

# The set with the comments is what the edge makes the descriptions of its OpenAPI page from.
mkdir "$fresh/heliodesk"
compile "$here" --python_out="$fresh" --pyi_out="$fresh" \
  --include_source_info --descriptor_set_out="$fresh/heliodesk/contracts.binpb"
touch "$fresh/heliodesk/py.typed"

rm -rf "$out/heliodesk"
mv "$fresh/heliodesk" "$out/heliodesk"
