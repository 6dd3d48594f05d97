# Where the parts of Request Tracker are. Debian's file of this name says it for packages that are installed; here they are
# unpacked into a folder (RT_ROOT), and everything that changes is in another (PORTAL_FOLDER).
package RT;
use strict;
use warnings;

our ($VERSION) = map { /^our \$VERSION = '(.+)';/ ? $1 : () } do {
    open(my $original, '<', "$ENV{RT_ROOT}/usr/share/request-tracker5/lib/RT/Generated.pm") or die "RT_ROOT: $!";
    <$original>;
};
our ($MAJOR_VERSION, $MINOR_VERSION, $REVISION) = $VERSION =~ /^(\d)\.(\d)\.(\d+)/;

our $BasePath = "$ENV{RT_ROOT}/usr/share/request-tracker5";
our $EtcPath = "$BasePath/etc";
our $BinPath = "$ENV{RT_ROOT}/usr/bin";
our $SbinPath = "$ENV{RT_ROOT}/usr/sbin";
our $VarPath = "$ENV{PORTAL_FOLDER}/var";
our $FontPath = "$BasePath/fonts";
our $LexiconPath = "$BasePath/po";
our $StaticPath = "$BasePath/static";
our $PluginPath = "$BasePath/plugins";
our $LocalPath = "$ENV{PORTAL_FOLDER}/local";
our $LocalEtcPath = "$LocalPath/etc";
our $LocalLibPath = "$LocalPath/lib";
our $LocalLexiconPath = "$LocalPath/po";
our $LocalStaticPath = "$LocalPath/static";
our $LocalPluginPath = "$LocalPath/plugins";
our $MasonComponentRoot = "$BasePath/html";
our $MasonLocalComponentRoot = "$LocalPath/html";
our $MasonDataDir = "$ENV{PORTAL_FOLDER}/mason_data";
our $MasonSessionDir = "$ENV{PORTAL_FOLDER}/session_data";

1;
