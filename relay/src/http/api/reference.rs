//! What a description of an API (OpenAPI) says, as a page tells it.

use serde_json::Value;
use ui::pages::{ApiField, ApiGroup, ApiOperation, ApiReference};

/// The page of `document`, in the order of its tags.
pub(super) fn reference(document: &Value) -> ApiReference {
    let tags = list(&document["tags"]);
    let groups = tags.iter().map(|tag| ApiGroup {
        name: text(&tag["name"]),
        about: text(&tag["description"]),
        operations: operations(document, &text(&tag["name"])),
    });
    ApiReference {
        about: paragraphs(document.pointer("/info/description").unwrap_or(&Value::Null)),
        groups: groups.collect(),
    }
}

fn operations(document: &Value, tag: &str) -> Vec<ApiOperation> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let all = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path, method, operation))
    });
    let tagged = all.filter(|(_, _, operation)| list(&operation["tags"]).iter().any(|own| own == tag));
    tagged
        .map(|(path, method, operation)| ApiOperation {
            method: method.to_uppercase(),
            path: path.clone(),
            summary: text(&operation["summary"]),
            about: paragraphs(&operation["description"]),
            scopes: scopes(operation),
            parameters: list(&operation["parameters"]).iter().map(parameter).collect(),
            body: body(document, operation),
            answers: answers(operation),
        })
        .collect()
}

/// The scopes of the API token that it wants, or may have.
fn scopes(operation: &Value) -> Vec<String> {
    let ways = list(&operation["security"]).iter();
    ways.flat_map(|way| list(&way["token"])).map(text).collect()
}

fn parameter(parameter: &Value) -> ApiField {
    ApiField {
        name: text(&parameter["name"]),
        kind: text(&parameter["in"]),
        about: text(&parameter["description"]),
    }
}

/// The fields of what a request brings; its type where it has none.
fn body(document: &Value, operation: &Value) -> Vec<ApiField> {
    let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
    let content = content.into_iter().flatten();
    let mut fields = Vec::new();
    for (media_type, body) in content {
        let schema = &body["schema"];
        if schema["$ref"].is_string() {
            collect(document, schema, &mut fields, DEEPEST);
        } else {
            fields.push(ApiField {
                name: media_type.clone(),
                kind: String::new(),
                about: String::new(),
            });
        }
    }
    fields
}

fn collect(document: &Value, schema: &Value, fields: &mut Vec<ApiField>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let schema = resolved(document, schema);
    for part in list(&schema["allOf"]).iter().chain(list(&schema["oneOf"])) {
        collect(document, part, fields, depth);
    }
    let required = list(&schema["required"]);
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if fields.iter().any(|field| field.name == *name) {
            continue;
        }
        let optional = if required.iter().any(|own| own == name) {
            ""
        } else {
            "optional"
        };
        let about = [&property["description"], &resolved(document, property)["description"]];
        fields.push(ApiField {
            name: name.clone(),
            kind: optional.to_owned(),
            about: about
                .into_iter()
                .map(text)
                .find(|about| !about.is_empty())
                .unwrap_or_default(),
        });
    }
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let named = schema["$ref"].as_str().and_then(|path| path.strip_prefix('#'));
    named.and_then(|path| document.pointer(path)).unwrap_or(schema)
}

fn answers(operation: &Value) -> Vec<ApiField> {
    let answers = operation["responses"].as_object().into_iter().flatten();
    // Every one may be refused; the page says so once.
    let own = answers.filter(|(status, _)| *status != "default");
    own.map(|(status, answer)| ApiField {
        name: status.clone(),
        kind: String::new(),
        about: text(&answer["description"]),
    })
    .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn paragraphs(value: &Value) -> Vec<String> {
    let text = value.as_str().unwrap_or_default().split("\n\n");
    text.filter(|text| !text.is_empty())
        .map(|text| text.replace('\n', " "))
        .collect()
}

/// A request holds what is in another one, and no more.
const DEEPEST: usize = 4;
