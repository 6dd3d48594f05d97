//! The KDC of an account's domain: where it is, whether it knows account and computer, and how it is asked.

use core::net::SocketAddr;
use core::time::Duration;
use std::io;

use probe::{Credentials, Kerberos, kerberos};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;
use wire::{Host, KdcAnswer, Target};

use super::dial::{self, Network};

/// How `account` signs in to `computer`: by Kerberos where a KDC is found that knows both, else by NTLM. The one at `given`
/// is asked, where there is one, instead of those that DNS names for the domain; each only where `network` allows it.
pub(crate) async fn choose(
    network: &Network,
    account: &Credentials,
    computer: &Host,
    given: Option<&Target>,
) -> Kerberos {
    let (user, domain) = (account.user.as_str(), account.domain.as_deref());
    let Some(realm) = kerberos::realm(user, domain).filter(|_| matches!(computer, Host::Name(_))) else {
        return Kerberos::NotAsked;
    };
    let mut nonce = [0; 4];
    // Any number does: the answer is an error, which is about nobody's ticket.
    let _ = getrandom::fill(&mut nonce);
    let Some(question) = kerberos::question(user, domain, computer, u32::from_ne_bytes(nonce)) else {
        return Kerberos::NotAsked;
    };
    let asked = asked(network, &realm, given, &question);
    let answer = timeout(FINDING, asked).await;
    answer.unwrap_or(Kerberos::Declined(KdcAnswer::Silent))
}

async fn asked(network: &Network, realm: &str, given: Option<&Target>, question: &[u8]) -> Kerberos {
    let known = match given {
        Some(given) => vec![given.clone()],
        None => network.services(&format!("_kerberos._tcp.{realm}.")).await,
    };
    for kdc in known.into_iter().take(MOST) {
        let Ok(admitted) = network.admit(kdc) else { continue };
        let found = network.resolve(&admitted, &admitted.resolved().host).await;
        let port = admitted.resolved().port.number();
        for address in found.addresses.into_iter().take(MOST) {
            let address = SocketAddr::new(address, port);
            let answer = ask(address, question.to_vec()).await;
            match answer.as_deref().map(kerberos::read) {
                Some(KdcAnswer::Known) => return Kerberos::At(address),
                Some(refused @ KdcAnswer::Refused { .. }) => return Kerberos::Declined(refused),
                Some(KdcAnswer::Silent) | None => {}
            }
        }
    }
    Kerberos::Declined(KdcAnswer::Silent)
}

/// What the KDC at `address` answers; absent where it does not, stops in the middle, or has more to say than any KDC.
pub(crate) async fn ask(address: SocketAddr, message: Vec<u8>) -> Option<Vec<u8>> {
    timeout(LIMIT, exchange(address, &message)).await.ok()?.ok()
}

/// RFC 4120 7.2.2: a length of four bytes before each message.
async fn exchange(address: SocketAddr, message: &[u8]) -> io::Result<Vec<u8>> {
    let connected = dial::connect(&[address]).await;
    let tcp = connected.ok().and_then(|connected| connected.tcp);
    let mut tcp = tcp.ok_or(io::ErrorKind::NotConnected)?;
    tcp.write_all(message).await?;
    let mut length = [0; 4];
    tcp.read_exact(&mut length).await?;
    let said = usize::try_from(u32::from_be_bytes(length)).ok();
    let said = said.filter(|said| *said <= LONGEST).ok_or(io::ErrorKind::InvalidData)?;
    let mut message = vec![0; said];
    tcp.read_exact(&mut message).await?;
    // With its length, which belongs to the message over TCP (RFC 4120 7.2.2).
    Ok([length.as_slice(), &message].concat())
}

/// For one question. Windows waits for five seconds, and MIT's library for three.
const LIMIT: Duration = Duration::from_secs(5);
/// For the choice as a whole: whoever signs in waits for it.
const FINDING: Duration = Duration::from_secs(10);
/// KDCs of a domain, and addresses of each: who has more has them for others' sake.
const MOST: usize = 3;
/// Tickets with the groups of an account may take 64 KiB.
const LONGEST: usize = 128 * 1024;

#[cfg(test)]
mod tests {
    use probe::Secret;
    use tokio::net::TcpListener;

    use super::*;
    use crate::net::policy::Policy;
    use crate::net::resolve::Resolver;

    fn account(domain: Option<&str>) -> Credentials {
        Credentials {
            user: "anna".to_owned(),
            domain: domain.map(str::to_owned),
            password: Secret::new("canary".to_owned()),
            kerberos: Kerberos::NotAsked,
        }
    }

    fn network() -> Network {
        Network::new(Policy::OwnMachine, Resolver::new(None))
    }

    async fn choice(computer: &str, domain: Option<&str>, kdc: &str) -> Kerberos {
        let computer = computer.parse::<Target>().unwrap().host;
        let kdc = Target::of_kdc(kdc).unwrap();
        choose(&network(), &account(domain), &computer, Some(&kdc)).await
    }

    /// A KDC that answers one question.
    async fn answering(answer: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut tcp, _) = listener.accept().await.unwrap();
            let length = tcp.read_u32().await.unwrap();
            let mut question = vec![0; usize::try_from(length).unwrap()];
            tcp.read_exact(&mut question).await.unwrap();
            assert!(!question.windows(6).any(|bytes| bytes == b"canary"));
            tcp.write_all(&answer).await.unwrap();
        });
        address.to_string()
    }

    fn error(code: u8) -> Vec<u8> {
        vec![0, 0, 0, 9, 0x7e, 7, 0x30, 5, 0xa6, 3, 2, 1, code]
    }

    #[tokio::test]
    async fn what_a_kdc_says_decides_and_only_a_computer_with_a_name_and_a_domain_asks_one() {
        let kdc = answering(error(25)).await;
        let known = choice("pc.corp.example", Some("corp.example"), &kdc).await;
        assert_eq!(known, Kerberos::At(kdc.parse().unwrap()));

        for code in [6, 7, 68] {
            let kdc = answering(error(code)).await;
            let declined = choice("pc.corp.example", Some("corp.example"), &kdc).await;
            let refused = KdcAnswer::Refused { code: code.into() };
            assert_eq!(declined, Kerberos::Declined(refused));
        }
        let web = answering(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()).await;
        for silent in [&web, "127.0.0.1:1"] {
            let declined = choice("pc.corp.example", Some("corp.example"), silent).await;
            assert_eq!(declined, Kerberos::Declined(KdcAnswer::Silent), "{silent}");
        }
        assert_eq!(
            choice("192.0.2.7", Some("corp.example"), "127.0.0.1:1").await,
            Kerberos::NotAsked
        );
        assert_eq!(choice("pc.corp.example", None, "127.0.0.1:1").await, Kerberos::NotAsked);
    }

    #[tokio::test]
    async fn addresses_that_are_never_checked_are_not_asked_either() {
        // Where clouds hand out secrets.
        let declined = choice("pc.corp.example", Some("corp.example"), "169.254.169.254").await;
        assert_eq!(declined, Kerberos::Declined(KdcAnswer::Silent));
    }
}
