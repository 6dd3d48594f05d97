//! One call for each ticket system: where its comments go, and in which form.

use serde_json::{Value, json};
use url::Url;

use super::event::Event;
use crate::config::Receiver;

/// A request that puts a result into a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) method: &'static str,
    pub(super) url: Url,
    pub(super) body: Value,
    /// Where what was put there can be read; absent where that is no address.
    pub(super) read_back: Option<Url>,
}

/// The call to `receiver` at `base`; absent for webhooks, and where the ticket is none of this system's.
pub(super) fn call(receiver: Receiver, base: &Url, reference: &str, event: &Event) -> Option<Call> {
    // `it-17` is ticket 17 in the queue `it`.
    let number = reference.rsplit('-').next().unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let numbered: Option<u64> = is_number.then(|| number.parse().ok()).flatten();
    let (html, markdown, text) = (event.html(), event.markdown(), event.text());
    let (method, path, read_back, body) = match receiver {
        Receiver::StandardWebhook => return None,
        Receiver::RequestTracker => (
            "POST",
            format!("REST/2.0/ticket/{}/comment", numbered?),
            // Contents would be those of screenshots, too. It answers with nothing at all unless they are ordered.
            Some(format!(
                "REST/2.0/ticket/{}/attachments?fields=Subject&orderby=id&order=DESC&per_page=100",
                numbered?
            )),
            json!({ "Content": html, "ContentType": "text/html", "Subject": format!("rdptrace {}", event.id) }),
        ),
        // Without a title, which would rename the ticket, and not public, which would mail the submitter.
        Receiver::DjangoHelpdesk => (
            "POST",
            "api/followups/".to_owned(),
            Some(format!("api/tickets/{}/", numbered?)),
            json!({ "ticket": numbered?, "comment": markdown, "public": false }),
        ),
        Receiver::Zammad => (
            "POST",
            "api/v1/ticket_articles".to_owned(),
            Some(format!("api/v1/ticket_articles/by_ticket/{}", numbered?)),
            json!({
                "ticket_id": numbered?, "body": html, "content_type": "text/html", "type": "note", "internal": true,
            }),
        ),
        Receiver::Freshdesk => (
            "POST",
            format!("api/v2/tickets/{}/notes", numbered?),
            // The oldest come first, and no other order can be asked for; this is the longest page.
            Some(format!("api/v2/tickets/{}/conversations?per_page=100", numbered?)),
            json!({ "body": html, "private": true }),
        ),
        Receiver::Zendesk => (
            "PUT",
            format!("api/v2/tickets/{}.json", numbered?),
            Some(format!("api/v2/tickets/{}/comments.json?sort_order=desc", numbered?)),
            json!({ "ticket": { "comment": { "html_body": html, "public": false } } }),
        ),
        Receiver::JiraServiceManagement => (
            "POST",
            format!("rest/servicedeskapi/request/{reference}/comment"),
            // A request is an issue, and only the comments of an issue come with the newest first.
            Some(format!(
                "rest/api/2/issue/{reference}/comment?orderBy=-created&maxResults=100"
            )),
            json!({ "body": text, "public": false }),
        ),
        Receiver::Servicenow => (
            "PATCH",
            format!("api/now/table/incident/{reference}"),
            Some(format!(
                "api/now/table/sys_journal_field?sysparm_query=element_id={reference}%5Eelement=work_notes\
                 %5EORDERBYDESCsys_created_on&sysparm_fields=value&sysparm_limit=100"
            )),
            json!({ "work_notes": format!("[code]{html}[/code]") }),
        ),
        Receiver::Redmine => (
            "PUT",
            format!("issues/{}.json", numbered?),
            Some(format!("issues/{}.json?include=journals", numbered?)),
            json!({ "issue": { "notes": text, "private_notes": true } }),
        ),
    };
    let at = |path: &str| format!("{}/{path}", base.as_str().trim_end_matches('/')).parse().ok();
    Some(Call {
        method,
        url: at(&path)?,
        body,
        read_back: read_back.and_then(|path| at(&path)),
    })
}

/// Whether an answer of success says that nothing was done.
pub(super) fn is_empty_success(receiver: Receiver, body: &str) -> bool {
    // Request Tracker answers so where the user lacks the right.
    receiver == Receiver::RequestTracker && body.trim() == "[]"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Event {
        Event {
            id: "msg_1".to_owned(),
            summary: "RDP-TLS-004 <secure> \"4/13\"".to_owned(),
            link: "https://rdptrace.example.org/r/abc".to_owned(),
        }
    }

    #[test]
    fn every_system_gets_an_internal_note_at_its_own_address() {
        let base: Url = "https://desk.example.org/base/".parse().unwrap();
        for (receiver, reference, method, path, private) in [
            (
                Receiver::RequestTracker,
                "17",
                "POST",
                "REST/2.0/ticket/17/comment",
                "/ContentType",
            ),
            (Receiver::DjangoHelpdesk, "it-17", "POST", "api/followups/", "/public"),
            (Receiver::Zammad, "17", "POST", "api/v1/ticket_articles", "/internal"),
            (Receiver::Freshdesk, "17", "POST", "api/v2/tickets/17/notes", "/private"),
            (
                Receiver::Zendesk,
                "17",
                "PUT",
                "api/v2/tickets/17.json",
                "/ticket/comment/public",
            ),
            (
                Receiver::JiraServiceManagement,
                "IT-17",
                "POST",
                "rest/servicedeskapi/request/IT-17/comment",
                "/public",
            ),
            (
                Receiver::Servicenow,
                "9d385017c611228701d22104cc95c371",
                "PATCH",
                "api/now/table/incident/9d385017c611228701d22104cc95c371",
                "/work_notes",
            ),
            (Receiver::Redmine, "17", "PUT", "issues/17.json", "/issue/private_notes"),
        ] {
            let call = call(receiver, &base, reference, &event()).unwrap();

            assert_eq!(
                (call.method, call.url.as_str()),
                (method, format!("{base}{path}").as_str())
            );
            assert!(call.body.pointer(private).is_some(), "{receiver:?}");
            let body = call.body.to_string();
            assert!(body.contains("#msg_1"), "what is repeated can be seen: {body}");
            assert!(
                !body.contains("<secure>") || matches!(receiver, Receiver::JiraServiceManagement | Receiver::Redmine),
                "{body}"
            );
        }
    }

    #[test]
    fn a_long_ticket_is_read_back_with_its_newest_comments() {
        let base: Url = "https://desk.example.org/".parse().unwrap();
        for (receiver, reference, query) in [
            (
                Receiver::RequestTracker,
                "17",
                "fields=Subject&orderby=id&order=DESC&per_page=100",
            ),
            // One page of the oldest.
            (Receiver::Freshdesk, "17", "per_page=100"),
            (Receiver::Zendesk, "17", "sort_order=desc"),
            (
                Receiver::JiraServiceManagement,
                "IT-17",
                "orderBy=-created&maxResults=100",
            ),
            (
                Receiver::Servicenow,
                "9d385017c611228701d22104cc95c371",
                "sysparm_query=element_id=9d385017c611228701d22104cc95c371%5Eelement=work_notes\
                 %5EORDERBYDESCsys_created_on&sysparm_fields=value&sysparm_limit=100",
            ),
        ] {
            let read = call(receiver, &base, reference, &event()).unwrap().read_back.unwrap();

            assert_eq!(read.query(), Some(query), "{receiver:?}");
        }
    }

    #[test]
    fn a_ticket_that_is_none_of_the_system_is_not_called() {
        let base: Url = "https://desk.example.org/".parse().unwrap();
        for reference in ["", "it", "17x", "-"] {
            assert_eq!(
                call(Receiver::RequestTracker, &base, reference, &event()),
                None,
                "{reference}"
            );
        }
    }
}
