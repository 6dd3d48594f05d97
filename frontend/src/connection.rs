//! The WebSocket to the relay. What comes over it, and its end, become actions; nothing else opens a socket.

use frontend::Action;
use gloo::events::EventListener;
use ui::Loss;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, WebSocket};
use wire::json::written;
use wire::{ClientMessage, SUBPROTOCOL, ServerMessage};
use yew::Callback;

use crate::browser;
use crate::json;

/// A connection for one run; it closes when dropped, which makes the relay stop the run.
pub(crate) struct Connection {
    socket: WebSocket,
    _listeners: [EventListener; 2],
}

impl Connection {
    /// Opens a connection and, once the relay has greeted, says `first`: which run it is about.
    ///
    /// Absent where the browser does not even try, such as by its policy; `heard` is told of that, too.
    pub(crate) fn open(first: ClientMessage, heard: Callback<Action>) -> Option<Self> {
        let Ok(socket) = WebSocket::new_with_str(&browser::relay_address(), SUBPROTOCOL) else {
            heard.emit(lost(Loss::Closed));
            return None;
        };
        let messages = EventListener::new(&socket, "message", {
            let (socket, heard) = (socket.clone(), heard.clone());
            move |event| match read(event) {
                Some(message) => {
                    if matches!(message, ServerMessage::Hello { .. }) {
                        send(&socket, &first);
                    }
                    let at = browser::now();
                    heard.emit(Action::Heard { message, at });
                }
                None => heard.emit(lost(Loss::Unreadable)),
            }
        });
        // An error is always followed by a close, and tells nothing more than that.
        let end = EventListener::once(&socket, "close", move |_| heard.emit(lost(Loss::Closed)));
        Some(Self {
            socket,
            _listeners: [messages, end],
        })
    }

    /// Asks the relay to stop and to send what it has.
    pub(crate) fn cancel(&self) {
        send(&self.socket, &ClientMessage::Cancel);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Fails for close codes out of range only, and none is given.
        let _closed = self.socket.close();
    }
}

/// Hears the document that signs in, which this page frames.
pub(crate) fn hear_sign_in(heard: Callback<Action>) -> EventListener {
    EventListener::new(&gloo::utils::window(), "message", move |event| {
        let told = event.dyn_ref::<MessageEvent>();
        let own = told.is_some_and(|told| told.origin() == browser::origin());
        if let Some(message) = read(event).filter(|_| own) {
            let at = browser::now();
            heard.emit(Action::SigningIn { message, at });
        }
    })
}

fn read(event: &web_sys::Event) -> Option<ServerMessage> {
    json::read(&event.dyn_ref::<MessageEvent>()?.data().as_string()?)
}

/// A message that cannot be sent is no news: the socket is closing, and its end is told by itself.
fn send(socket: &WebSocket, message: &ClientMessage) {
    let _sent = socket.send_with_str(&written(message));
}

fn lost(loss: Loss) -> Action {
    let at = browser::now();
    Action::Lost { loss, at }
}
