#!/bin/sh
# The unit's main process: a compositor that shows one program. Debian 12's does not pass on the exit code of what it
# shows, so that run.sh leaves it in a file.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
code="${RUNTIME_DIRECTORY:?is set by systemd}/exit-code"
rm -f "$code"
# Never -s: it would allow switching to another console.
cage -d -- "$here/run.sh"
[ -s "$code" ] && exit "$(cat "$code")"
exit 1
