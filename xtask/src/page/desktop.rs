//! What the document of the sign-in loads: the lower half of the sign-in as a WASM module, ironrdp-web, and the script
//! that joins them. None of it is part of the page's first load.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;

use super::finish;
use super::module::{Module, Source};
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
    let seal = Module {
        manifest: "frontend/desktop/Cargo.toml".to_owned(),
        source: Source::Library("desktop"),
        name: "seal".to_owned(),
        profile: app.profile.clone(),
        optimizations: app.optimizations.clone(),
    };
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
    name_in_order(&wasm, &texts)
}

/// Names every file after what it holds, and tells the texts behind it.
pub(super) fn name_in_order(wasm: &[PathBuf], texts: &[PathBuf]) -> Result<(), Error> {
    let later = |number: usize| texts.get(number.saturating_sub(wasm.len() - 1)..).unwrap_or_default();
    for (number, file) in wasm.iter().chain(texts).enumerate() {
        let told = if number < wasm.len() { texts } else { later(number) };
        let content = fs::read(file).map_err(Error::file("read", file))?;
        let named = finish::rename_after_content(file, &content)?;
        for text in told {
            let text_before = project::read(text)?;
            let text_after = finish::renamed(&text_before, file, &named);
            if text_after != text_before {
                project::write(text, text_after)?;
            }
        }
    }
    Ok(())
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

    #[test]
    fn every_file_is_named_after_its_content_in_those_that_load_it() {
        let folder = std::env::temp_dir().join(format!("rdptrace-xtask-desktop-{}", std::process::id()));
        let file = |name: &str, content: &str| {
            let path = folder.join(name);
            project::write(&path, content).unwrap();
            path
        };
        let wasm = [file("a_bg.wasm", "1"), file("b.wasm", "2")];
        let texts = [
            file("a.js", "load('a_bg.wasm')"),
            file("b.js", "load('./b.wasm')"),
            file("own.js", "import './a.js'; import('./b.js')"),
        ];

        name_in_order(&wasm, &texts).unwrap();

        let mut names: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|it| it.unwrap().file_name())
            .collect();
        names.sort();
        let names: Vec<_> = names.iter().map(|name| name.to_str().unwrap()).collect();
        let [a, a_wasm, b, b_wasm, own] = names[..] else {
            panic!("{names:?}");
        };
        let read = |name: &str| project::read(&folder.join(name)).unwrap();
        assert_eq!(read(a), format!("load('{a_wasm}')"));
        assert_eq!(read(b), format!("load('./{b_wasm}')"));
        assert_eq!(read(own), format!("import './{a}'; import('./{b}')"));
        project::remove(&folder).unwrap();
    }
}
