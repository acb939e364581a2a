# Lines between a UNIX datagram socket and this process: LOCAL is ours; REMOTE, if it is said, is whom we send to, else
# whoever sent last. Java has no such sockets.
use strict;
use warnings;
use IO::Socket::UNIX;
use IO::Select;
use Socket;

my ($local, $remote) = @ARGV;
my $socket = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $local) or die "no socket $local: $!";
my $to = defined $remote ? pack_sockaddr_un($remote) : undef;
my $select = IO::Select->new($socket, \*STDIN);
$| = 1;
print "ready\n";
while (1) {
    for my $ready ($select->can_read) {
        if ($ready == $socket) {
            my $from = $socket->recv(my $message, 4096);
            $to = $from unless defined $remote;
            print "$message\n";
        } else {
            exit 0 unless sysread(STDIN, my $lines, 4096);
            for my $line (split /\n/, $lines) {
                $socket->send($line, 0, $to);
            }
        }
    }
}
