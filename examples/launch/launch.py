"""Makes the token with which a ticket opens its check. Usage: launch.py SECRET_FILE FRAME TARGET TICKET"""
import base64, hashlib, hmac, json, secrets, sys, time

secret_file, frame, target, ticket = sys.argv[1:]
encode = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=")
now = int(time.time())
header = {"alg": "HS256", "typ": "JWT"}
claims = {"aud": frame, "iat": now, "exp": now + 300, "jti": secrets.token_hex(16), "target": target, "reference": ticket}
message = b".".join(encode(json.dumps(part).encode()) for part in (header, claims))
secret = open(secret_file, "rb").read().strip()
print((message + b"." + encode(hmac.digest(secret, message, hashlib.sha256))).decode())
