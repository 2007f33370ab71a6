#!/usr/bin/env bash
# Two laptops on one server, on this computer: a private sshd on a random port and two mounts of one folder.
#
#   tests/sshfs.sh up DIR      makes DIR/served (on the server), DIR/one and DIR/two (the mounts)
#   tests/sshfs.sh mount DIR NAME     mounts DIR/NAME again
#   tests/sshfs.sh unmount DIR NAME   takes the mount away, also under open files, as a lost network does
#   tests/sshfs.sh down DIR    unmounts and stops the server
#
# `up` ends with 77 and one line of reason where this cannot be done. Only what it started itself is stopped.
set -euo pipefail

dir=$(realpath -m "$2")

cannot() {
  echo "$1"
  exit 77
}

fuse() { command -v fusermount3 || command -v fusermount; }

mount_one() {
  mkdir -p "$dir/$1"
  sshfs -p "$(cat "$dir/port")" -o "IdentityFile=$dir/key,IdentitiesOnly=yes,BatchMode=yes" \
    -o "UserKnownHostsFile=/dev/null,StrictHostKeyChecking=no,LogLevel=ERROR" -F /dev/null \
    "127.0.0.1:$dir/served" "$dir/$1"
}

unmount_one() { # The folder stays, empty, as an unmounted share leaves it.
  "$(fuse)" -u -z "$dir/$1" 2>/dev/null || true
}

serve() { # Tries ports until one is free.
  local sshd port
  sshd=$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v sshd)
  mkdir -p /run/sshd 2>/dev/null || true
  for _ in 1 2 3 4 5 6 7 8; do
    port=$((20000 + RANDOM))
    "$sshd" -f /dev/null -h "$dir/host" -p "$port" -o ListenAddress=127.0.0.1 -o "PidFile=$dir/sshd.pid" \
      -o "AuthorizedKeysFile=$dir/key.pub" -o StrictModes=no -o UsePAM=no -o PasswordAuthentication=no \
      -o PermitRootLogin=prohibit-password -o "Subsystem=sftp internal-sftp" -o MaxStartups=100 -E "$dir/sshd.log" \
      || continue
    for _ in $(seq 50); do
      if [ -s "$dir/sshd.pid" ]; then
        echo "$port" >"$dir/port"
        return
      fi
      sleep 0.1
    done
  done
  cannot "the private sshd did not start: $(tail -n 1 "$dir/sshd.log" 2>/dev/null)"
}

case "$1" in
  up)
    command -v sshfs >/dev/null || cannot "sshfs is not installed"
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v sshd >/dev/null || cannot "openssh-server is not installed"
    [ -n "$(fuse)" ] || cannot "fusermount is not installed"
    { : <>/dev/fuse; } 2>/dev/null || cannot "/dev/fuse cannot be opened"
    mkdir -p "$dir/served"
    ssh-keygen -q -t ed25519 -N '' -f "$dir/key" <<<y >/dev/null
    ssh-keygen -q -t ed25519 -N '' -f "$dir/host" <<<y >/dev/null
    serve
    for name in one two; do
      mount_one "$name" || cannot "sshfs cannot mount here"
    done
    ;;
  mount) mount_one "$3" ;;
  unmount) unmount_one "$3" ;;
  down)
    unmount_one one
    unmount_one two
    if [ -s "$dir/sshd.pid" ]; then kill "$(cat "$dir/sshd.pid")" 2>/dev/null || true; fi
    ;;
  *) cannot "unknown order $1" ;;
esac
