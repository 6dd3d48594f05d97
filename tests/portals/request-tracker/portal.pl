# A Request Tracker 5 in one file, on SQLite: `portal.pl` makes it, and says on which port it listens and with which token
# programs may write into its tickets.
#
# The environment says where Debian's packages are unpacked (RT_ROOT), where the portal's own folder is (PORTAL_FOLDER), what
# the policy of its pages is (PORTAL_POLICY), and which computer its ticket is about (PORTAL_COMPUTER). Callbacks lie in
# `local/html/Callbacks` of its folder.
use strict;
use warnings;
# Variables of RT are known only once it is loaded.
no warnings 'once';

use IO::Socket::INET;
use Socket qw(SOMAXCONN);

my $folder = $ENV{PORTAL_FOLDER} or die "PORTAL_FOLDER names no folder\n";
$| = 1;
mkdir "$folder/$_" for qw(var mason_data session_data);

my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => SOMAXCONN, Proto => 'tcp')
    or die "no port: $@";
my $port = $socket->sockport;

require RT;
{
    open(my $settings, '>', "$folder/settings.pm") or die "$folder: $!";
    print $settings <<"SETTINGS";
Set(\$rtname, 'portal.test');
Set(\$Organization, 'portal.test');
Set(\$DatabaseType, 'SQLite');
Set(\$DatabaseName, '$folder/rt.sqlite3');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, $port);
Set(\$WebPath, '');
Set(\$WebSessionClass, 'Apache::Session::File');
Set(\$LogToSyslog, undef);
Set(\$LogToSTDERR, 'warning');
Set(\$MailCommand, 'mbox');
Set(\$Timezone, 'UTC');
1;
SETTINGS
}
$ENV{RT_SITE_CONFIG} = "$folder/settings.pm";
RT->LoadConfig;
RT->InitPluginPaths;
RT->InitClasses;
RT->InitLogging;
seed();
RT->Init(Heavy => 1);
serve();

sub seed {
    require RT::Handle;
    $RT::Handle = RT::Handle->new;
    $RT::Handle->Connect;
    must($RT::Handle->InsertSchema($RT::Handle->dbh));
    must($RT::Handle->InsertInitialData);
    must($RT::Handle->InsertData("$RT::EtcPath/initialdata"));
    RT->Init;

    for my $agent (['agent', 'en'], ['agentin', 'de']) {
        my $user = RT::User->new(RT->SystemUser);
        must($user->Create(Name => $agent->[0], Lang => $agent->[1], Password => 'secret-password', Privileged => 1));
        must($user->PrincipalObj->GrantRight(Right => 'SuperUser', Object => RT->System));
    }
    my $asking = RT::User->new(RT->SystemUser);
    must($asking->Create(Name => 'user', EmailAddress => 'user@example.test', Password => 'secret-password'));
    for my $right (qw(SeeQueue ShowTicket)) {
        my $requestors = RT::Group->new(RT->SystemUser);
        $requestors->LoadRoleGroup(Object => RT->System, Name => 'Requestor');
        must($requestors->PrincipalObj->GrantRight(Right => $right, Object => RT->System));
    }
    my $robot = RT::User->new(RT->SystemUser);
    must($robot->Create(Name => 'rdptrace', EmailAddress => 'rdptrace@example.test', Privileged => 1));
    for my $right (qw(SeeQueue ShowTicket ShowTicketComments CommentOnTicket)) {
        must($robot->PrincipalObj->GrantRight(Right => $right, Object => RT->System));
    }
    my $token = RT::AuthToken->new(RT->SystemUser);
    my ($done, $why, $secret) = $token->Create(Owner => $robot->Id, Description => 'rdptrace');
    must($done, $why);
    print "programs have the token $secret\n";
    my $field = RT::CustomField->new(RT->SystemUser);
    must($field->Create(Name => 'Computer', Type => 'FreeformSingle', LookupType => RT::Ticket->CustomFieldLookupType));
    must($field->AddToObject(RT::Queue->new(RT->SystemUser)));
    my $ticket = RT::Ticket->new(RT->SystemUser);
    must($ticket->Create(Queue => 'General', Subject => 'RDP error 0x4', Requestor => 'user@example.test'));
    must($ticket->AddCustomFieldValue(Field => $field, Value => $ENV{PORTAL_COMPUTER})) if $ENV{PORTAL_COMPUTER};
}

sub must {
    my ($done, $why) = @_;
    die +($why // 'it failed') . "\n" unless $done;
}

sub serve {
    require Plack::Loader;
    require RT::PlackRunner;
    my $portal = RT::PlackRunner->app;
    my $with_policy = sub {
        my $answer = $portal->(@_);
        return Plack::Util::response_cb($answer, sub {
            push @{ $_[0][1] }, 'Content-Security-Policy' => $ENV{PORTAL_POLICY} if $ENV{PORTAL_POLICY};
        });
    };
    # A connection to the database is of no use after a fork.
    $RT::Handle->dbh->disconnect;
    $RT::Handle->dbh(undef);
    undef $RT::Handle;
    print "the portal listens on $port\n";
    my $listens = [];
    $listens->[fileno $socket] = { host => '127.0.0.1', port => $port, sock => $socket };
    Plack::Loader->load('Starlet', listens => $listens, host => '127.0.0.1', port => $port, max_workers => 3)->run($with_policy);
}
