#!/bin/sh
# What the compositor shows. Its exit code is the kiosk's: 90 left, 91 restart the machine, 92 switch it off.
set -eu
cd "$(dirname "$0")/../.."
for node in node_modules/node-linux-*/bin/node; do
  [ ! -x "$node" ] || exec "$node" electron/launch/start.mjs --live
done
exec node electron/launch/start.mjs --live
