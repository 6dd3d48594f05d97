//! What the kernel measured about a TCP connection: `TCP_INFO`, on Linux.

use tokio::net::TcpStream;
use wire::KernelFacts;

/// Reads the facts about `stream`; none where the system does not tell. They stay readable after a reset.
pub(crate) fn facts(stream: &TcpStream) -> Option<KernelFacts> {
    system::facts(stream)
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs::read_to_string;
    use std::sync::OnceLock;

    use nix::sys::socket::getsockopt;
    use nix::{getsockopt_impl, libc, sockopt_impl};
    use tokio::net::TcpStream;
    use wire::KernelFacts;

    sockopt_impl!(
        /// `struct tcp_info` of linux/tcp.h as far as `tcpi_reord_seen`. The kernel copies as much as is asked for, and its
        /// struct only ever grows at the end; Linux 4.19 was the first that goes this far.
        TcpInfo,
        GetOnly,
        libc::IPPROTO_TCP,
        libc::TCP_INFO,
        [u32; 56]
    );

    sockopt_impl!(
        /// The same as far as `tcpi_rcv_ooopack`.
        TcpInfoOfToday,
        GetOnly,
        libc::IPPROTO_TCP,
        libc::TCP_INFO,
        [u32; 57]
    );

    /// Segments that came behind a gap; none where the kernel does not count them.
    fn out_of_order(stream: &TcpStream) -> Option<u32> {
        let info = counts_out_of_order().then(|| getsockopt(stream, TcpInfoOfToday).ok())??;
        info.last().copied()
    }

    /// Whether the kernel is Linux 5.4 or later, the first with that field: of a shorter struct nothing can be read.
    fn counts_out_of_order() -> bool {
        static COUNTS: OnceLock<bool> = OnceLock::new();
        *COUNTS.get_or_init(|| {
            let release = read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
            let mut numbers = release
                .split(['.', '-', '\n'])
                .map_while(|number| number.parse::<u32>().ok());
            let version = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
            version >= FIRST_THAT_COUNTS
        })
    }

    pub(super) fn facts(stream: &TcpStream) -> Option<KernelFacts> {
        let info = getsockopt(stream, TcpInfo).ok()?;
        let field = |offset: usize| info.get(offset / size_of::<u32>()).copied().unwrap_or_default();
        let [here, next] = [field(BYTES_ACKED), field(BYTES_ACKED + size_of::<u32>())];
        let [low, high] = if cfg!(target_endian = "little") {
            [here, next]
        } else {
            [next, here]
        };
        // A tail loss probe repeats what a slow peer has not acknowledged yet; the peer tells that it had it (RFC 2883).
        // That is no loss.
        let repeated = field(TOTAL_RETRANS);
        let retransmits = repeated.saturating_sub(field(DSACK_DUPS));
        Some(KernelFacts {
            rtt_us: field(RTT),
            rtt_var_us: field(RTTVAR),
            retransmits,
            segments_out: field(SEGS_OUT).saturating_sub(repeated),
            data_segments_in: field(DATA_SEGS_IN),
            out_of_order: out_of_order(stream),
            send_mss: field(SND_MSS),
            path_mtu: field(PMTU),
            // Our SYN counts, too.
            acknowledged: Some(if high == 0 { low.saturating_sub(1) } else { u32::MAX }),
            // What a filter on this machine holds back is not sent either, and the peer's window has no part in that.
            unsent: Some(if field(RWND_LIMITED) | field(RWND_LIMITED + size_of::<u32>()) == 0 {
                0
            } else {
                field(NOTSENT_BYTES)
            }),
        })
    }

    /// Where the fields stand in the struct, in bytes.
    const SND_MSS: usize = 16;
    const PMTU: usize = 60;
    const RTT: usize = 68;
    const RTTVAR: usize = 72;
    const TOTAL_RETRANS: usize = 100;
    const BYTES_ACKED: usize = 120;
    const SEGS_OUT: usize = 136;
    const NOTSENT_BYTES: usize = 144;
    const DATA_SEGS_IN: usize = 152;
    /// For how long the peer's window held data back.
    const RWND_LIMITED: usize = 176;
    const DSACK_DUPS: usize = 216;
    const FIRST_THAT_COUNTS: (u32, u32) = (5, 4);
}

#[cfg(not(target_os = "linux"))]
mod system {
    use tokio::net::TcpStream;
    use wire::KernelFacts;

    pub(super) fn facts(_stream: &TcpStream) -> Option<KernelFacts> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio::task::yield_now;
    use tokio::time::{Duration, timeout};

    use super::*;

    /// Ticks last 10 ms at most.
    const LIMIT: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn a_connection_that_carried_data_has_a_round_trip_time_and_a_segment_count() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (mut peer, _) = listener.accept().await.unwrap();
        stream.write_all(b"ping").await.unwrap();
        peer.read_exact(&mut [0; 4]).await.unwrap();
        peer.write_all(b"pong").await.unwrap();
        stream.read_exact(&mut [0; 4]).await.unwrap();

        let facts = facts(&stream).unwrap();

        assert!(facts.rtt_us > 0, "{facts:?}");
        assert!((2..20).contains(&facts.segments_out), "{facts:?}");
        assert_eq!(facts.out_of_order, Some(0), "{facts:?}");
        assert!((500..=65_535).contains(&facts.send_mss), "{facts:?}");
        assert!((576..=65_536).contains(&facts.path_mtu), "{facts:?}");
        assert_eq!(facts.retransmits, 0);
        assert_eq!(facts.acknowledged, Some(4));
        assert_eq!(facts.unsent, Some(0));
    }

    #[tokio::test]
    async fn what_a_peer_has_no_room_for_is_unsent() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let _never_reads = listener.accept().await.unwrap();
        stream.writable().await.unwrap();
        while stream.try_write(&[0; 65_536]).is_ok() {}

        // The kernel counts the time by its ticks, of which one has to pass.
        let told = async {
            while facts(&stream).unwrap().unsent == Some(0) {
                yield_now().await;
            }
        };
        assert!(timeout(LIMIT, told).await.is_ok());
    }

    #[tokio::test]
    async fn what_was_said_to_one_who_had_left_before_is_not_acknowledged() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        drop(listener.accept().await.unwrap());
        stream.readable().await.unwrap();
        stream.write_all(b"ping").await.unwrap();

        assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);

        assert_eq!(facts(&stream).unwrap().acknowledged, Some(0));
    }

    #[tokio::test]
    async fn a_reset_connection_still_tells() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (peer, _) = listener.accept().await.unwrap();
        peer.set_zero_linger().unwrap();
        drop(peer);
        assert!(stream.read(&mut [0]).await.is_err());

        assert!(facts(&stream).is_some_and(|facts| facts.segments_out > 0));
    }
}
