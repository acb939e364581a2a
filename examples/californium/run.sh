#!/bin/sh
# MeterServer in the place of the application server of five-processes: makes certificates, provisions the cards, starts
# HSS, SCEF and MME, then MeterServer, and has the devices report to it by CoAP over DTLS. Ends with the devices' exit
# status. Arguments are handed to 'bestow ue'. After `./mvnw -q -DskipTests -pl californium,cli -am package`.
# CLASSES names other classes than those of this clone.
set -eu
unset CDPATH
here=$(cd "$(dirname "$0")" && pwd -P)
cd "$here/../.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classes=${CLASSES:-"californium/target/lib/*:californium/target/*"}
mkdir -p data/log
"$java" -cp "$classes" "$here/MeterServer.java" >data/log/meter-server.out 2>&1 &
meter=$!
trap 'kill "$meter" 2>/dev/null || :' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
status=0
NODES="scef hss mme" examples/five-processes/run.sh --protect dtls --to 127.0.0.1:5684 "$@" || status=$?
cat data/log/meter-server.out
exit "$status"
