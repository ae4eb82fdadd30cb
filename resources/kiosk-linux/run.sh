#!/bin/sh
# What the compositor shows. Its exit code is the kiosk's: 90 left, 91 restart the machine, 92 switch it off.
set -u
cd "$(dirname "$0")/../.." || exit 1
node=node
for own in node_modules/node-linux-*/bin/node; do
  [ ! -x "$own" ] || node=$own
done
"$node" electron/launch/start.mjs --live
code=$?
echo "$code" >"$RUNTIME_DIRECTORY/exit-code"
exit "$code"
