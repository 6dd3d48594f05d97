//! Puts the built page into the program: every file of `dist`, as it is and compressed, and the style sheets and the
//! script of the pages that the program renders itself.
//!
//! Without `dist/index.html` only these are there, and the program says at `/` what to run.

#[path = "src/compression.rs"]
#[expect(dead_code, reason = "the relay also compresses for single readers")]
mod compression;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use content_hash::content_hash;

use self::compression::{Effort, brotli};

/// An address, and what is served there.
type Asset = (String, Vec<u8>);

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let dist = root.join("dist");
    // Cargo runs this script on every build where the watched folder is missing.
    let _ = fs::create_dir(&dist);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/compression.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    // `sqlx::migrate!` does not see a new file by itself.
    println!("cargo::rerun-if-changed=migrations");

    let mut files = Vec::new();
    if dist.join("index.html").exists() {
        collect(&dist, &mut files)?;
        files.sort();
    }
    let mut assets = read(&dist, &files)?;
    let frontend = root.join("frontend");
    let style = shared(&mut assets, &frontend, "page", "css")?;
    let own_style = shared(&mut assets, &frontend, "pages", "css")?;
    let result_style = shared(&mut assets, &frontend, "result", "css")?;
    let print_style = shared(&mut assets, &frontend, "print", "css")?;
    let script = shared(&mut assets, &frontend, "result", "js")?;
    let reach_script = shared(&mut assets, &frontend, "reach", "js")?;
    let explain_script = shared(&mut assets, &frontend, "explain", "js")?;
    let watch_script = shared(&mut assets, &frontend, "watch", "js")?;
    let icon = shared(&mut assets, &frontend, "icon", "svg")?;
    let embed = frontend.join("embed");
    let frame_script = shared(&mut assets, &embed, "frame", "js")?;
    let frame_style = shared(&mut assets, &embed, "frame", "css")?;

    let mut code = table(&assets, &out)?;
    writeln!(
        code,
        "pub(in crate::http) const STYLES: [&str; 2] = [{style:?}, {own_style:?}];"
    )?;
    let result_styles = [&style, &own_style, &result_style, &print_style];
    writeln!(
        code,
        "pub(in crate::http) const RESULT_STYLES: [&str; 4] = {result_styles:?};"
    )?;
    for (name, file) in [
        ("RESULT_SCRIPT", &script),
        ("REACH_SCRIPT", &reach_script),
        ("EXPLAIN_SCRIPT", &explain_script),
        ("WATCH_SCRIPT", &watch_script),
        ("ICON", &icon),
        ("FRAME_SCRIPT", &frame_script),
        ("FRAME_STYLE", &frame_style),
    ] {
        writeln!(code, "pub(in crate::http) const {name}: &str = {file:?};")?;
    }
    // For results that are files of their own.
    let mut whole = String::new();
    for name in ["page", "pages", "result", "print"] {
        whole.push_str(&fs::read_to_string(frontend.join(name).with_extension("css"))?);
    }
    fs::write(out.join("whole.css"), whole)?;
    writeln!(
        code,
        "pub(in crate::http) const WHOLE_STYLE: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/whole.css\"));"
    )?;
    fs::write(out.join("assets.rs"), code)?;
    Ok(())
}

/// The contents of `files`, which stand below `folder`, by the addresses under which they are served.
fn read(folder: &Path, files: &[PathBuf]) -> Result<Vec<Asset>, Box<dyn Error>> {
    let mut assets = Vec::new();
    for file in files {
        let path = file
            .strip_prefix(folder)?
            .to_str()
            .ok_or("a file's name is not UTF-8")?;
        assets.push((format!("/{}", path.replace('\\', "/")), fs::read(file)?));
    }
    Ok(assets)
}

/// The table of all assets, whose contents are written to `out`.
fn table(assets: &[Asset], out: &Path) -> Result<String, Box<dyn Error>> {
    let mut code = format!("const ASSETS: [Asset; {}] = [\n", assets.len());
    for (number, (path, content)) in assets.iter().enumerate() {
        let plain = out.join(format!("{number}.plain"));
        fs::write(&plain, content)?;
        let compressed = brotli(content, Effort::Once).ok_or("compressing in memory failed")?;
        let brotli = if compressed.len() < content.len() {
            let file = out.join(format!("{number}.br"));
            fs::write(&file, compressed)?;
            format!("Some(include_bytes!({file:?}))")
        } else {
            "None".to_owned()
        };
        writeln!(
            code,
            "Asset {{ path: {path:?}, content_type: {:?}, hashed: {}, identity: include_bytes!({plain:?}), brotli: {brotli} }},",
            content_type(path),
            is_hashed(path),
        )?;
    }
    code.push_str("];\n");
    Ok(code)
}

/// The address of a file of the page that pages rendered by the relay use, too: as the built page has it, or else added
/// from the sources under a name of the same kind.
fn shared(assets: &mut Vec<Asset>, folder: &Path, name: &str, extension: &str) -> Result<String, Box<dyn Error>> {
    let source = folder.join(format!("{name}.{extension}"));
    println!("cargo::rerun-if-changed={}", source.display());
    let built = |path: &str| {
        let rest = path.strip_prefix(&format!("/{name}-"));
        rest.is_some_and(|rest| rest.ends_with(&format!(".{extension}"))) && is_hashed(path)
    };
    if let Some((path, _)) = assets.iter().find(|(path, _)| built(path)) {
        return Ok(path.clone());
    }
    let content = fs::read(&source)?;
    let path = format!("/{name}-{}.{extension}", content_hash([&content]));
    assets.push((path.clone(), content));
    Ok(path)
}

/// Every file below `folder`, without those whose names begin with a dot: Trunk keeps its unfinished work there.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// `cargo xtask` writes `name-0123456789abcdef.js`, and Trunk `name-0123456789abcdef_bg.wasm`, too.
fn is_hashed(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or(path).split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        digits >= content_hash::LENGTH
    })
}
