//! What the document of the sign-in loads: the lower half of the sign-in as a WASM module, ironrdp-web, and the script
//! that joins them. None of it is part of the page's first load.

use std::path::{Path, PathBuf};

use data_encoding::BASE64;

use super::finish;
use super::module::Module;
use super::size::{SIGN_IN, SignIn};
use crate::error::Error;
use crate::project::{self, Project};
use crate::setup::{self, Clang, WasmTools};

/// Our own files, in the order in which they are named: each may name those before it.
const SOURCES: [&str; 3] = [
    "frontend/desktop/desktop.css",
    "frontend/desktop/keys.js",
    "frontend/desktop/desktop.js",
];

/// Puts all of it below `folder`, every file named after what it holds. `app` is the page's own module, whose settings
/// count here, too.
pub(super) fn build(
    project: &Project,
    tools: &WasmTools,
    clang: &Clang,
    app: &Module,
    folder: &Path,
) -> Result<(), Error> {
    let folder = folder.join(SIGN_IN);
    let seal = Module::beside(app, "frontend/desktop", "desktop", "seal");
    seal.build(project, tools, Some(clang), &folder)?;
    let client = project::read(&project.cached(setup::IRONRDP_WEB))?;
    let (script, wasm) = parted(&client).ok_or_else(|| Error::Page(UNEXPECTED.to_owned()))?;
    project::write(&folder.join(CLIENT_SCRIPT), script)?;
    project::write(&folder.join(CLIENT_WASM), wasm)?;
    let own = SOURCES.map(|source| {
        let path = project.path(source);
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        (path, folder.join(name))
    });
    for (source, copy) in &own {
        project::copy(source, copy)?;
    }
    let wasm = [seal.wasm(), CLIENT_WASM.to_owned()].map(|name| folder.join(name));
    let scripts = [seal.script(), CLIENT_SCRIPT.to_owned()].map(|name| folder.join(name));
    let own = own.map(|(_, copy)| copy);
    let texts: Vec<PathBuf> = scripts.into_iter().chain(own).collect();
    finish::minify(project, &folder, &texts)?;
    let [sealing, script] = [seal.wasm(), seal.script()].map(|name| folder.join(name));
    SignIn::of(&sealing, &script)?.held_to_the_record()?;
    finish::name_in_order(&wasm, &texts)
}

/// The script as npm has it holds its WASM as base64, which a browser cannot compile while it loads, and which takes a
/// source of scripts that our policy does not allow. Returns the script without it, and the WASM.
fn parted(script: &str) -> Option<(String, Vec<u8>)> {
    let (before, rest) = script.split_once("\"data:application/wasm;base64,")?;
    let (encoded, after) = rest.split_once('"')?;
    let wasm = BASE64.decode(encoded.as_bytes()).ok()?;
    let script = format!("{before}new URL(\"./{CLIENT_WASM}\", import.meta.url){after}");
    wasm.starts_with(b"\0asm").then_some((script, wasm))
}

/// How the names of the client's files begin.
pub(super) const CLIENT: &str = "ironrdp-web";
const CLIENT_SCRIPT: &str = "ironrdp-web.js";
const CLIENT_WASM: &str = "ironrdp-web.wasm";
const UNEXPECTED: &str = "the npm package of ironrdp-web holds its WASM in another form than before";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_of_the_client_becomes_a_file_of_its_own() {
        let encoded = BASE64.encode(b"\0asm\x01\0\0\0");
        let published = format!("const kA = \"data:application/wasm;base64,{encoded}\";\nclass L {{}}");

        let (script, wasm) = parted(&published).unwrap();

        assert_eq!(wasm, b"\0asm\x01\0\0\0");
        assert_eq!(
            script,
            "const kA = new URL(\"./ironrdp-web.wasm\", import.meta.url);\nclass L {}"
        );
    }

    #[test]
    fn package_of_another_form_is_not_taken_apart() {
        assert_eq!(parted("fetch('./client.wasm')"), None);
        assert_eq!(parted("\"data:application/wasm;base64,bm90IHdhc20=\""), None);
    }
}
