//! `*.rdg` of Remote Desktop Connection Manager, and `confCons.xml` of mRemoteNG.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::taken::Foreign;
use crate::program::Program;

type Values = BTreeMap<String, String>;

/// What a file of RDCMan says of its first computer. What a computer does not set for itself, its group or file does.
pub(super) fn rdcman(text: &str) -> Option<Foreign> {
    let mut reader = begun(text, b"RDCMan")?;
    let mut path: Vec<String> = Vec::new();
    // File, groups and computer, the innermost last: values by `section/name`.
    let mut scopes: Vec<Values> = Vec::new();
    let mut first = None;
    let mut names = Vec::new();
    while path.len() < DEEPEST {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                if SCOPES.contains(&name.as_str()) {
                    scopes.push(Values::new());
                }
                path.push(name);
            }
            Ok(Event::Text(value)) => {
                let value = value.decode().unwrap_or_default();
                let [.., section, name] = path.as_slice() else { continue };
                let taken = TAKEN.contains(&name.as_str()) && value.len() <= LONGEST_VALUE;
                let scope = scopes.last_mut().filter(|scope| taken && scope.len() < MOST_VALUES);
                if let Some(scope) = scope {
                    scope.insert(format!("{section}/{name}"), value.trim().to_owned());
                }
            }
            Ok(Event::End(_)) => {
                let ended = path.pop().unwrap_or_default();
                let named = scopes.last().and_then(rdcman_name);
                if let Some(name) = named.filter(|_| ended == "server" && names.len() < MOST_COMPUTERS) {
                    // Of the others, all that their groups say would be kept once for each.
                    first.get_or_insert_with(|| inherited(&scopes));
                    names.push(name);
                }
                if SCOPES.contains(&ended.as_str()) {
                    scopes.pop();
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let mut file = Foreign::new(Program::ActiveXHost);
    if let (Some(first), Some(name)) = (&first, names.first()) {
        about_rdcman(&mut file, name, first);
    }
    file.count(&names);
    Some(file)
}

/// The name of a computer, in today's files and in old ones.
fn rdcman_name(of: &Values) -> Option<String> {
    let known = ["properties/name", "server/name"]
        .into_iter()
        .find_map(|key| of.get(key));
    known.filter(|name| !name.is_empty()).cloned()
}

/// The values of the innermost scope, over those of the scopes around it but for their names.
fn inherited(scopes: &[Values]) -> Values {
    let mut all = Values::new();
    for (place, scope) in scopes.iter().enumerate() {
        let innermost = place + 1 == scopes.len();
        let own = scope.iter().filter(|(key, _)| innermost || !key.ends_with("/name"));
        all.extend(own.map(|(key, value)| (key.clone(), value.clone())));
    }
    all
}

fn about_rdcman(file: &mut Foreign, name: &str, of: &Values) {
    let value = |key: &str| of.get(key).map(String::as_str).unwrap_or_default();
    file.set("full address", 's', name, format!("name: {name}"));
    let port = value("connectionSettings/port");
    file.set("server port", 'i', port, format!("port: {port}"));
    let balancing = value("connectionSettings/loadBalanceInfo");
    file.set(
        "loadbalanceinfo",
        's',
        balancing,
        format!("loadBalanceInfo: {balancing}"),
    );
    if value("connectionSettings/connectToConsole").eq_ignore_ascii_case("true") {
        file.set("administrative session", 'i', "1", "connectToConsole: True".to_owned());
    }
    let program = value("connectionSettings/startProgram");
    file.set("alternate shell", 's', program, format!("startProgram: {program}"));
    let host = value("gatewaySettings/hostName");
    if !host.is_empty() {
        let enabled = value("gatewaySettings/enabled");
        let bypass = value("gatewaySettings/localBypass");
        let usage = match (
            enabled.eq_ignore_ascii_case("true"),
            bypass.eq_ignore_ascii_case("true"),
        ) {
            (false, _) => "0",
            (true, true) => "2",
            (true, false) => "1",
        };
        file.set("gatewayusagemethod", 'i', usage, format!("gateway enabled: {enabled}"));
        file.set("gatewayhostname", 's', host, format!("hostName: {host}"));
    }
    let level = value("securitySettings/authentication");
    file.set(
        "authentication level",
        'i',
        authentication(level),
        format!("authentication: {level}"),
    );
}

/// What a file of mRemoteNG says of its first connection by Remote Desktop.
pub(super) fn mremoteng(text: &str) -> Option<Foreign> {
    let mut reader = begun(text, b"Connections")?;
    let mut file = Foreign::new(Program::ActiveXHost);
    // Containers around, the innermost last.
    let mut around: Vec<Values> = Vec::new();
    let mut first = None;
    let mut names = Vec::new();
    let mut other = None;
    let mut take = |node: Values, around: &[Values]| {
        let node = inherited_attributes(node, around.last());
        let value = |name: &str| node.get(name).map(String::as_str).unwrap_or_default();
        if value("Type") == "Connection" && !value("Hostname").is_empty() && names.len() < MOST_COMPUTERS {
            if value("Protocol") == "RDP" {
                first.get_or_insert_with(|| node.clone());
                names.push(value("Hostname").to_owned());
            } else {
                other.get_or_insert_with(|| value("Protocol").to_owned());
            }
        }
        node
    };
    while around.len() < DEEPEST {
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == b"Node" => {
                let node = take(attributes(&tag), &around);
                around.push(node);
            }
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == b"Node" => {
                take(attributes(&tag), &around);
            }
            Ok(Event::End(tag)) if tag.local_name().as_ref() == b"Node" => {
                around.pop();
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let encrypted = is_encrypted(text);
    if let Some(first) = &first {
        about_mremoteng(&mut file, first);
    } else if encrypted {
        file.remark("file.encrypted", "FullFileEncryption=\"true\"".to_owned());
    } else if let Some(protocol) = other {
        file.remark("file.other-protocol", format!("Protocol=\"{protocol}\""));
    }
    file.count(&names);
    Some(file)
}

fn about_mremoteng(file: &mut Foreign, of: &Values) {
    let value = |name: &str| of.get(name).map(String::as_str).unwrap_or_default();
    let written = |name: &str| format!("{name}=\"{}\"", value(name));
    let is = |name: &str, wanted: &str| value(name).eq_ignore_ascii_case(wanted);
    file.set("full address", 's', value("Hostname"), written("Hostname"));
    file.set("server port", 'i', value("Port"), written("Port"));
    file.set(
        "loadbalanceinfo",
        's',
        value("LoadBalanceInfo"),
        written("LoadBalanceInfo"),
    );
    if is("UseCredSsp", "false") {
        file.set("enablecredsspsupport", 'i', "0", written("UseCredSsp"));
    }
    if is("ConnectToConsole", "true") {
        file.set("administrative session", 'i', "1", written("ConnectToConsole"));
    }
    if is("UseRestrictedAdmin", "true") {
        file.set("restrictedadmin", 'i', "1", written("UseRestrictedAdmin"));
    }
    if is("UseRCG", "true") {
        file.set("remotecredentialguard", 'i', "1", written("UseRCG"));
    }
    let level = authentication(value("RDPAuthenticationLevel"));
    file.set("authentication level", 'i', level, written("RDPAuthenticationLevel"));
    if !value("RDGatewayHostname").is_empty() {
        let usage = match value("RDGatewayUsageMethod").to_ascii_lowercase().as_str() {
            "always" => "1",
            "detect" => "2",
            _ => "0",
        };
        file.set("gatewayusagemethod", 'i', usage, written("RDGatewayUsageMethod"));
        file.set(
            "gatewayhostname",
            's',
            value("RDGatewayHostname"),
            written("RDGatewayHostname"),
        );
    }
}

/// What a connection takes from its container, it does not have itself.
fn inherited_attributes(mut node: Values, container: Option<&Values>) -> Values {
    for name in INHERITED {
        let switch = if name == "ConnectToConsole" {
            "UseConsoleSession"
        } else {
            name
        };
        let inherits = node
            .get(&format!("Inherit{switch}"))
            .is_some_and(|on| on.eq_ignore_ascii_case("true"));
        if inherits && let Some(value) = container.and_then(|container| container.get(name)) {
            node.insert(name.to_owned(), value.clone());
        }
    }
    node
}

/// The attributes that are looked at; a password is none of them.
fn attributes(tag: &BytesStart<'_>) -> Values {
    let known = tag.attributes().filter_map(Result::ok).filter_map(|attribute| {
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let taken = name.starts_with("Inherit") || ["Type", "Hostname", "Protocol"].contains(&name.as_str());
        let taken = taken || INHERITED.contains(&name.as_str());
        let value = attribute.unescape_value().ok();
        let value = value.filter(|value| taken && value.len() <= LONGEST_VALUE)?;
        Some((name, value.into_owned()))
    });
    known.collect()
}

fn is_encrypted(text: &str) -> bool {
    let head = text.split_once("<Node").map_or(text, |(head, _)| head);
    head.to_ascii_lowercase().contains("fullfileencryption=\"true\"")
}

/// A reader behind the root of the document, if that has this name.
fn begun<'t>(text: &'t str, root: &[u8]) -> Option<Reader<&'t [u8]>> {
    if !text.starts_with('<') {
        return None;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().trim_text(true);
    // Declarations and comments may come first.
    for _ in 0..DEEPEST {
        match reader.read_event() {
            Ok(Event::Start(tag)) => return (tag.local_name().as_ref() == root).then_some(reader),
            Ok(Event::Eof | Event::Empty(_) | Event::End(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
    None
}

/// `authentication level` of both programs' names for it.
fn authentication(level: &str) -> &'static str {
    match level {
        "None" | "NoAuth" => "0",
        "Required" | "AuthRequired" => "1",
        "Warn" | "WarnOnFailedAuth" => "2",
        _ => "",
    }
}

const SCOPES: [&str; 3] = ["file", "group", "server"];
/// Of what RDCMan keeps, what decides.
const TAKEN: [&str; 10] = [
    "name",
    "port",
    "loadBalanceInfo",
    "connectToConsole",
    "startProgram",
    "enabled",
    "hostName",
    "localBypass",
    "authentication",
    "displayName",
];
const INHERITED: [&str; 10] = [
    "Port",
    "LoadBalanceInfo",
    "UseCredSsp",
    "ConnectToConsole",
    "UseRestrictedAdmin",
    "UseRCG",
    "RDPAuthenticationLevel",
    "RDGatewayHostname",
    "RDGatewayUsageMethod",
    "Protocol",
];
/// In bytes: longer than a name may be, or anything that a broker is told. What a folder says is copied for what is in it.
const LONGEST_VALUE: usize = 1024;
/// Of one computer or group: several times what the programs write.
const MOST_VALUES: usize = 64;
/// Folders in folders; nobody finds anything in more.
const DEEPEST: usize = 64;
/// The first is read and the others are counted.
const MOST_COMPUTERS: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_longer_than_anything_that_decides_is_left_out() {
        let lines = |length: usize| {
            let value = "x".repeat(length);
            let group = format!("<connectionSettings><loadBalanceInfo>{value}</loadBalanceInfo></connectionSettings>");
            let server = "<server><properties><name>pc1</name></properties></server>";
            let rdg = format!("<RDCMan><file><group>{group}{server}{server}</group></file></RDCMan>");
            let node =
                format!("<Node Type=\"Connection\" Protocol=\"RDP\" Hostname=\"pc1\" LoadBalanceInfo=\"{value}\"/>");
            let confcons = format!("<Connections>{node}{node}</Connections>");
            [rdcman(&rdg), mremoteng(&confcons)].map(|file| file.unwrap().lines)
        };

        for taken in lines(LONGEST_VALUE) {
            assert!(taken.contains("full address:s:pc1\n") && taken.contains("loadbalanceinfo:s:x"));
        }
        for left_out in lines(LONGEST_VALUE + 1) {
            assert_eq!(left_out, "full address:s:pc1\n");
        }
    }
}
