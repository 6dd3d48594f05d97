//! The page as a whole, without a browser: messages of a relay are played to the reducer, and what it then shows is
//! rendered on the host.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod effects;
#[cfg(test)]
mod markup;
#[cfg(test)]
mod player;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod run;
#[cfg(test)]
mod states;
