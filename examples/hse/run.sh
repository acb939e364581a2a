#!/bin/sh
# As ../five-processes/run.sh, with a home security endpoint that the HSS pushes to, and an MME that nobody changed.
set -eu
unset CDPATH
EXAMPLE=$(cd "$(dirname "$0")" && pwd -P)
export EXAMPLE
export NODES="hss mme hse"
export NAMES="hse.epc.mnc001.mcc001.3gppnetwork.org"
exec "$EXAMPLE/../five-processes/run.sh" "$@"
