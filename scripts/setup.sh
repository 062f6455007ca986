#!/bin/sh
# Installs the system packages MediAgents uses, where it may; otherwise says what is reduced. Never fails the build.
# Packages: SQLite's library, PDF text and rendering, text recognition in four languages, printing with fonts for them,
# PostgreSQL and Redis for tests and for `make cluster`.
# The functions below are called by `need`.
# shellcheck disable=SC2317
set -u

missing=""
need() { # need PACKAGE TEST...
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
has() { command -v "$1"; }
has_file() { for file in "$@"; do [ ! -e "$file" ] || return 0; done; return 1; }
has_library() { ldconfig -p 2>/dev/null | grep -q "$1" || has_file /usr/lib/*/"$1" /lib/*/"$1"; }
has_font() { fc-list 2>/dev/null | grep -q "Noto Sans $1"; }
has_language() { tesseract --list-langs 2>/dev/null | grep -qx "$1"; }
has_postgres() { has_file /usr/lib/postgresql/1[5-9]/bin/initdb /usr/lib/postgresql/[2-9][0-9]/bin/initdb || has initdb; }

need libsqlite3-0 has_library libsqlite3.so.0
need poppler-utils has pdftotext
need tesseract-ocr has tesseract
need tesseract-ocr-hin has_language hin
need tesseract-ocr-ben has_language ben
need tesseract-ocr-tam has_language tam
need weasyprint has weasyprint
need fonts-noto-core has_font Devanagari
need postgresql has_postgres
need redis-server has redis-server
[ -z "$missing" ] && exit 0

if ! has apt-get >/dev/null; then
    echo "setup: no apt-get here; install by your own means:$missing" >&2
elif [ "$(id -u)" = 0 ]; then
    as_root=""
elif has sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "setup: may not install packages here; ask an administrator for:$missing" >&2
fi

# Tests and `make cluster` start servers of their own: Debian's packages shall start none, neither now (policy-rc.d) nor
# with the machine, and make no databases.
installation() {
    cat <<END
set -e
apt-get update -qq
case "$missing" in
*postgresql*)
    apt-get install -y -qq --no-install-recommends postgresql-common
    sed -i 's/^#create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    ;;
esac
if [ ! -e /usr/sbin/policy-rc.d ]; then
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
fi
apt-get install -y -qq --no-install-recommends $missing
case "$missing" in
*redis-server*) [ ! -d /run/systemd/system ] || systemctl disable redis-server ;;
esac
END
}

if [ "${as_root+may}" = may ]; then
    echo "setup: installing$missing"
    $as_root env DEBIAN_FRONTEND=noninteractive sh -c "$(installation)" >/dev/null || echo "setup: the installation failed" >&2
fi

has_library libsqlite3.so.0 || echo "setup: reduced: without libsqlite3-0 the server cannot store anything and does not start" >&2
has pdftotext >/dev/null || echo "setup: reduced: without poppler-utils PDFs cannot be read" >&2
has tesseract >/dev/null || echo "setup: reduced: without tesseract-ocr scans and photos cannot be read" >&2
has weasyprint >/dev/null || echo "setup: reduced: without weasyprint reports cannot be printed as PDF" >&2
has_postgres >/dev/null || echo "setup: reduced: without postgresql (15 or later) the tests of PostgreSQL are skipped" >&2
has redis-server >/dev/null || echo "setup: reduced: without redis-server the tests of Redis are skipped" >&2
exit 0
