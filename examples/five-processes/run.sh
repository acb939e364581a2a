#!/bin/sh
# The journey across five processes, from an empty data/ on: makes certificates, provisions the cards,
# starts HSS, SCEF, MME and application server, runs the devices, stops the others. Ends with the
# devices' exit status. Arguments are handed to 'bestow ue', for example --reports 3.
# BESTOW names another starter than the ./bestow of this clone; EXAMPLE another folder of configurations, with
# its NODES in the order in which they start, and the NAMES that need certificates.
set -eu
unset CDPATH
here=$(cd "${EXAMPLE:-$(dirname "$0")}" && pwd -P)
cd "$here/../.."
nodes=${NODES:-scef hss mme as}
names=${NAMES:-scef.epc.mnc001.mcc001.3gppnetwork.org as.example.net}
bestow=${BESTOW:-./bestow}
logs=data/log
mkdir -p "$logs"
pids=

stop() {
  for pid in $pids; do kill -TERM "$pid" 2>/dev/null || :; done
  for pid in $pids; do wait "$pid" || :; done
  pids=
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# start NODE: in the background, until it says that it is ready.
start() {
  : >"$logs/$1.out"
  "$bestow" "$1" --config "$here/$1.yaml" >"$logs/$1.out" 2>"$logs/$1.err" &
  pids="$! $pids"
  tries=0
  until grep -q ready "$logs/$1.out"; do
    tries=$((tries + 1))
    if ! kill -0 "$!" 2>/dev/null || [ "$tries" -gt 120 ]; then
      echo "$1 does not start:" >&2
      cat "$logs/$1.err" >&2
      exit 1
    fi
    sleep 1
  done
  cat "$logs/$1.out"
}

for name in $names; do
  [ -f "data/tls/$name.crt" ] || "$bestow" keys test-certificates data/tls "$name"
done
"$bestow" provision "$here/cards.csv" --config "$here/hss.yaml"
for node in $nodes; do start "$node"; done
status=0
"$bestow" ue --config "$here/ue.yaml" "$@" || status=$?
stop
exit "$status"
