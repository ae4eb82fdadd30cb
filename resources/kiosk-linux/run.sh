#!/bin/sh
# What the compositor shows. Its exit code is the kiosk's: 90 left, 91 restart the machine, 92 switch it off.
set -eu
cd "$(dirname "$0")/../.."
exec node electron/launch/start.mjs --live
