# Makes the token with which a ticket opens its check. Usage: launch.pl SECRET_FILE FRAME TARGET TICKET
use strict;
use warnings;
use Digest::SHA qw(hmac_sha256);
use JSON::PP qw(encode_json);
use MIME::Base64 qw(encode_base64url);

my ($secret_file, $frame, $target, $ticket) = @ARGV;
open(my $file, '<:raw', $secret_file) or die "$secret_file: $!";
my $secret = do { local $/; <$file> };
$secret =~ s/\s+\z//;
open(my $random, '<:raw', '/dev/urandom') or die "/dev/urandom: $!";
read($random, my $name, 16);
my $now = time;
my $claims = {
    aud => $frame, iat => $now, exp => $now + 300, jti => unpack('H*', $name), target => $target, reference => $ticket,
};
my $message = join '.', map { encode_base64url(encode_json($_)) } { alg => 'HS256', typ => 'JWT' }, $claims;
print $message, '.', encode_base64url(hmac_sha256($message, $secret)), "\n";
