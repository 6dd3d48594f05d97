//! Requests to the relay as a program makes them, with every status an answer.

use std::io::{BufRead, BufReader, Lines};
use std::time::Duration;

use http::{HeaderMap, Request};
use serde_json::Value;
use ureq::{Agent, BodyReader};

/// Whoever asks.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
    origin: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Client {
    /// Somebody who asks the server at this address, such as `http://127.0.0.1:8080/`, over a new connection each time:
    /// one that is kept may be closed by the server just when it is used.
    pub fn of(url: &str) -> Self {
        Self::with(url, 0)
    }

    /// The same over one connection, for as long as it holds.
    pub fn staying(url: &str) -> Self {
        Self::with(url, 1)
    }

    fn with(url: &str, connections: usize) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections(connections)
            .timeout_recv_response(Some(ANSWER_LIMIT));
        Self {
            agent: config.build().into(),
            origin: url.trim_end_matches('/').to_owned(),
        }
    }

    /// GET.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], None)
    }

    /// POST of JSON.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[], Some(body.to_string().as_bytes()))
    }

    /// DELETE with a bearer's secret.
    pub fn delete(&self, path: &str, secret: &str) -> Answer {
        self.send("DELETE", path, &[("authorization", &format!("Bearer {secret}"))], None)
    }

    /// Any request.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&[u8]>) -> Answer {
        self.try_send(method, path, headers, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// The same, where the connection may break.
    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.origin));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = match body {
            Some(body) => self.agent.run(request.body(body)?),
            None => self.agent.run(request.body(())?),
        };
        let (parts, mut body) = answer?.into_parts();
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.read_to_vec()?,
        })
    }

    /// Opens a stream of events (`text/event-stream`).
    pub fn events(&self, path: &str) -> Events {
        let request = Request::builder().uri(format!("{}{path}", self.origin)).body(());
        let answer = self.agent.run(request.expect("a request"));
        let answer = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(answer.status(), 200, "{path}");
        Events(BufReader::new(answer.into_body().into_reader()).lines())
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        let said = String::from_utf8_lossy(&self.body);
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{} is no JSON: {error}: {said}", self.status))
    }

    /// A text of the JSON.
    pub fn text(&self, name: &str) -> String {
        let json = self.json();
        let text = json.get(name).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("no `{name}` in {json}")).to_owned()
    }

    /// The kind of problem that it names, with its status. The sentence shows nothing from inside.
    pub fn problem(&self) -> (u16, String) {
        let sentence = self.text("sentence");
        assert!(sentence.contains(' '), "{sentence}");
        for inside in ["sqlx", "SQLITE", "Error", "error", "{", "rs:", "postgres"] {
            assert!(!sentence.contains(inside), "{sentence}");
        }
        (self.status, self.text("problem"))
    }
}

/// Events that a server sends, as they come.
pub struct Events(Lines<BufReader<BodyReader<'static>>>);

impl Events {
    /// The next one: its name and its data.
    pub fn next_event(&mut self) -> (String, Value) {
        let mut name = String::new();
        loop {
            let line = self
                .0
                .next()
                .expect("the stream goes on")
                .expect("the connection holds");
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.to_owned();
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return (name, serde_json::from_str(data).expect("data is JSON"));
            }
        }
    }

    /// Reads to the end, for which it waits.
    pub fn until_the_end(self) -> Vec<String> {
        self.0.map_while(Result::ok).collect()
    }
}

/// The longest that the relay waits itself is five seconds for a query, after up to five in its queue.
const ANSWER_LIMIT: Duration = Duration::from_secs(20);
