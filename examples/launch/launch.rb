# Makes the token with which a ticket opens its check. Usage: launch.rb SECRET_FILE FRAME TARGET TICKET
require "base64"
require "json"
require "openssl"
require "securerandom"

secret_file, frame, target, ticket = ARGV
encode = ->(data) { Base64.urlsafe_encode64(data, padding: false) }
now = Time.now.to_i
claims = { aud: frame, iat: now, exp: now + 300, jti: SecureRandom.uuid, target: target, reference: ticket }
message = [{ alg: "HS256", typ: "JWT" }, claims].map { |part| encode.(JSON.generate(part)) }.join(".")
secret = File.binread(secret_file).strip
puts "#{message}.#{encode.(OpenSSL::HMAC.digest('SHA256', secret, message))}"
