//! What the program is made of, as CycloneDX 1.5 has it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::version::VERSION;
use crate::error::Error;
use crate::project::{self, Project};

/// The document: every crate that is compiled for the program for `target`, with its licence, its sum and what it needs.
pub(super) fn document(project: &Project, target: &str) -> Result<String, Error> {
    let command = ["metadata", "--locked", "--format-version", "1", "--filter-platform"];
    let answer = project.cargo().args(command).arg(target).answer()?;
    let unreadable = || Error::Unreadable {
        program: "cargo metadata",
        answer: String::new(),
    };
    let metadata: Value = serde_json::from_str(&answer).map_err(|_| unreadable())?;
    let sums = sums(&project::read(&project.path("Cargo.lock"))?);
    let document = described(&metadata, &sums).ok_or_else(unreadable)?;
    Ok(format!("{document:#}\n"))
}

/// The sum of each crate of a registry, by name and version.
fn sums(lock: &str) -> BTreeMap<(String, String), String> {
    let lock: toml::Table = lock.parse().unwrap_or_default();
    let packages = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .cloned()
        .unwrap_or_default();
    let text = |package: &toml::Value, name: &str| package.get(name).and_then(toml::Value::as_str).map(str::to_owned);
    let sum = |package| {
        Some((
            (text(package, "name")?, text(package, "version")?),
            text(package, "checksum")?,
        ))
    };
    packages.iter().filter_map(sum).collect()
}

fn described(metadata: &Value, sums: &BTreeMap<(String, String), String>) -> Option<Value> {
    let packages: BTreeMap<&str, &Value> = list(metadata, "packages")
        .filter_map(|it| Some((text(it, "id")?, it)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(metadata.get("resolve")?, "nodes")
        .filter_map(|it| Some((text(it, "id")?, it)))
        .collect();
    let root = packages
        .iter()
        .find(|(_, package)| text(package, "name") == Some("relay"))?
        .0;
    let mut wanted = vec![*root];
    let mut seen = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if seen.insert(id) {
            wanted.extend(needed(nodes.get(id)?));
        }
    }
    let reference = |id: &str| Some(purl(packages.get(id)?));
    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    for id in &seen {
        let package = packages.get(id)?;
        let on: BTreeSet<String> = needed(nodes.get(id)?).filter_map(reference).collect();
        dependencies.push(json!({ "ref": purl(package), "dependsOn": on }));
        if id != root {
            components.push(component(package, sums));
        }
    }
    let program = json!({
        "type": "application", "bom-ref": purl(packages.get(root)?), "name": "rdptrace", "version": VERSION,
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    });
    Some(json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": program }, "components": components, "dependencies": dependencies,
    }))
}

/// What a crate needs to be compiled or to run, its tests apart.
fn needed(node: &Value) -> impl Iterator<Item = &str> {
    let for_program = |dependency: &&Value| list(dependency, "dep_kinds").any(|kind| text(kind, "kind") != Some("dev"));
    list(node, "deps")
        .filter(for_program)
        .filter_map(|dependency| text(dependency, "pkg"))
}

fn component(package: &Value, sums: &BTreeMap<(String, String), String>) -> Value {
    let (name, version) = (
        text(package, "name").unwrap_or_default(),
        text(package, "version").unwrap_or_default(),
    );
    // Some crates still write the form of before 2018.
    let licences = text(package, "license").map(|it| json!([{ "expression": it.replace('/', " OR ") }]));
    let sum = sums.get(&(name.to_owned(), version.to_owned()));
    let sum = sum.map(|sum| json!([{ "alg": "SHA-256", "content": sum }]));
    let all = [
        ("type", Some(json!("library"))),
        ("bom-ref", Some(json!(purl(package)))),
        ("purl", Some(json!(purl(package)))),
        ("name", Some(json!(name))),
        ("version", Some(json!(version))),
        ("licenses", licences),
        ("hashes", sum),
    ];
    let known = all
        .into_iter()
        .filter_map(|(field, value)| Some((field.to_owned(), value?)));
    Value::Object(known.collect())
}

fn purl(package: &Value) -> String {
    let part = |name| text(package, name).unwrap_or_default();
    format!("pkg:cargo/{}@{}", part("name"), part("version"))
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_tests_need_is_no_part_of_the_program() {
        let package = |name: &str| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0" });
        let dependency = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [package("relay"), package("used"), package("builds"), package("tests")],
            "resolve": { "nodes": [
                { "id": "relay", "deps": [dependency("used", Value::Null), dependency("tests", json!("dev"))] },
                { "id": "used", "deps": [dependency("builds", json!("build"))] },
                { "id": "builds", "deps": [] },
                { "id": "tests", "deps": [] },
            ] },
        });
        let sums = sums("[[package]]\nname = \"used\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n");

        let document = described(&metadata, &sums).unwrap();

        let names: Vec<_> = list(&document, "components")
            .filter_map(|it| text(it, "name"))
            .collect();
        assert_eq!(names, ["builds", "used"]);
        let used = document.pointer("/components/1").unwrap();
        assert_eq!(used.pointer("/hashes/0/content"), Some(&json!("ab")));
        assert_eq!(
            used.pointer("/licenses/0/expression"),
            Some(&json!("MIT OR Apache-2.0"))
        );
        let on = list(&document, "dependencies").map(|it| it.get("dependsOn").cloned().unwrap());
        assert_eq!(
            on.collect::<Vec<_>>(),
            [
                json!([]),
                json!(["pkg:cargo/used@1.0.0"]),
                json!(["pkg:cargo/builds@1.0.0"])
            ]
        );
    }
}
