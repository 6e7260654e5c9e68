#!/usr/bin/env bash
# Holds the contracts to buf's STANDARD rules, and to what image.binpb promised to readers (WIRE_JSON): part of `make lint`.
#   proto/check.sh             check
#   proto/check.sh --accept    check, then promise what stands there now: image.binpb becomes the new measure
#   PROTO_ROOT=folder          checks another tree against the same image
# Works offline: buf gets an image from protoc, with googleapis from site-packages in it.
set -Eeuo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=proto/image.sh
. "$here/image.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compile "${PROTO_ROOT:-$here}" --include_imports --include_source_info --descriptor_set_out="$work/now.binpb"
buf lint "$work/now.binpb" --config "$here/buf.yaml" --path heliodesk
if [[ -f $here/image.binpb ]]; then
  buf breaking "$work/now.binpb" --config "$here/buf.yaml" --path heliodesk \
    --against "$here/image.binpb" --against-config "$here/buf.yaml"
fi
if [[ ${1:-} == --accept ]]; then
  # Without comments: the promise is in the fields.
  compile "$here" --include_imports --descriptor_set_out="$here/image.binpb"
  echo "proto/image.binpb: $(contracts "$here" | wc -l) contracts"
fi
