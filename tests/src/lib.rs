//! What rdptrace is tested against.
//!
//! ```text
//!   real servers          xrdp · shadow · ironrdp        each started here, on loopback, on a port of its own
//!                         desk                           xrdp with an account and the desktop behind it
//!   scripted servers      scenario -> player -> peer     one file per behaviour in `scenarios/`
//!   what is around them   netns · proxy                  broken networks, bad paths; names and certificates: `fixtures`
//!   who sees what         triangle · filtered            from a browser, the server and one's own machine
//!   what stands before it nginx                        a proxy, which may know who asks
//!                         overheard                    writes down every request on its way
//!   who shows it          portal · beside                pages of another site, with the page in a frame
//!                         helpdesk · request_tracker     real portals
//!   what is kept          store · postgres               databases of shared results
//!   what several share    site · nats                    servers on a bus with one database, and an agent
//!                         outages                        what of it is killed while people use it
//!   who is told           receiver · lossy               webhooks on their way into tickets; an answer that gets lost
//!   who looks             rdptrace · browser             the built program, and Debian's Chromium
//!                         asked                          how soon support sees what the person asked does
//!                         tunnel · first_picture         what a sign-in sends through the relay, and how soon it shows
//!                         probes · floods                how many it asks in a second; what hostile computers cost others
//!                         tshark                         Wireshark, for what a run carried
//!                         wine                           runs rdptrace.exe
//! ```
//!
//! Whatever is started here ends when its value is dropped, also when a test fails. Nothing sleeps: everything waits for
//! a condition, and a condition that does not come ends the test with what the program in question had said.

pub mod acquittal;
pub mod asked;
pub mod beside;
pub mod between;
pub mod browser;
pub mod decoder;
pub mod desk;
pub mod expectation;
pub mod filtered;
pub mod first_picture;
pub mod floods;
pub mod framed;
pub mod goals;
pub mod helpdesk;
pub mod ironrdp;
pub mod kdc;
pub mod live;
pub mod lossy;
pub mod measure;
pub mod memory;
pub mod nats;
pub mod netns;
pub mod nginx;
pub mod outages;
pub mod overheard;
pub mod pdu;
pub mod peer;
pub mod player;
pub mod portal;
pub mod postgres;
pub mod probes;
pub mod program;
pub mod proxy;
pub mod rdptrace;
pub mod reaction;
pub mod receiver;
pub mod request_tracker;
pub mod scenario;
pub mod shadow;
pub mod site;
pub mod store;
pub mod triangle;
pub mod truth;
pub mod tshark;
pub mod tunnel;
pub mod wine;
pub mod xrdp;
