//! The relay over real sockets: HTTP, WebSocket, DNS and RDP's first steps, and the program itself.

#[cfg(test)]
mod access;
#[cfg(test)]
mod agents;
#[cfg(test)]
mod answer;
#[cfg(test)]
mod answer_https;
#[cfg(test)]
mod api;
#[cfg(test)]
mod check;
#[cfg(test)]
mod decode;
#[cfg(test)]
mod deliveries;
#[cfg(test)]
mod described;
#[cfg(test)]
mod dns;
#[cfg(test)]
mod downloads;
#[cfg(test)]
mod driver;
#[cfg(test)]
mod examples;
mod explain;
mod explain_api;
#[cfg(test)]
mod fair;
#[cfg(test)]
mod frames;
#[cfg(test)]
mod gateway;
#[cfg(test)]
mod html;
#[cfg(test)]
mod http;
#[cfg(test)]
mod language;
#[cfg(test)]
mod launches;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod peer;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod program;
#[cfg(test)]
mod results;
#[cfg(test)]
mod server;
#[cfg(test)]
mod shortage;
#[cfg(test)]
mod tunnel;
#[cfg(test)]
mod watch;
#[cfg(test)]
mod websocket;
mod words;
