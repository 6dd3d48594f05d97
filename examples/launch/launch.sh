#!/bin/sh
# Makes the token with which a ticket opens its check. Usage: launch.sh SECRET_FILE FRAME TARGET TICKET
# TARGET and TICKET must not have quotes or backslashes in them. Others on this machine see the secret while openssl runs.
set -eu
encode() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
now=$(date +%s)
name=$(openssl rand -hex 16)
key=$(tr -d '\n' <"$1" | od -An -v -tx1 | tr -d ' \n')
header=$(printf '{"alg":"HS256","typ":"JWT"}' | encode)
claims=$(printf '{"aud":"%s","iat":%s,"exp":%s,"jti":"%s","target":"%s","reference":"%s"}' \
  "$2" "$now" "$((now + 300))" "$name" "$3" "$4" | encode)
signature=$(printf '%s.%s' "$header" "$claims" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | encode)
printf '%s.%s.%s\n' "$header" "$claims" "$signature"
