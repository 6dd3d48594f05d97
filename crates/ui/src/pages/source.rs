//! Where something is known from, as a link where there is one.

use yew::prelude::*;

/// The list of `sources` under its heading.
pub(crate) fn sources<'a>(sources: impl Iterator<Item = &'a str>) -> Html {
    html! {
        <ul class="sources">
            { for sources.map(|source| html! { <li>{ link(source) }</li> }) }
        </ul>
    }
}

/// One source.
pub(crate) fn link(source: &str) -> Html {
    let label = label(source);
    match address(source) {
        Some(href) => html! { <a {href} translate="no">{ label }</a> },
        None => html! { <span translate="no">{ label }</span> },
    }
}

/// A source as people write it.
fn label(source: &str) -> String {
    if let Some((document, section)) = specification(source) {
        return format!("[{document}] {section}").trim_end().to_owned();
    }
    match source.split_once(' ') {
        Some((_, path)) if learn(source).is_some() => {
            let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
            format!("Microsoft Learn: {name}")
        }
        _ => source.to_owned(),
    }
}

/// Where a source can be read.
fn address(source: &str) -> Option<String> {
    if let Some((document, _)) = specification(source) {
        let (_, landing) = SPECIFICATIONS.iter().find(|(known, _)| *known == document)?;
        let folder = document.to_lowercase();
        return Some(format!(
            "https://learn.microsoft.com/openspecs/windows_protocols/{folder}/{landing}"
        ));
    }
    if let Some(rest) = source.strip_prefix("RFC ") {
        let (number, section) = rest.split_once(' ').unwrap_or((rest, ""));
        let anchor = if section.is_empty() {
            String::new()
        } else {
            format!("#section-{section}")
        };
        return Some(format!("https://www.rfc-editor.org/rfc/rfc{number}.html{anchor}"));
    }
    if let Some(number) = source.strip_prefix("KB ") {
        return Some(format!("https://support.microsoft.com/kb/{number}"));
    }
    if source.starts_with("CVE-") {
        return Some(format!("https://nvd.nist.gov/vuln/detail/{source}"));
    }
    if let Some(rest) = source.strip_prefix("ITU-T ") {
        let recommendation = rest.split(' ').next().unwrap_or(rest);
        return Some(format!("https://www.itu.int/rec/T-REC-{recommendation}"));
    }
    learn(source).or_else(|| repository(source)).or_else(|| web(source))
}

/// A Microsoft specification and its section.
fn specification(source: &str) -> Option<(&str, &str)> {
    let (document, section) = source.split_once(' ').unwrap_or((source, ""));
    let known = SPECIFICATIONS.iter().any(|(known, _)| *known == document);
    // A section that is no number is the address of a page.
    let numbered = section.starts_with(|c: char| c.is_ascii_digit()) && section.contains('.');
    known.then_some((document, if numbered { section } else { "" }))
}

/// Microsoft's documentation, which people read on its own site.
fn learn(source: &str) -> Option<String> {
    let (repository, path) = source.split_once(' ')?;
    let page = path.strip_suffix(".md")?;
    match repository {
        "MicrosoftDocs/win32" => {
            let page = page.strip_prefix("desktop-src/TermServ/")?;
            Some(format!("https://learn.microsoft.com/windows/win32/termserv/{page}"))
        }
        "MicrosoftDocs/SupportArticles-docs" => {
            let page = page.strip_prefix("support/")?;
            Some(format!("https://learn.microsoft.com/troubleshoot/{page}"))
        }
        _ => None,
    }
}

/// A thread or a file of a repository.
fn repository(source: &str) -> Option<String> {
    if let Some((name, number)) = source.split_once('#') {
        return Some(format!("https://github.com/{name}/issues/{number}"));
    }
    let (name, path) = source.split_once(' ').unwrap_or((source, ""));
    let known = REPOSITORIES.iter().find(|(short, _)| *short == name);
    let name = known.map_or(name, |(_, name)| name);
    let is_repository = name.split('/').count() == 2 && !name.contains('.');
    let file = if path.is_empty() {
        String::new()
    } else {
        format!("/blob/HEAD/{path}")
    };
    is_repository.then(|| format!("https://github.com/{name}{file}"))
}

/// An address without its scheme.
fn web(source: &str) -> Option<String> {
    let (host, _) = source.split_once('/')?;
    (host.contains('.') && !source.contains(' ')).then(|| format!("https://{source}"))
}

/// Microsoft's specifications, with the last part of their first page's address.
const SPECIFICATIONS: &[(&str, &str)] = &[
    ("MS-RDPBCGR", "5073f4ed-1e93-45e1-b039-6e30c385867c"),
    ("MS-CSSP", "85f57821-40bb-46aa-bfcb-ba9590b8fc30"),
    ("MS-NLMP", "b38c36ed-2804-4868-a9ff-8dd3182128e4"),
    ("MS-ERREF", "1bc92ddf-b79e-413c-bbaa-99a5281a6c90"),
    ("MS-TSGU", "0007d661-a86d-4e8f-89f7-7f77f8824188"),
    ("MS-RA", "49390b4f-b04b-46e0-ac03-76684c63ce87"),
];
/// Repositories that sources name in short.
const REPOSITORIES: &[(&str, &str)] = &[
    ("FreeRDP", "FreeRDP/FreeRDP"),
    ("IronRDP", "Devolutions/IronRDP"),
    ("rdesktop", "rdesktop/rdesktop"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_lead_to_where_they_can_be_read() {
        let known = [
            (
                "MS-RDPBCGR 2.2.5.1.1",
                "[MS-RDPBCGR] 2.2.5.1.1",
                "https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/5073f4ed-1e93-45e1-b039-6e30c385867c",
            ),
            (
                "RFC 8446 6.2",
                "RFC 8446 6.2",
                "https://www.rfc-editor.org/rfc/rfc8446.html#section-6.2",
            ),
            ("RFC 792", "RFC 792", "https://www.rfc-editor.org/rfc/rfc792.html"),
            (
                "fatedier/frp#4413",
                "fatedier/frp#4413",
                "https://github.com/fatedier/frp/issues/4413",
            ),
            (
                "FreeRDP include/freerdp/error.h",
                "FreeRDP include/freerdp/error.h",
                "https://github.com/FreeRDP/FreeRDP/blob/HEAD/include/freerdp/error.h",
            ),
            (
                "MicrosoftDocs/win32 desktop-src/TermServ/extendeddisconnectreasoncode.md",
                "Microsoft Learn: extendeddisconnectreasoncode",
                "https://learn.microsoft.com/windows/win32/termserv/extendeddisconnectreasoncode",
            ),
            (
                "MicrosoftDocs/SupportArticles-docs",
                "MicrosoftDocs/SupportArticles-docs",
                "https://github.com/MicrosoftDocs/SupportArticles-docs",
            ),
            (
                "vswitchzero.com/2020/06/10",
                "vswitchzero.com/2020/06/10",
                "https://vswitchzero.com/2020/06/10",
            ),
            ("KB 954398", "KB 954398", "https://support.microsoft.com/kb/954398"),
            ("ITU-T T.125 7", "ITU-T T.125 7", "https://www.itu.int/rec/T-REC-T.125"),
        ];
        for (source, shown, leads_to) in known {
            assert_eq!(label(source), shown);
            assert_eq!(address(source).as_deref(), Some(leads_to), "{source}");
        }
    }

    #[test]
    fn sources_without_an_address_are_no_links() {
        for source in [
            "TechNet wiki 37870",
            "POSIX connect(2)",
            "Windows Sockets error codes",
            "ittrip.xyz",
        ] {
            assert_eq!(address(source), None, "{source}");
            assert_eq!(label(source), source);
        }
    }
}
