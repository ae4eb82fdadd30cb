#!/bin/sh
# Runs as root when the kiosk has ended, with its exit code in EXIT_STATUS.
case "${EXIT_STATUS:-}" in
  90) exec systemctl --no-block start getty@tty1.service ;;
  91) exec systemctl --no-block reboot ;;
  92) exec systemctl --no-block poweroff ;;
esac
exit 0
