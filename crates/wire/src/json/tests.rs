//! That the derived readers and writers and serde's agree, for every shape that crosses the wire.

use core::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::*;
use crate::{
    AskProgressReport, AskReceipt, AskRequest, ClientMessage, DecodeRequest, ExportRequest, Failure, FrameMessage, Pdu,
    RedactionRequest, ServerMessage, ShareRequest,
};

impl Json for Value {
    fn member(&self, name: &str) -> Option<Self> {
        self.get(name).filter(|value| !value.is_null()).cloned()
    }

    fn items(&self) -> Option<Vec<Self>> {
        self.as_array().cloned()
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }

    fn is_null(&self) -> bool {
        Self::is_null(self)
    }
}

/// Both readers read the same, nothing that stands in `json` is lost, and serde reads what the writer writes.
fn agree<T: ReadJson + WriteJson + PartialEq + Debug + Serialize + DeserializeOwned>(json: &str) {
    let value: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let read: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));

    assert_eq!(T::read(&value).as_ref(), Some(&read), "{json}");
    assert_eq!(serde_json::to_value(&read).unwrap(), value);

    let text = written(&read);
    let back: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(back, read, "{text}");
    let mut members = names(&serde_json::from_str(&text).unwrap());
    members.sort_unstable();
    let mut expected = names(&value);
    expected.sort_unstable();
    assert_eq!(members, expected, "{text}");
}

/// The names of all members, however deep: what is left out where it is absent must not be written as null.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Object(object) => object
            .iter()
            .flat_map(|(name, value)| core::iter::once(name.clone()).chain(names(value)))
            .collect(),
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn both_read(json: &str) {
    agree::<ServerMessage>(json);
}

fn both_read_stage(stage: &str, facts: &str) {
    both_read(&format!(
        r#"{{"type":"stage","leg":0,"event":"reported","stage":"{stage}","facts":{facts},"outcome":"passed","elapsed_ms":4.25}}"#
    ));
}

fn both_read_failure(failure: &str) {
    both_read(&format!(
        r#"{{"type":"stage","leg":0,"event":"reported","stage":"logon","facts":{{"auto_detect_requests":0}},"outcome":"failed","failure":{failure}}}"#
    ));
}

#[test]
fn messages_are_read_alike() {
    both_read(r#"{"type":"hello","version":"0.1.0"}"#);
    for life in ["hour", "day", "week", "month"] {
        both_read(&format!(r#"{{"type":"hello","version":"0.1.0","sharing":"{life}"}}"#));
    }
    both_read(r#"{"type":"leg","leg":1,"from":"gateway","to":"computer","place":"relay"}"#);
    both_read(r#"{"type":"stage","leg":1,"event":"started","stage":"connect","limit_ms":10000.0}"#);
    for reason in [
        "unreadable_message",
        "bad_target",
        "target_forbidden",
        "busy",
        "run_gone",
        "overloaded",
        "shutting_down",
    ] {
        both_read(&format!(r#"{{"type":"refused","reason":"{reason}"}}"#));
    }
}

#[test]
fn reports_are_read_alike() {
    both_read(r#"{"type":"started","run":"q0m5","key":"AAAAAAAAAAAAAAAAAAAAAA"}"#);
    both_read(r#"{"type":"started","run":"q0m5"}"#);
    for record in ["bytes", "bytes_and_tls_secrets"] {
        both_read(&format!(r#"{{"type":"recorded","record":"{record}"}}"#));
    }
    let kernel = r#"{"rtt_us":17900,"rtt_var_us":900,"retransmits":1,"segments_out":9,"data_segments_in":3,"out_of_order":3,"send_mss":1400,"path_mtu":1500,"acknowledged":47,"unsent":3}"#;
    let stage = r#"{"stage":"stay","facts":{"held_ms":3000.0,"updates":7},"outcome":"not_checked","not_checked":"legacy_security",
        "signals":[{"at_ms":9.5,"signal":"deactivate_all"}],
        "exchanges":[{"direction":"sent","at_ms":1.0,"pdu":"X.224 Connection Request","length":2,"bytes":"0aff"},
                     {"direction":"received","at_ms":2.0,"pdu":"Demand Active","length":900,"bytes":""}]}"#;
    for (end, level) in [
        ("completed", "everything"),
        ("cancelled", "support"),
        ("timed_out", "public"),
    ] {
        let connection = |purpose: &str, rest: &str| {
            format!(
                r#"{{"purpose":{purpose},"address":"[2001:db8::1]:3389","opened_at_ms":0.5,"handshake_ms":18.0{rest}}}"#
            )
        };
        let connections = [
            connection(
                r#"{"purpose":"main"}"#,
                &format!(r#","selected":2,"certificate_sha256":"ab","ended_by_peer":"reset","ended_after_ms":0.25,"kernel":{kernel}"#),
            ),
            connection(r#"{"purpose":"without_cookie"}"#, ""),
            connection(r#"{"purpose":"raw_ntlm"}"#, r#","ended_by_peer":"closed""#),
            connection(r#"{"purpose":"tls_only"}"#, r#","ended_by_peer":"silent""#),
            connection(r#"{"purpose":"standard"}"#, r#","ended_by_peer":"not_connected""#),
            connection(
                r#"{"purpose":"tls_hello","version":769}"#,
                r#","ended_by_peer":"garbled""#,
            ),
        ]
        .join(",");
        both_read(&format!(
            r#"{{"type":"finished","schema":2,"target":"pc:3389","started_at_ms":1790000000000,"elapsed_ms":61.0,
                "redacted":"{level}","end":"{end}","settings":["nla_off","direct","restricted_admin","remote_guard","entra",
                "by_address","proven_only","program","no_program","administrative"],"legs":[
                {{"from":"relay","to":"computer","place":"relay","stages":[{stage}],"connections":[{connections}]}},
                {{"from":"browser","to":"relay","place":"browser","stages":[]}},
                {{"from":"terminal","to":"gateway","place":"terminal","stages":[]}}]}}"#
        ));
    }
}

#[test]
fn facts_of_the_legs_around_the_computers_are_read_alike() {
    both_read_stage("relay", r#"{"greeted_after_ms":12.0}"#);
    both_read_stage("reach", r#"{"address":"192.0.2.1","tries":[7.5,null],"unsteady":true}"#);
    both_read_stage(
        "reach",
        r#"{"unsteady":false,"told":{"tool":"test_net_connection","source":"10.8.0.6","interface":"wg0","vpn":true}}"#,
    );
    both_read(
        r#"{"type":"leg","leg":1,"from":"relay","to":"gateway","place":"relay","gateway":{"target":"gw.example:443","usage":"fallback"}}"#,
    );
    for transport in ["web_socket", "http", "rpc"] {
        both_read_stage(
            "answer",
            &format!(r#"{{"status":302,"transport":"{transport}","location":"https://x/","clock_offset_s":-5}}"#),
        );
    }
    both_read_stage(
        "negotiate",
        r#"{"requested":11,"without_negotiation_data":false,"routing_token":true,"preconnection":true}"#,
    );
    both_read_stage("answer", r#"{"status":401,"schemes":["Negotiate"],"server":"x"}"#);
    both_read_stage("sign_in", r#"{"scheme":"Negotiate"}"#);
    both_read_stage("tunnel", r#"{"status":2147965402}"#);
}

#[test]
fn facts_are_read_alike() {
    both_read_stage(
        "resolve",
        r#"{"literal":true,"lookups":[{"record":"A","addresses":1,"rcode":0,"silent":false,"elapsed_ms":2.0},
            {"record":"AAAA","addresses":0,"silent":true,"elapsed_ms":5000.0}],
            "aliases":["a.example"],"addresses":["192.0.2.1","2001:db8::1"],"forbidden":["169.254.169.254"],"withheld":2,"documentation":true}"#,
    );
    let dials: Vec<String> = [
        r#"{"result":"answered"}"#,
        r#"{"result":"refused"}"#,
        r#"{"result":"unreachable","what":"host"}"#,
        r#"{"result":"unreachable","what":"network"}"#,
        r#"{"result":"unreachable","what":"network","by":"198.51.100.1"}"#,
        r#"{"result":"silent"}"#,
        r#"{"result":"locally_blocked"}"#,
        r#"{"result":"local_fault","errno":24}"#,
        r#"{"result":"abandoned"}"#,
    ]
    .map(|dialed| format!(r#"{{"address":"192.0.2.1:3389","dialed":{dialed},"elapsed_ms":1.5}}"#))
    .to_vec();
    both_read_stage(
        "connect",
        &format!(r#"{{"used":"192.0.2.1:3389","dials":[{}]}}"#, dials.join(",")),
    );
    both_read_stage(
        "negotiate",
        r#"{"requested":11,"selected":2,"flags":31,"refused_offer":5,"without_negotiation_data":true}"#,
    );
    let hellos: Vec<String> = [
        r#"{"answer":"server_hello","version":771,"cipher":49199}"#,
        r#"{"answer":"alert","code":70}"#,
        r#"{"answer":"closed"}"#,
        r#"{"answer":"reset"}"#,
        r#"{"answer":"silent"}"#,
        r#"{"answer":"not_tls"}"#,
        r#"{"answer":"not_reached"}"#,
    ]
    .map(|answer| format!(r#"{{"offered":771,"answer":{answer}}}"#))
    .to_vec();
    both_read_stage(
        "secure",
        &format!(
            r#"{{"version":772,"cipher":4866,"seen_at":1790000000,"name_matches":false,
                "certificates":[{{"subject":"PC","issuer":"CA","self_signed":true,"names":["pc"],"not_before":-1,"not_after":2,
                "key":"RSA","key_bits":2048,"signature":"sha256WithRSAEncryption","sha256":"ab","sha1":"cd","server_usage":true}}],
                "hellos":[{}],"standard":{{"method":2,"level":3}}}}"#,
            hellos.join(",")
        ),
    );
    for (nla, token, end) in [
        ("required", "spnego", "closed"),
        ("optional", "raw_ntlm", "garbled"),
        ("not_used", "spnego", "silent"),
    ] {
        both_read_stage(
            "authenticate",
            &format!(
                r#"{{"nla":"{nla}","token":"{token}","raw_ntlm_only":true,"credssp_version":6,"sign_in":"answered","tls_only_failure":5,"tls_only_end":"{end}",
                    "challenge":{{"computer":"PC","domain":"D","dns_computer":"pc.d","dns_domain":"d","dns_forest":"f",
                    "version":[10,0,20348],"server_time_ms":1790000000000,"clock_offset_ms":-700}}}}"#
            ),
        );
    }
    both_read_stage(
        "settings",
        r#"{"server_version":524292,"echoed_protocols":1,"encryption_method":0,"encryption_level":0,"io_channel":1003,"message_channel":1004}"#,
    );
    both_read_stage("channels", r#"{"user_channel":1007,"joined":[1003,1007]}"#);
    both_read_stage("logon", r#"{"auto_detect_requests":3}"#);
    both_read_stage("logon", r#"{"auto_detect_requests":0,"autologon":true}"#);
    both_read_stage("authenticate", r#"{"raw_ntlm_only":false,"sign_in":"delegated"}"#);
    both_read_stage("license", r#"{"messages":[255,1],"status":7}"#);
    both_read_stage(
        "capabilities",
        r#"{"desktop":[1024,768],"color_depth":32,"os_major":1,"sets":14}"#,
    );
    both_read_stage("finalize", r#"{"reactivations":1}"#);
    for picture in ["bitmap", "orders", "surface"] {
        both_read_stage("desktop", &format!(r#"{{"picture":"{picture}","update_length":4096}}"#));
    }
    both_read_stage("stay", r#"{"held_ms":3000.0,"updates":12}"#);
}

#[test]
fn a_second_request_is_read_alike() {
    for second_try in [
        r#"{"first_end":"silent","first_elapsed_ms":7000.0}"#,
        r#"{"first_end":"closed","first_elapsed_ms":4.25,"second_end":"not_connected"}"#,
    ] {
        both_read_stage(
            "negotiate",
            &format!(r#"{{"requested":11,"without_negotiation_data":false,"second_try":{second_try}}}"#),
        );
    }
}

#[test]
fn outcomes_and_their_reasons_are_read_alike() {
    for rest in [
        r#""outcome":"silent""#,
        r#""outcome":"not_reached""#,
        r#""outcome":"not_checked","not_checked":"needs_password""#,
        r#""outcome":"not_checked","not_checked":"behind_service""#,
        r#""outcome":"not_checked","not_checked":"page_cannot_try""#,
        r#""outcome":"not_checked","not_checked":"page_may_not_try""#,
        r#""outcome":"not_checked","not_checked":"own_server_silent""#,
        r#""outcome":"not_checked","not_checked":"everything_reacts""#,
        r#""outcome":"not_checked","not_checked":"no_address""#,
        r#""outcome":"not_checked","not_checked":"undecided""#,
    ] {
        both_read(&format!(
            r#"{{"type":"stage","leg":0,"event":"reported","stage":"finalize","facts":{{"reactivations":0}},{rest}}}"#
        ));
    }
}

#[test]
fn answers_of_kdcs_are_read_alike() {
    for kdc in [
        r#"{"kind":"known"}"#,
        r#"{"kind":"refused","code":7}"#,
        r#"{"kind":"silent"}"#,
    ] {
        both_read_stage("authenticate", &format!(r#"{{"raw_ntlm_only":false,"kdc":{kdc}}}"#));
    }
}

#[test]
fn failures_are_read_alike() {
    for failure in [
        r#"{"kind":"name_not_found"}"#,
        r#"{"kind":"no_addresses"}"#,
        r#"{"kind":"lookup_failed","rcode":2}"#,
        r#"{"kind":"lookup_failed"}"#,
        r#"{"kind":"addresses_refused"}"#,
        r#"{"kind":"no_connection"}"#,
        r#"{"kind":"closed","received":1}"#,
        r#"{"kind":"reset","received":2}"#,
        r#"{"kind":"timed_out","received":3}"#,
        r#"{"kind":"path_broken"}"#,
        r#"{"kind":"http_status","status":403}"#,
        r#"{"kind":"negotiation_failure","code":7}"#,
        r#"{"kind":"unoffered_protocol","selected":8}"#,
        r#"{"kind":"disconnect_request","reason":128}"#,
        r#"{"kind":"malformed","expected":"Demand Active"}"#,
        r#"{"kind":"unexpected_pdu","expected":"Font Map","received":"Demand Active"}"#,
        r#"{"kind":"tls_alert","code":40}"#,
        r#"{"kind":"credssp_status","status":3221225581}"#,
        r#"{"kind":"kdc","code":24}"#,
        r#"{"kind":"kdc"}"#,
        r#"{"kind":"mcs_refused","result":15}"#,
        r#"{"kind":"channel_refused","channel":1004}"#,
        r#"{"kind":"channel_refused","channel":1004,"confirmed":1111}"#,
        r#"{"kind":"ultimatum","reason":3}"#,
        r#"{"kind":"error_info","code":4294967295}"#,
        r#"{"kind":"license_error","code":6,"transition":2}"#,
        r#"{"kind":"redirected"}"#,
        r#"{"kind":"deactivate_loop","times":9}"#,
        r#"{"kind":"client_gave_up"}"#,
        r#"{"kind":"run_timed_out"}"#,
    ] {
        both_read_failure(failure);
    }
    for service in [
        r#"{"name":"ssh","banner":"SSH-2.0-x"}"#,
        r#"{"name":"http","banner":"HTTP/1.1 400"}"#,
        r#"{"name":"tls"}"#,
        r#"{"name":"smtp","banner":"220"}"#,
        r#"{"name":"ftp","banner":"220"}"#,
        r#"{"name":"vnc","banner":"RFB"}"#,
        r#"{"name":"mail","banner":"+OK"}"#,
        r#"{"name":"mysql"}"#,
        r#"{"name":"smb"}"#,
        r#"{"name":"bare_mcs"}"#,
        r#"{"name":"unknown"}"#,
    ] {
        both_read_failure(&format!(r#"{{"kind":"not_rdp","service":{service}}}"#));
    }
    for fault in [
        "not_tls",
        "nothing_in_common",
        "bad_certificate",
        "bad_signature",
        "protocol_violation",
        "too_large",
    ] {
        both_read_failure(&format!(r#"{{"kind":"tls_unusable","fault":"{fault}"}}"#));
    }
}

#[test]
fn signals_are_read_alike() {
    let signals: Vec<String> = [
        r#""signal":"error_info","code":4"#,
        r#""signal":"ultimatum","reason":3"#,
        r#""signal":"logged_on","user":"anna""#,
        r#""signal":"logon_error","notification":4294967294,"data":3221225581"#,
        r#""signal":"license_error","code":6,"transition":1"#,
        r#""signal":"redirection","target":"other""#,
        r#""signal":"deactivate_all""#,
    ]
    .map(|signal| format!(r#"{{"at_ms":7.5,{signal}}}"#))
    .to_vec();
    both_read(&format!(
        r#"{{"type":"stage","leg":0,"event":"reported","stage":"finalize","facts":{{"reactivations":0}},"outcome":"passed","signals":[{}]}}"#,
        signals.join(",")
    ));
}

#[test]
fn what_tells_where_a_report_comes_from_is_read_alike() {
    let leg = r#"{"from":"agent","to":"computer","place":"agent","agent":"branch-7","stages":[]}"#;
    both_read(&format!(
        r#"{{"type":"finished","schema":2,"version":"0.1.0","target":"pc:3389","started_at_ms":0,"elapsed_ms":0.5,"end":"completed","legs":[{leg}]}}"#
    ));
    both_read(r#"{"type":"leg","leg":1,"from":"agent","to":"computer","place":"agent","agent":"branch-7"}"#);
}

#[test]
fn reports_of_schema_1_are_read_alike() {
    let json = r#"{"schema":1,"target":"pc:3389","started_at_ms":0,"elapsed_ms":0.5,"end":"completed",
        "stages":[{"stage":"resolve","facts":{"literal":true},"outcome":"passed","elapsed_ms":0.1}],"connections":[]}"#;
    let read: crate::Report = serde_json::from_str(json).unwrap();

    assert_eq!(
        crate::Report::read(&serde_json::from_str::<Value>(json).unwrap()),
        Some(read)
    );
}

const REPORT: &str =
    r#"{"schema":2,"target":"pc:3389","started_at_ms":0,"elapsed_ms":0.5,"end":"completed","legs":[]}"#;

#[test]
fn requests_of_the_page_are_read_alike() {
    agree::<ClientMessage>(r#"{"type":"start","target":"pc:3389","record":"bytes"}"#);
    agree::<ClientMessage>(r#"{"type":"start","target":"pc:3389","record":"bytes","from":["relay","branch-7"]}"#);
    agree::<ClientMessage>(r#"{"type":"join","key":"AAAA"}"#);
    agree::<ClientMessage>(r#"{"type":"cancel"}"#);
    agree::<FrameMessage>(r#"{"type":"started","target":"pc:3389"}"#);
    agree::<FrameMessage>(r#"{"type":"stage","stage":"connect","outcome":"failed"}"#);
    agree::<FrameMessage>(r#"{"type":"finished","findings":["RDP-TCP-001"],"verdict":"blocked","summary":"s"}"#);
    agree::<FrameMessage>(
        r#"{"type":"finished","findings":[],"verdict":"works","summary":"s","link":"https://a/r/b"}"#,
    );
    agree::<FrameMessage>(r#"{"type":"shared","link":"https://a/r/b","expires_at_ms":1790000000000}"#);
    agree::<FrameMessage>(r#"{"type":"error","reason":"refused"}"#);
    agree::<DecodeRequest>(r#"{"said":"0x4 \"\\ \u0001\n\tB\u00fcro \ud83d\ude00"}"#);
    agree::<DecodeRequest>(&format!(r#"{{"said":"0x4","report":{REPORT}}}"#));
    agree::<DecodeRequest>(r#"{"said":"0x4","run":"AAAA"}"#);
    agree::<RedactionRequest>(r#"{"disclosure":"support","run":"AAAA"}"#);
    agree::<ExportRequest>(r#"{"form":"md","run":"AAAA"}"#);
    agree::<ShareRequest>(r#"{"life":"week","content":"run","run":"AAAA","disclosure":"public","doing":"x"}"#);
    agree::<RedactionRequest>(&format!(r#"{{"disclosure":"public","report":{REPORT}}}"#));
    for form in ["json", "md", "txt", "html"] {
        agree::<ExportRequest>(&format!(r#"{{"form":"{form}","report":{REPORT}}}"#));
    }
    agree::<ExportRequest>(&format!(
        r#"{{"form":"html","link":"https://x/r/A","report":{REPORT}}}"#
    ));
    agree::<ShareRequest>(r#"{"life":"hour","ask":"A","content":"sealed","sealed":"AAAA"}"#);
    agree::<ShareRequest>(&format!(
        r#"{{"life":"month","content":"open","disclosure":"support","doing":"x","report":{REPORT}}}"#
    ));
    let leg = r#"{"from":"browser","to":"relay","place":"browser","stages":[{"stage":"relay","facts":{"greeted_after_ms":1.5},"outcome":"passed","elapsed_ms":1.5}]}"#;
    agree::<ShareRequest>(&format!(
        r#"{{"life":"week","content":"run","run":"k","disclosure":"support","legs":[{leg}]}}"#
    ));
    agree::<RedactionRequest>(&format!(r#"{{"disclosure":"public","run":"k","legs":[{leg}]}}"#));
    agree::<ExportRequest>(&format!(r#"{{"form":"txt","run":"k","legs":[{leg}]}}"#));
    agree::<AskRequest>(r#"{"target":"pc","note":"n","ticket":"INC-1","life":"day"}"#);
    for progress in ["opened", "running", "finished"] {
        agree::<AskProgressReport>(&format!(r#"{{"progress":"{progress}"}}"#));
    }
    agree::<AskReceipt>(r#"{"id":"a","path":"/?ask=a","watch":"/asked/b","expires_at_ms":-1}"#);
}

#[test]
fn times_are_written_to_the_microsecond() {
    for (micros, json) in [
        (0, "0"),
        (1, "0.001"),
        (1_100, "1.1"),
        (12_000, "12"),
        (999_010, "999.01"),
    ] {
        assert_eq!(written(&Elapsed::from(Duration::from_micros(micros))), json);
    }
}

#[test]
fn a_hostile_name_is_cleaned_by_both() {
    let json = r#"{"kind":"malformed","expected":"a\u202eb"}"#;

    let read = Failure::read(&serde_json::from_str::<Value>(json).unwrap());

    assert_eq!(read, serde_json::from_str(json).ok());
    assert_eq!(read, Some(Failure::Malformed { expected: Pdu::Unnamed }));
}

#[test]
fn what_serde_refuses_is_refused() {
    for json in [
        r#"{}"#,
        r#"[]"#,
        r#"{"type":"goodbye"}"#,
        r#"{"type":"hello"}"#,
        r#"{"type":"hello","version":1}"#,
        r#"{"type":"stage","leg":256,"event":"started","stage":"connect","limit_ms":1}"#,
        r#"{"type":"stage","event":"started","stage":"connect","limit_ms":1}"#,
        r#"{"type":"leg","leg":0,"from":"relay","to":"nowhere","place":"relay"}"#,
        r#"{"type":"stage","leg":0,"event":"started","stage":"connect","limit_ms":-1}"#,
        r#"{"type":"stage","leg":0,"event":"started","stage":"nowhere","limit_ms":1}"#,
        r#"{"type":"stage","leg":0,"event":"reported","stage":"stay","facts":{"updates":1.5},"outcome":"passed"}"#,
        r#"{"type":"stage","leg":0,"event":"reported","stage":"stay","facts":{"updates":4294967296},"outcome":"passed"}"#,
        r#"{"type":"stage","leg":0,"event":"reported","stage":"capabilities","facts":{"desktop":[1]},"outcome":"passed"}"#,
        r#"{"type":"stage","leg":0,"event":"reported","stage":"stay","facts":{}}"#,
    ] {
        let value: Value = serde_json::from_str(json).unwrap();

        assert!(
            serde_json::from_value::<ServerMessage>(value.clone()).is_err(),
            "{json}"
        );
        assert_eq!(ServerMessage::read(&value), None, "{json}");
    }
}

#[test]
fn answers_over_http_are_read_alike() {
    agree::<crate::DecodeAnswer>(r#"{"headline":"a"}"#);
    agree::<crate::DecodeAnswer>(
        r#"{"headline":"a","fit":"b","origin":"c","notes":["d"],"codes":[{"title":"e"},{"title":"f","path":"/codes/0x4",
            "elsewhere":"g","meanings":[{"programs":"h","symbol":"i","meaning":"j","language":"l","status":"k"},
            {"programs":"h","meaning":"j","language":"l","status":"k"}]}]}"#,
    );
    agree::<crate::ShareReceipt>(r#"{"id":"a","path":"/r/a","expires_at_ms":1790000000000,"revoke":"b"}"#);
    agree::<crate::Ask>(
        r#"{"target":"pc","note":"","ticket":"","expires_at_ms":1,"answered":true,"link":"https://x/?ask=A","delivered":false,"launched":false}"#,
    );
    agree::<crate::Ask>(
        r#"{"target":"a","note":"","ticket":"I-1","expires_at_ms":1,"answered":false,"choices":["a","b"],"delivered":true,
            "launched":true,"level":"public"}"#,
    );
    agree::<crate::SharedResult>(r#"{"shared_at_ms":1,"expires_at_ms":2,"content":"sealed","sealed":"AAAA"}"#);
    for level in ["everything", "support", "public"] {
        agree::<crate::SharedResult>(&format!(
            r#"{{"shared_at_ms":1,"expires_at_ms":2,"content":"open","disclosure":"{level}","doing":"x",
                "report":{{"schema":2,"target":"pc:3389","started_at_ms":0,"elapsed_ms":0.0,"end":"completed",
                "legs":[]}}}}"#
        ));
    }
    for problem in [
        "too_large",
        "unreadable",
        "from_the_future",
        "not_a_report",
        "life_not_allowed",
        "sharing_is_off",
        "store_full",
        "store_busy",
        "store_gone",
        "gone",
        "run_gone",
        "wrong_secret",
        "target_forbidden",
        "overloaded",
    ] {
        agree::<crate::Problem>(&format!(r#"{{"problem":"{problem}","sentence":"x"}}"#));
    }
}
