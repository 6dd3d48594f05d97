//! `#[derive(ReadJson, WriteJson)]` for the types of `wire`: the JSON that serde reads and writes, by the same
//! `#[serde(…)]` attributes, in a fraction of the code.
//!
//! serde's own derives grow with every variant of a tagged enum: they add 74 KB to the page after compression, half of
//! what all of it weighs without them. What these derives make takes a tenth of that, because it looks members up in a
//! value that the browser has parsed already. An attribute that is not known here does not compile, so that the two
//! cannot come to mean different things.

mod attr;
mod read;
mod write;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives `wire::json::ReadJson`.
#[proc_macro_derive(ReadJson, attributes(serde))]
pub fn read_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    read::derive(&input)
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}

/// Derives `wire::json::WriteJson` and, for what becomes an object, `wire::json::WriteMembers`.
#[proc_macro_derive(WriteJson, attributes(serde))]
pub fn write_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    write::derive(&input)
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}
