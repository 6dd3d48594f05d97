//! The page's shell: `index.html`, in the notation that Trunk reads, and the lines that Trunk.toml has for it.
//!
//! Elements with `data-trunk` name what the page is made of; here each becomes what a browser is to load.

use std::path::Path;

use crate::error::Error;
use crate::page::html;
use crate::page::module::{Module, Source};
use crate::project::{self, Project};

/// The shell as it stands in the sources.
#[derive(Debug)]
pub(super) struct Shell {
    html: String,
    /// What starts the app, with the app's files filled in.
    script: String,
    /// What has a browser fetch the app's files early.
    preload: String,
    /// The WASM side, as the shell asks for it.
    pub(super) app: Module,
    /// Files that the page loads, by their paths in the checkout.
    pub(super) files: Vec<String>,
}

impl Shell {
    pub(super) fn read(project: &Project) -> Result<Self, Error> {
        let html = inlined(&project.path(""), project::read(&project.path("index.html"))?)?;
        let trunk = project::read(&project.path("Trunk.toml"))?;
        Self::parse(html, &trunk).map_err(Error::Page)
    }

    /// The text says what is missing or not known.
    fn parse(html: String, trunk: &str) -> Result<Self, String> {
        let trunk: toml::Table = trunk.parse().map_err(|error| format!("Trunk.toml: {error}"))?;
        let setting = |name: &str| {
            let value = trunk.get("build").and_then(|build| build.get(name)?.as_str());
            value.ok_or_else(|| format!("Trunk.toml has no build.{name}"))
        };
        let (mut app, mut files) = (None, Vec::new());
        for element in elements(&html) {
            let href = required(element, "href")?;
            match required(element, "rel")? {
                "rust" => {
                    let level = required(element, "data-wasm-opt")?;
                    let more = html::attribute(element, "data-wasm-opt-params").unwrap_or_default();
                    let optimizations = more.split_whitespace().map(str::to_owned);
                    app = Some(Module {
                        manifest: href.to_owned(),
                        source: Source::Program(required(element, "data-bin")?.to_owned()),
                        name: required(element, "data-bin")?.to_owned(),
                        profile: setting("cargo_profile")?.to_owned(),
                        optimizations: [format!("-O{level}")].into_iter().chain(optimizations).collect(),
                    });
                }
                "css" | "icon" | "copy-file" => files.push(href.to_owned()),
                other => return Err(format!("index.html: xtask knows no rel=\"{other}\"")),
            }
        }
        let app = app.ok_or("index.html: no element has rel=\"rust\"")?;
        let filled = |pattern: &str| {
            let script = pattern.replace("{base}", "/").replace("{js}", &app.script());
            script.replace("{wasm}", &app.wasm())
        };
        Ok(Self {
            script: filled(setting("pattern_script")?),
            preload: filled(setting("pattern_preload")?),
            html,
            app,
            files,
        })
    }

    /// The document that a browser loads, every file by its own name.
    pub(super) fn document(&self) -> String {
        let mut document = self.html.clone();
        for element in elements(&self.html) {
            document = match html::attribute(element, "rel") {
                Some("rust") => document.replace(element, &self.preload),
                // Loaded by what names it.
                Some("copy-file") => document.replace(&format!("{element}\n"), ""),
                _ => document.replace(element, &loaded(element)),
            };
        }
        document.replace("</body>", &format!("{}\n</body>", self.script))
    }
}

/// `html` with the files in it that stand in the page itself.
fn inlined(root: &Path, html: String) -> Result<String, Error> {
    let mut whole = html.clone();
    for element in elements(&html).filter(|element| html::attribute(element, "rel") == Some("inline")) {
        let file = required(element, "href").map_err(Error::Page)?;
        whole = whole.replace(element, project::read(&root.join(file))?.trim_end());
    }
    Ok(whole)
}

/// The elements that are for Trunk.
fn elements(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices("<link data-trunk ").filter_map(|(at, _)| {
        let end = html.get(at..)?.find('>')?;
        html.get(at..=at + end)
    })
}

/// `element` as browsers know it: a style sheet or an icon, below the root of the site.
fn loaded(element: &str) -> String {
    let plain = element
        .replace("data-trunk ", "")
        .replace("rel=\"css\"", "rel=\"stylesheet\"");
    match html::attribute(element, "href") {
        Some(href) => plain.replace(href, &format!("/{}", file_name(href))),
        None => plain,
    }
}

/// The part of a path behind the last slash.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn required<'a>(element: &'a str, name: &str) -> Result<&'a str, String> {
    html::attribute(element, name).ok_or_else(|| format!("index.html: no {name} in {element}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"<html><head>
<link data-trunk rel="icon" href="frontend/icon.svg" type="image/svg+xml">
<link data-trunk rel="css" href="frontend/page.css">
<link data-trunk rel="copy-file" href="frontend/start.js">
<link rel="preload" href="/words" as="fetch">
<link data-trunk rel="rust" href="frontend/Cargo.toml" data-bin="app" data-wasm-opt="z" data-wasm-opt-params="--converge">
</head><body></body></html>"#;

    const TRUNK: &str = r#"
        [build]
        cargo_profile = "page"
        pattern_script = '<script src="{base}start.js" data-script="{base}{js}" data-wasm="{base}{wasm}"></script>'
        pattern_preload = '<link rel="modulepreload" href="{base}{js}">'
    "#;

    #[test]
    fn shell_of_the_project_is_understood_and_its_files_are_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let html = inlined(&root, include_str!("../../../index.html").to_owned()).unwrap();
        let shell = Shell::parse(html, include_str!("../../../Trunk.toml")).unwrap();

        assert_eq!(html::check_scripts(&shell.document()), Ok(()));
        assert!(shell.document().contains("class=\"brand-break\""));
        for file in shell.files.iter().chain([&shell.app.manifest]) {
            assert!(root.join(file).is_file(), "{file}");
        }
    }

    #[test]
    fn document_loads_what_the_shell_names_for_trunk() {
        let shell = Shell::parse(SOURCE.to_owned(), TRUNK).unwrap();

        assert_eq!(
            shell.document(),
            r#"<html><head>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
<link rel="preload" href="/words" as="fetch">
<link rel="modulepreload" href="/app.js">
</head><body><script src="/start.js" data-script="/app.js" data-wasm="/app_bg.wasm"></script>
</body></html>"#
        );
    }

    #[test]
    fn app_and_files_are_those_that_the_shell_names() {
        let shell = Shell::parse(SOURCE.to_owned(), TRUNK).unwrap();

        assert_eq!(
            shell.files,
            ["frontend/icon.svg", "frontend/page.css", "frontend/start.js"]
        );
        assert_eq!(
            shell.app,
            Module {
                manifest: "frontend/Cargo.toml".to_owned(),
                source: Source::Program("app".to_owned()),
                name: "app".to_owned(),
                profile: "page".to_owned(),
                optimizations: ["-Oz", "--converge"].map(str::to_owned).to_vec(),
            }
        );
    }

    #[test]
    fn shell_with_an_element_that_only_trunk_knows_is_refused() {
        let html = SOURCE.replace("rel=\"css\"", "rel=\"sass\"");

        assert_eq!(
            Shell::parse(html, TRUNK).unwrap_err(),
            "index.html: xtask knows no rel=\"sass\""
        );
    }

    #[test]
    fn shell_without_an_app_is_refused() {
        let html = SOURCE.replace("rel=\"rust\"", "rel=\"css\"");

        assert_eq!(
            Shell::parse(html, TRUNK).unwrap_err(),
            "index.html: no element has rel=\"rust\""
        );
    }
}
