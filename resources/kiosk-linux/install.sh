#!/bin/sh
# Makes a kiosk of a Debian machine. The program lies in /opt/station-kiosk, installed and built.
#   sh install.sh          sets everything up; may be run again
#   sh install.sh --undo   takes it back, except the station's data and the user
set -eu

home=/opt/station-kiosk
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
unit=/etc/systemd/system/station-kiosk.service
logind=/etc/systemd/logind.conf.d/station-kiosk.conf
sysctl=/etc/sysctl.d/90-station-kiosk.conf
rules=/etc/udev/rules.d/90-station-kiosk.rules
firewall=/etc/nftables.conf
policies='/etc/chromium/policies/managed /etc/opt/chrome/policies/managed /etc/opt/edge/policies/managed'

[ "$(id -u)" = 0 ] || {
  echo 'install.sh: run it as root' >&2
  exit 2
}

if [ "${1:-}" = --undo ]; then
  systemctl disable station-kiosk.service
  systemctl unmask ctrl-alt-del.target
  rm -f "$unit" "$logind" "$sysctl" "$rules"
  for folder in $policies; do rm -f "$folder/station-kiosk.json"; done
  [ ! -e "$firewall.before-kiosk" ] || mv "$firewall.before-kiosk" "$firewall"
  echo 'install.sh: taken back; start the machine anew'
  exit 0
fi
[ $# = 0 ] || {
  echo 'usage: install.sh [--undo]' >&2
  exit 2
}

for program in cage Xwayland nft systemd-notify; do
  command -v "$program" >/dev/null || {
    echo "install.sh: $program is missing: apt-get install --no-install-recommends cage xwayland nftables systemd chromium chromium-sandbox wlr-randr fonts-noto-cjk" >&2
    exit 1
  }
done

id kiosk >/dev/null 2>&1 || useradd --system --user-group --home-dir /var/lib/station-kiosk --no-create-home --shell /usr/sbin/nologin kiosk
# The card reader's port, the screen, the touch panel, the loudspeaker, the printer.
for group in dialout video render input audio lp; do
  ! getent group "$group" >/dev/null || usermod -a -G "$group" kiosk
done

put() {
  mkdir -p "$(dirname "$2")"
  install -m "${3:-0644}" "$here/$1" "$2"
}

[ -e "$firewall.before-kiosk" ] || [ ! -e "$firewall" ] || cp -p "$firewall" "$firewall.before-kiosk"
put station-kiosk.service "$unit"
put logind.conf "$logind"
put sysctl.conf "$sysctl"
put usb.rules "$rules"
put nftables.conf "$firewall" 0755
for folder in $policies; do put chromium-policy.json "$folder/station-kiosk.json"; done
chmod 0755 "$here/show.sh" "$here/run.sh" "$here/after-end.sh"

systemctl enable station-kiosk.service nftables.service
systemctl mask ctrl-alt-del.target
systemctl set-default multi-user.target

[ -e "$home/electron/launch/start.mjs" ] || echo "install.sh: the program is not in $home yet" >&2
echo 'install.sh: done; start the machine anew'
