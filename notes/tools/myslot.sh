#!/bin/bash
# slot with a watch: when the queue loses our entry before we start, queue again
while :; do
  rm -f /tmp/m/started
  setsid slot bash -c 'touch /tmp/m/started; exec "$@"' _ "$@" &
  pid=$!
  while kill -0 $pid 2>/dev/null; do
    sleep 3
    [ -e /tmp/m/started ] && { wait $pid; exit $?; }
    ls /tmp/slots/q | grep -q -- "-$pid\$" || { sleep 2; [ -e /tmp/m/started ] && { wait $pid; exit $?; }; kill $pid; break; }
  done
  [ -e /tmp/m/started ] && { wait $pid; exit $?; }
done
