//! What only a browser shows: its JSON parser, its events, its WebSocket.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement};
use wire::ServerMessage;
use words::Words;
use yew::Renderer;

use crate::{app, browser, json, seal};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_message_is_read_by_the_browsers_parser_as_by_serde() {
    let text = r#"{"type":"stage","leg":0,"event":"reported","stage":"secure","outcome":"failed","elapsed_ms":19.25,
        "facts":{"version":772,"seen_at":1790000000,"name_matches":false,"hellos":[{"offered":771,"answer":{"answer":"alert","code":70}}]},
        "failure":{"kind":"unexpected_pdu","expected":"B\u00fcro","received":"\ud83d\ude00"},"not_checked":null,
        "exchanges":[{"direction":"sent","at_ms":1,"pdu":"X","length":4294967295,"bytes":"0aff"}]}"#;

    let read = json::read::<ServerMessage>(text);

    assert!(read.is_some());
    assert_eq!(read, serde_json::from_str::<ServerMessage>(text).ok());
    assert_eq!(json::read::<ServerMessage>("{"), None);
}

#[wasm_bindgen_test]
async fn a_click_starts_a_check_and_a_missing_relay_is_a_result() {
    mount();
    drawn().await;
    let field: HtmlInputElement = find("target");
    field.set_value("pc.example.org");
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    let input = Event::new_with_event_init_dict("input", &bubbling).unwrap();
    field.dispatch_event(&input).unwrap();

    find::<HtmlElement>("check").click();
    while state_of("step-relay").is_none_or(|state| ["waiting", "running"].contains(&state.as_str())) {
        drawn().await;
    }

    assert_eq!(state_of("step-relay").as_deref(), Some("failed"));
    assert_eq!(state_of("step-resolve").as_deref(), Some("not_reached"));
    assert!(find::<HtmlElement>("answer").inner_text().contains("WebSocket"));
}

#[wasm_bindgen_test]
async fn what_is_sealed_opens_with_its_key_and_with_no_other() {
    let text = r#"{"schema":1,"note":"Büro 😀"}"#;

    let first = seal::seal(text).await.unwrap();
    let second = seal::seal(text).await.unwrap();

    assert_eq!(seal::unseal(&first.sealed, &first.key).await.as_deref(), Some(text));
    assert_ne!((&first.sealed, &first.key), (&second.sealed, &second.key));
    assert_eq!(seal::unseal(&first.sealed, &second.key).await, None);
    let changed = first.sealed.replacen(|c| c != 'A', "A", 1);
    assert_eq!(seal::unseal(&changed, &first.key).await, None);
    assert_eq!(seal::unseal("", "").await, None);
}

fn mount() {
    let root = gloo::utils::document().create_element("main").unwrap();
    gloo::utils::body().append_child(&root).unwrap();
    let props = app::Props {
        language: Words::english().into(),
        drawn: browser::Drawn::read(&root).into(),
    };
    Renderer::<app::App>::with_root_and_props(root, props).render();
}

fn find<T: JsCast>(id: &str) -> T {
    browser::element(id)
        .and_then(|it| it.dyn_into().ok())
        .unwrap_or_else(|| panic!("#{id}"))
}

/// The state that an element shows; none where the page does not have it yet.
fn state_of(id: &str) -> Option<String> {
    browser::element(id)?.get_attribute("data-state")
}

/// Waits until the browser draws, after it has handled its events.
async fn drawn() {
    let mut frame = |resolve: js_sys::Function, _| {
        gloo::utils::window().request_animation_frame(&resolve).unwrap();
    };
    let promise = js_sys::Promise::new(&mut frame);
    let _time: JsValue = JsFuture::from(promise).await.unwrap();
}
