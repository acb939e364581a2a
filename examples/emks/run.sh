#!/bin/sh
# As ../five-processes/run.sh, with an EMKS, a security endpoint and an MME that nobody changed.
set -eu
unset CDPATH
EXAMPLE=$(cd "$(dirname "$0")" && pwd -P)
export EXAMPLE
export NODES="emks hss mme hse"
export NAMES="emks.epc.mnc001.mcc001.3gppnetwork.org emse.example.net"
exec "$EXAMPLE/../five-processes/run.sh" "$@"
