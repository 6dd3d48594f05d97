//! Short names for what WASM and its script call each other by. wasm-bindgen ends most of them with 16 digits of a hash,
//! which no compression makes smaller.

use std::path::Path;

use serde_json::Value;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::finish;
use crate::project::{self, Project};

/// wasm-opt's pass that shortens the names of imports and exports, and calls the module that imports come from [`SCRIPT`].
/// It writes down which name became which.
const PASS: &str = "--minify-imports-and-exports-and-modules";

/// What the pass calls the module that imports come from.
const SCRIPT: &str = "a";

/// What became of a name.
#[derive(Debug, Eq, PartialEq)]
struct Renamed {
    from: String,
    to: String,
}

/// The names that a pass has changed.
#[derive(Debug, Eq, PartialEq)]
struct Names {
    /// What the script gives to the WASM.
    imports: Vec<Renamed>,
    /// What the WASM gives to the script.
    exports: Vec<Renamed>,
}

/// Gives the imports and exports of `wasm` short names, and has `script`, which wasm-bindgen wrote for it, use them.
pub(super) fn shorten(project: &Project, wasm: &Path, script: &Path) -> Result<(), Error> {
    let said = Invocation::new(project.cached("bin/wasm-opt"))
        .args([PASS, "--output"])
        .args([wasm, wasm])
        .fix("cargo xtask setup --only page")
        .answer()?;
    let names = Names::parse(&said).ok_or(Error::Unreadable {
        program: "wasm-opt",
        answer: said,
    })?;
    // The WASM names the module that gives it its imports after itself, though all is in one script.
    let module = format!("\"./{}\"", finish::name_of(&wasm.with_extension("js")));
    let text = names.applied(&project::read(script)?, &module).map_err(Error::Page)?;
    project::write(script, text)
}

impl Names {
    /// Reads what the pass writes: of an import its module, its name and the new one, of an export the name and the new one.
    fn parse(said: &str) -> Option<Self> {
        let said: Value = serde_json::from_str(said).ok()?;
        let renamed = |kind: &str| {
            let entries = said.get(kind)?.as_array()?;
            entries.iter().map(Renamed::parse).collect::<Option<Vec<_>>>()
        };
        Some(Self {
            imports: renamed("imports")?,
            exports: renamed("exports")?,
        })
    }

    /// `script` with the new names. The text says which name is not in it, or where a new one stands for two things.
    fn applied(&self, script: &str, module: &str) -> Result<String, String> {
        let script = replaced(script, module, &format!("\"{SCRIPT}\""))?;
        let script = self.imports.iter().try_fold(script, |script, name| {
            replaced(
                &script,
                &format!(" {}: function", name.from),
                &format!(" {}: function", name.to),
            )
        })?;
        self.exports.iter().try_fold(script, |script, name| {
            // A script need not use all that the WASM has.
            Ok(replaced(&script, &format!("wasm.{}", name.from), &format!("wasm.{}", name.to)).unwrap_or(script))
        })
    }
}

impl Renamed {
    fn parse(entry: &Value) -> Option<Self> {
        let [.., from, to] = entry.as_array()?.as_slice() else {
            return None;
        };
        Some(Self {
            from: from.as_str()?.to_owned(),
            to: to.as_str()?.to_owned(),
        })
    }
}

/// `script` with `new` wherever `old` stands as a whole name.
fn replaced(script: &str, old: &str, new: &str) -> Result<String, String> {
    let mut parts = script.split(old);
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut is_there = false;
    for part in parts {
        let goes_on = part.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '$');
        is_there |= !goes_on;
        text.push_str(if goes_on { old } else { new });
        text.push_str(part);
    }
    if is_there {
        Ok(text)
    } else {
        Err(format!("its script has no `{old}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = r#"{"imports": [["./app_bg.js", "__wbg_log_0123", "b"]], "exports": [["run", "c"], ["runs", "d"], ["rest", "e"]]}"#;

    fn names() -> Names {
        Names::parse(SAID).expect("names are read")
    }

    #[test]
    fn script_calls_and_is_called_by_the_short_names() {
        let script =
            "\n __wbg_log_0123: function(a) {}\n \"./app_bg.js\": import0\n wasm.run(1); wasm.runs(2); run(3);";

        assert_eq!(
            names().applied(script, "\"./app_bg.js\"").as_deref(),
            Ok("\n b: function(a) {}\n \"a\": import0\n wasm.c(1); wasm.d(2); run(3);")
        );
    }

    #[test]
    fn script_without_an_import_of_the_wasm_is_refused() {
        assert_eq!(
            names().applied("\"./app_bg.js\": import0", "\"./app_bg.js\""),
            Err("its script has no ` __wbg_log_0123: function`".to_owned())
        );
    }

    #[test]
    fn answer_without_names_is_not_read() {
        assert_eq!(Names::parse("all is well"), None);
        assert_eq!(Names::parse(r#"{"imports": [["one"]], "exports": []}"#), None);
    }
}
