<?php
// Makes the token with which a ticket opens its check. Usage: launch.php SECRET_FILE FRAME TARGET TICKET
[, $secretFile, $frame, $target, $ticket] = $argv;
$encode = fn (string $data): string => rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
$now = time();
$header = ['alg' => 'HS256', 'typ' => 'JWT'];
$claims = [
    'aud' => $frame, 'iat' => $now, 'exp' => $now + 300, 'jti' => bin2hex(random_bytes(16)),
    'target' => $target, 'reference' => $ticket,
];
$message = $encode(json_encode($header)) . '.' . $encode(json_encode($claims));
$secret = rtrim(file_get_contents($secretFile));
echo $message, '.', $encode(hash_hmac('sha256', $message, $secret, true)), "\n";
