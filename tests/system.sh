#!/bin/sh
# Installs the packages that are named, by default what the tests lack, or says what to install.
set -eu
cd "$(dirname "$0")/.."

missing="$*"
if [ $# = 0 ]; then
    command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
        missing="$missing postgresql"
    [ -n "$(find /usr/share/fonts ~/.fonts -iname 'NotoSansCJK*' 2>/dev/null | head -n 1)" ] ||
        missing="$missing fonts-noto-cjk"
    command -v ippeveprinter >/dev/null || [ -x /usr/sbin/ippeveprinter ] ||
        missing="$missing cups-ipp-utils"
    command -v dbus-daemon >/dev/null || missing="$missing dbus-daemon"
    if [ -d tests/browser ]; then
        command -v chromium >/dev/null || missing="$missing chromium"
    fi
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "These packages are needed (Debian names): $missing" >&2
    exit 1
fi
echo "Installing $missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086  # a list of names
apt-get install -qq -y --no-install-recommends $missing >/dev/null
