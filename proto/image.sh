# Sourced by the scripts next to it: how a descriptor image is made of a tree of contracts. `python` and `buf` come from PATH
# (make puts .venv/bin first).

googleapis() { # the folder in which google/api and google/protobuf lie
  python -c 'import google.api, os; print(os.path.dirname(os.path.dirname(list(google.api.__path__)[0])))'
}

contracts() { # root of a tree; its files, in a fixed order, so that the output is the same everywhere
  (cd "$1" && find heliodesk -name '*.proto' | LC_ALL=C sort)
}

compile() { # root of a tree, then what protoc is to make
  local root=$1
  shift
  # shellcheck disable=SC2046  # one word for each file is meant
  python -m grpc_tools.protoc -I"$root" -I"$(googleapis)" "$@" $(contracts "$root")
}
