//! The pages about findings and codes, as a browser without JavaScript gets them.

use std::collections::BTreeSet;

use codes::{Catalogue, LONGEST_TEXT, Notation, Status, Table};
use diagnosis::catalogue::WITHDRAWN;
use diagnosis::catalogue::findings;

use relay::{Config, Operator, OperatorText};

use crate::html::Html;
use crate::server::{Answer, Server};

/// What every page keeps to. Its markup is read without a mend, it runs nothing, and it loads only from the relay.
fn check(path: &str, answer: &Answer) -> Html {
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
    assert!(
        answer.header("content-security-policy").contains("default-src 'none'"),
        "{path}"
    );
    let html = Html::parse(&answer.body);
    assert_eq!(html.faults(), Vec::<String>::new(), "{path}");
    assert_eq!(html.one("html").attribute("lang").as_deref(), Some("en"), "{path}");
    assert!(html.all("script").is_empty() && html.all("style").is_empty(), "{path}");
    assert!(html.attributes("style").is_empty(), "{path}");
    let title = html.one("title").text();
    assert!(title.len() > 15, "{path}: {title}");
    let description = html.meta("description").unwrap_or_default();
    assert!(
        (20..=170).contains(&description.chars().count()),
        "{path}: {description}"
    );
    for address in html.attributes("href").iter().chain(&html.attributes("action")) {
        let away = address.starts_with("https://");
        assert!(
            away || address.starts_with('/') || address.starts_with('#'),
            "{path}: {address}"
        );
    }
    for loaded in html
        .attributes("src")
        .iter()
        .chain(&html.link("stylesheet"))
        .chain(&html.link("icon"))
    {
        assert!(loaded.starts_with('/'), "{path}: {loaded}");
    }
    let text = html.text();
    for forgotten in [
        "{$", "{ $", "{host}", "page-", "decode-", "step-", "\u{E000}", "\u{E001}",
    ] {
        assert!(!text.contains(forgotten), "{path}: {forgotten} in {text}");
    }
    html
}

async fn page(server: &Server, path: &str) -> Html {
    let answer = server.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    let html = check(path, &answer);
    assert_eq!(html.link("canonical").as_deref(), path.split('#').next(), "{path}");
    html
}

#[tokio::test]
async fn every_finding_has_a_page_with_steps_and_sources() {
    let server = Server::start().await;
    for finding in findings() {
        let html = page(&server, &format!("/help/{}", finding.id)).await;

        let text = html.text();
        for heading in [
            "What you can do",
            "Who can fix it",
            "How sure",
            "What apps show in this case",
            "Sources",
        ] {
            assert!(text.contains(heading), "{}: {heading}", finding.id);
        }
        assert!(!html.all("ol").is_empty(), "{} has no steps", finding.id);
        let lists = html.all("ul");
        let sources = lists
            .iter()
            .rfind(|list| list.attribute("class").as_deref() == Some("sources"));
        assert!(
            sources.is_some_and(|list| list.text().trim().len() > 5),
            "{}",
            finding.id
        );
    }
}

#[tokio::test]
async fn the_list_of_findings_leads_to_every_one_of_them() {
    let server = Server::start().await;

    let links = page(&server, "/help").await.links();

    for finding in findings() {
        assert!(links.contains(&format!("/help/{}", finding.id)), "{}", finding.id);
    }
}

#[tokio::test]
async fn an_id_in_another_case_leads_to_the_finding() {
    let server = Server::start().await;
    for asked in ["rdp-tcp-001", "Rdp-Tcp-001", "%52DP-tcp-001"] {
        let answer = server.get(&format!("/help/{asked}")).await;

        assert_eq!(
            (answer.status, answer.header("location")),
            (308, "/help/RDP-TCP-001"),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn a_withdrawn_finding_keeps_its_page_which_says_why() {
    let server = Server::start().await;
    for id in WITHDRAWN {
        let html = page(&server, &format!("/help/{id}")).await;

        assert!(html.text().contains(&format!("{id} was withdrawn")), "{id}");
    }

    let text = page(&server, "/help/RDP-NLA-018").await.text();
    assert!(
        text.contains("Windows 10 sends a raw NTLM token in its first CredSSP message"),
        "{text}"
    );
}

#[tokio::test]
async fn an_unknown_id_is_answered_with_the_ways_to_all_findings_and_to_the_search() {
    let server = Server::start().await;
    for asked in ["RDP-TCP-999", "0x4", "RDP-TCP-001x", "%FF"] {
        let path = format!("/help/{asked}");
        let answer = server.get(&path).await;

        assert_eq!(answer.status, 404, "{path}");
        let links = check(&path, &answer).links();
        assert!(links.contains(&"/help".to_owned()) && links.contains(&"/codes".to_owned()));
    }
}

#[tokio::test]
async fn every_code_has_a_page_with_its_meaning_status_and_sources() {
    let server = Server::start().await;
    let catalogue = Catalogue::builtin().unwrap();
    let numbers: BTreeSet<u32> = catalogue.rows().flat_map(|row| row.numbers()).collect();
    for number in numbers {
        let html = page(&server, &format!("/codes/0x{number:X}")).await;
        let text = html.text();
        for row in catalogue.with_number(number) {
            assert!(text.contains(&*row.meaning), "{number:#x} of {:?}", row.table);
            assert!(row.symbol.as_deref().is_none_or(|symbol| text.contains(symbol)));
        }
        assert_eq!(html.all("h1").len(), 1);
        let cards = html.all("article");
        assert!(cards.iter().all(|card| card.text().contains("Sources:")), "{number:#x}");
    }
}

#[tokio::test]
async fn every_code_is_found_as_its_program_writes_it_and_by_its_name() {
    let server = Server::start().await;
    let catalogue = Catalogue::builtin().unwrap();
    for row in catalogue.rows() {
        let written = row.table.shown().first().map(|shown| shown.notation.write(row.number));
        for asked in written
            .into_iter()
            .chain(row.names().map(|name| name.replace(' ', "%20")))
        {
            let answer = server.get(&format!("/codes/{asked}")).await;

            match answer.status {
                200 => {}
                307 => assert!(answer.header("location").starts_with("/codes/0x"), "{asked}"),
                // A name that stands for several numbers is none of them; the search has it.
                404 => {
                    let name = asked.replace("%20", " ");
                    let numbers: BTreeSet<u32> = catalogue.with_name(&name).map(|row| row.number).collect();
                    assert!(numbers.len() > 1, "{asked}");
                    let found = server.get(&format!("/codes?q={asked}")).await;
                    assert_eq!(found.status, 200, "{asked}");
                }
                other => panic!("{asked}: {other}"),
            }
        }
    }
}

#[tokio::test]
async fn the_list_of_codes_leads_to_every_code_of_every_table() {
    let server = Server::start().await;

    let links = page(&server, "/codes").await.links();

    for row in Catalogue::builtin().unwrap().rows() {
        let path = format!("/codes/0x{:X}#{}", row.number, row.table.name());
        assert!(links.contains(&path), "{path}");
    }
}

#[tokio::test]
async fn notations_of_one_number_lead_to_one_page() {
    let server = Server::start().await;
    for (asked, path) in [
        ("4", "/codes/0x4"),
        ("0X4", "/codes/0x4"),
        ("0x00000004", "/codes/0x4"),
        ("516", "/codes/0x204"),
        ("204", "/codes/0x204"),
        ("0x204h", ""),
        ("2825", "/codes/0xB09"),
        ("0xb09", "/codes/0xB09"),
        ("-1073741715", "/codes/0xC000006D"),
        ("3221225581", "/codes/0xC000006D"),
        ("c000006d", "/codes/0xC000006D"),
        ("0x0002000c", "/codes/0x2000C"),
        ("errconnect_dns_error", "/codes/0x20004"),
        ("STATUS_LOGON_FAILURE", "/codes/0xC000006D"),
        ("WSAECONNREFUSED", "/codes/0x6F"),
    ] {
        let answer = server.get(&format!("/codes/{asked}")).await;

        if path.is_empty() {
            assert_eq!(answer.status, 404, "{asked}");
        } else {
            assert_eq!((answer.status, answer.header("location")), (307, path), "{asked}");
        }
        let searched = server.get(&format!("/codes?q={asked}")).await;
        let typed_as_a_code = asked.contains('_') || asked.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        if !path.is_empty() && typed_as_a_code {
            assert_eq!((searched.status, searched.header("location")), (303, path), "{asked}");
        }
    }
}

#[tokio::test]
async fn the_page_of_0x4_answers_those_who_search_for_it() {
    let server = Server::start().await;

    let html = page(&server, "/codes/0x4").await;

    let headings: Vec<String> = html
        .all("h2")
        .iter()
        .map(|heading| heading.text().trim().to_owned())
        .collect();
    let place = |wanted: &str| {
        let found = headings.iter().position(|heading| heading == wanted);
        found.unwrap_or_else(|| panic!("{wanted} in {headings:?}"))
    };
    assert!(place("As an error code") < place("As an extended error code"));
    let answers = html.all("dd");
    assert!(
        answers[0]
            .text()
            .contains("The connection broke, and the app doesn't say why.")
    );
    let cards = html.all("article");
    assert!(cards[0].text().starts_with("Windows App "), "{}", cards[0].text());
    assert!(
        cards[0]
            .text()
            .contains("The connection broke, and the app doesn't say why.")
    );
    assert_eq!(
        cards[0].attribute("data-status").as_deref(),
        Some(Status::Inferred.name())
    );
    let text = html.text();
    assert!(text.contains("Some sites say 0x4 means “session time limit”"));
    // What a check may find, and a field to find it out.
    let links = html.links();
    for id in [
        "RDP-NEG-009",
        "RDP-NEG-022",
        "RDP-NEG-023",
        "RDP-TLS-003",
        "RDP-NET-005",
        "RDP-SES-002",
    ] {
        assert!(links.contains(&format!("/help/{id}")), "{id}");
    }
    let forms = html.all("form");
    assert!(
        forms
            .iter()
            .any(|form| form.attribute("action").as_deref() == Some("/check"))
    );
    // What the reader came with goes along into the check.
    let carried = html
        .all("input")
        .into_iter()
        .find(|input| input.attribute("name").as_deref() == Some("said"));
    assert_eq!(
        carried.and_then(|input| input.attribute("value")).as_deref(),
        Some("0x4")
    );
    assert!(html.meta("description").unwrap().contains("The connection broke"));
}

#[tokio::test]
async fn an_extended_code_is_kept_apart_from_an_error_code() {
    let server = Server::start().await;

    let html = page(&server, "/codes/0x4").await;

    let sections = html.all("details");
    let section = |heading: &str| {
        let found = sections.iter().map(|section| section.text());
        let mut found = found.filter(|text| text.trim_start().starts_with(heading));
        found.next().unwrap_or_default()
    };
    let (error, extended) = (section("As an error code "), section("As an extended error code "));
    assert!(error.contains("The connection broke") && !error.contains("exDiscReason"));
    assert!(extended.contains("exDiscReasonServerLogonTimeout") && !extended.contains("The connection broke"));
    assert!(extended.contains("RDP-SES-002") && !extended.contains("RDP-NEG-009"));
    let from_freerdp = error.split("FreeRDP, Remmina").next().unwrap();
    assert!(!from_freerdp.contains("RDP-SES-002"), "{from_freerdp}");
}

#[tokio::test]
async fn documented_meanings_look_other_than_observed_and_concluded_ones() {
    let server = Server::start().await;

    let html = page(&server, "/codes/0x204").await;

    let cards = html.all("article");
    let of = |table: Table| {
        let found = cards
            .iter()
            .find(|card| card.attribute("id").as_deref() == Some(table.name()));
        found.expect("the table's card")
    };
    let (app, control) = (of(Table::WindowsAppCode), of(Table::MstscDisconnectReason));
    assert_eq!(app.attribute("data-status").as_deref(), Some("observed"));
    assert!(app.text().contains("Not documented, but known from real cases."));
    assert_eq!(control.attribute("data-status").as_deref(), Some("documented"));
    assert!(!control.text().contains("Not documented"));
}

#[tokio::test]
async fn decimal_digits_that_people_mean_as_hexadecimal_lead_there_too() {
    let server = Server::start().await;

    // 104 is ECONNRESET.
    let html = page(&server, "/codes/0x68").await;

    assert!(html.links().contains(&"/codes/0x104".to_owned()));
    assert!(html.text().contains("Some people also write 0x104 as 104"));
}

#[tokio::test]
async fn nonsense_is_answered_with_a_sentence_and_nothing_invented() {
    let server = Server::start().await;
    for asked in [
        "nonsense",
        "0xBEEF1234",
        "0x",
        "99999999999",
        "4%204",
        "-",
        "%20",
        "%FF",
        "0x4/5",
    ] {
        let path = format!("/codes/{asked}");
        let answer = server.get(&path).await;

        assert_eq!(answer.status, 404, "{path}");
        if asked.contains('/') {
            continue;
        }
        let html = check(&path, &answer);
        assert!(html.text().contains("No Remote Desktop app we know of shows"), "{path}");
        assert!(html.all("article").is_empty(), "{path}");
        assert_eq!(html.meta("robots").as_deref(), Some("noindex"));
        assert_eq!(html.link("canonical"), None);
    }
}

#[tokio::test]
async fn words_find_codes_by_table() {
    let server = Server::start().await;
    let answer = server.get("/codes?q=account+locked").await;
    let html = check("search", &answer);

    assert_eq!(answer.status, 200);
    assert_eq!(
        html.all("input")
            .iter()
            .find_map(|input| input.attribute("value"))
            .as_deref(),
        Some("account locked")
    );
    let links = html.links();
    for path in [
        "/codes/0xC0000234#credssp_ntstatus",
        "/codes/0xD07#mstsc_disconnect_reason",
    ] {
        assert!(links.contains(&path.to_owned()), "{path}");
    }
    assert!(html.text().contains("Sign-in errors (NTSTATUS)"));
}

#[tokio::test]
async fn words_that_no_code_has_are_said_to_find_nothing() {
    let server = Server::start().await;
    let answer = server.get("/codes?q=quetzalcoatl").await;

    assert_eq!(answer.status, 200);
    let text = check("search", &answer).text();
    assert!(text.contains("No code contains these words."), "{text}");
    assert!(text.contains("No app we know of shows this."), "{text}");
}

#[tokio::test]
async fn a_long_list_says_how_many_there_are() {
    let server = Server::start().await;

    let html = check("search", &server.get("/codes?q=the").await);

    assert!(html.text().contains("These are the first 60"), "{}", html.text());
    let rows: Vec<String> = html.links().into_iter().filter(|link| link.contains('#')).collect();
    assert_eq!(rows.len(), 60);
}

#[tokio::test]
async fn a_pasted_message_is_read_for_the_program_that_shows_it() {
    let server = Server::start().await;
    let message = "[Window Title]\r\nRemote Desktop Connection\r\n\r\n[Content]\r\nAn internal error has occurred.\r\n\
                   Error code: 0x904\r\nExtended error code: 0x7\r\n\r\n[OK]";
    let answer = server.get(&format!("/codes?q={}", encoded(message))).await;

    assert_eq!(answer.status, 200);
    let html = check("message", &answer);
    let text = html.text();
    for expected in [
        "What this message means",
        "The text names Remote Desktop Connection (mstsc).",
        "Error code 0x904",
        "Extended error code 0x7",
        "exDiscReasonServerDeniedConnection",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("Windows App"), "{text}");
    let links = html.links();
    assert!(links.contains(&"/codes/0x904".to_owned()) && links.contains(&"/codes/0x7".to_owned()));
    let kept = html.one("textarea").text();
    assert!(kept.contains("Extended error code: 0x7"), "{kept}");
}

#[tokio::test]
async fn what_is_typed_is_text_and_never_markup() {
    let server = Server::start().await;
    let attacks = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus='alert(1)",
        "</textarea><script>alert(1)</script>\n0x4",
        "</title><script>alert(1)</script>",
        "javascript:alert(1)",
        "<svg/onload=alert(1)>",
        "&lt;b&gt;",
        "\u{0}\u{202e}abc",
    ];
    for attack in attacks {
        for path in [
            format!("/codes?q={}", encoded(attack)),
            format!("/codes/{}", encoded(attack)),
            format!("/help/{}", encoded(attack)),
        ] {
            let answer = server.get(&path).await;

            assert!(matches!(answer.status, 200 | 404), "{path}: {}", answer.status);
            let html = Html::parse(&answer.body.replace('\0', ""));
            assert!(html.all("script").is_empty() && html.all("img").is_empty(), "{path}");
            assert!(
                html.attributes("onerror").is_empty() && html.attributes("onfocus").is_empty(),
                "{path}"
            );
            assert!(
                html.attributes("onload").is_empty() && html.attributes("autofocus").is_empty(),
                "{path}"
            );
            assert!(
                html.links().iter().all(|link| !link.starts_with("javascript:")),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_longer_than_any_message_is_not_searched() {
    let server = Server::start().await;
    let longest = "x ".repeat(LONGEST_TEXT / 2);
    let status = async |text: &str| server.get(&format!("/codes?q={}", encoded(text))).await.status;

    assert_eq!(status(longest.trim()).await, 200);
    assert_eq!(status(&"y".repeat(LONGEST_TEXT)).await, 200);
    let answer = server
        .get(&format!("/codes?q={}", encoded(&"y".repeat(LONGEST_TEXT + 1))))
        .await;
    assert_eq!(answer.status, 414);
    let html = check("too long", &answer);
    assert!(html.text().contains("This text is too long."), "{}", html.text());
    assert!(!answer.body.contains("yyyy"));
}

#[tokio::test]
async fn a_query_without_or_with_an_empty_q_shows_all_codes() {
    let server = Server::start().await;
    for path in ["/codes?q=", "/codes?q=+%20", "/codes?other=1", "/codes?q=%FF%FE&x"] {
        let answer = server.get(path).await;

        assert_eq!(answer.status, 200, "{path}");
        let _ = check(path, &answer);
    }
}

#[tokio::test]
async fn style_sheets_and_icon_of_the_pages_are_served() {
    let server = Server::start().await;
    let html = page(&server, "/help").await;
    let sheets = html
        .all("link")
        .into_iter()
        .filter(|link| link.attribute("rel").as_deref() == Some("stylesheet"));
    let sheets: Vec<String> = sheets.filter_map(|link| link.attribute("href")).collect();
    assert_eq!(sheets.len(), 2, "{sheets:?}");
    for path in sheets.into_iter().chain(html.link("icon")) {
        let answer = server.get(&path).await;

        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("cache-control").contains("immutable"), "{path}");
        assert!(!answer.body.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn pages_are_small_when_compressed() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);
    for path in ["/help", "/help/RDP-TLS-003", "/codes", "/codes/0x4", "/codes?q=the"] {
        let request = format!("GET {path} HTTP/1.1");
        let answer = server.request(&[&request, &host, "Accept-Encoding: gzip, br"]).await;

        assert_eq!(
            (answer.status, answer.header("content-encoding")),
            (200, "br"),
            "{path}"
        );
        assert_eq!(answer.header("vary"), "accept-encoding, accept-language");
        let length: usize = answer.header("content-length").parse().unwrap();
        assert!(length < 30 * 1024, "{path}: {length} bytes");
    }
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);
    let first = server.get("/codes/0x4").await;
    let tag = first.header("etag");
    assert_eq!(first.header("cache-control"), "no-cache");

    let again = server
        .request(&["GET /codes/0x4 HTTP/1.1", &host, &format!("If-None-Match: {tag}")])
        .await;
    let other = server
        .request(&["GET /codes/0x204 HTTP/1.1", &host, &format!("If-None-Match: {tag}")])
        .await;

    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(again.header("etag"), tag);
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn other_methods_and_hosts_are_turned_away() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);
    for path in ["/help", "/help/RDP-TCP-001", "/codes", "/codes/0x4"] {
        let get = format!("GET {path} HTTP/1.1");
        let other_host = server.request(&[&get, "Host: evil.example"]).await;
        assert_eq!(other_host.status, 421, "{path}");

        let post = format!("POST {path} HTTP/1.1");
        let posted = server.request(&[&post, &host, "Content-Length: 0"]).await;
        assert_eq!(posted.status, 405, "{path}");

        let head = format!("HEAD {path} HTTP/1.1");
        let asked = server.request(&[&head, &host]).await;
        assert_eq!((asked.status, asked.body.as_str()), (200, ""), "{path}");
    }
}

#[tokio::test]
async fn numbers_stand_on_a_page_in_every_notation() {
    let server = Server::start().await;

    let text = page(&server, "/codes/0xC000006D").await.text();

    for notation in [Notation::WideHex, Notation::Decimal, Notation::Signed] {
        assert!(text.contains(&notation.write(0xC000_006D)), "{text}");
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[tokio::test]
async fn every_page_ends_with_who_runs_the_server_and_where_there_is_help() {
    let said = |text: &str| Some(OperatorText::try_from(text.to_owned()).unwrap());
    let mut config = Config {
        operator: Operator {
            name: said("IT of <Example> & Co."),
            privacy: said("Results are deleted after a week."),
        },
        ..Config::default()
    };
    config.support.contact = Some("https://help.example.org/new?text={summary}".parse().unwrap());
    let server = Server::start_with(config).await;
    for path in [
        "/",
        "/check?target=pc",
        "/codes",
        "/help/RDP-NET-001",
        "/ask",
        "/compare",
        "/explain",
        "/nowhere",
    ] {
        let page = server.get(path).await.body;
        let (_, end) = page.split_once("<footer").unwrap_or_else(|| panic!("{path}: {page}"));

        for told in [
            "Run by IT of &lt;Example&gt; &amp; Co.",
            "href=\"https://help.example.org/new?text=\"",
            "Results are deleted after a week.",
        ] {
            assert!(end.contains(told), "{path} lacks {told}: {end}");
        }
    }
    let server = Server::start_with(Config {
        operator: Operator {
            name: None,
            privacy: said("https://example.org/privacy"),
        },
        language: Some("de".parse().unwrap()),
        ..Config::default()
    })
    .await;
    let german = server.get("/codes").await.body;
    assert!(german.contains("<html lang=\"de\">"), "{german}");
    assert!(german.contains("href=\"https://example.org/privacy\"") && german.contains(">Datenschutz</a>"));
    let plain = Server::start().await.get("/codes").await.body;
    let (_, end) = plain.split_once("<footer").unwrap();
    assert!(
        end.matches('·').count() == 1 && end.matches("href").count() == 1,
        "nothing is said that nobody set: {end}"
    );
}

#[tokio::test]
async fn words_of_the_protocol_lead_to_what_they_mean() {
    let server = Server::start().await;
    let glossary = page(&server, "/help/words").await;
    let places: BTreeSet<String> = glossary.attributes("id").into_iter().collect();

    let mut led = BTreeSet::new();
    for id in ["RDP-NLA-001", "RDP-NLA-023", "RDP-TLS-017", "RDP-GW-022"] {
        let links = page(&server, &format!("/help/{id}")).await.links();
        let words = links.iter().filter_map(|link| link.strip_prefix("/help/words#"));
        let words: Vec<&str> = words.collect();
        let once: BTreeSet<&str> = words.iter().copied().collect();
        assert_eq!(words.len(), once.len(), "{id}: {words:?}");
        led.extend(words.into_iter().map(str::to_owned));
        assert!(links.contains(&"/help/words".to_owned()), "{id}: the end of the page");
    }

    for word in ["nla", "tls", "ntlm", "mtu"] {
        assert!(led.contains(word), "{word}: {led:?}");
    }
    assert!(led.is_subset(&places), "{led:?}");
}

#[tokio::test]
async fn long_names_may_be_parted_behind_their_underscores() {
    let server = Server::start().await;

    let answer = server.get("/help/RDP-NEG-005").await;

    assert!(
        answer.body.contains("HYBRID_<wbr>REQUIRED_<wbr>BY_<wbr>SERVER"),
        "{}",
        answer.body
    );
}
