//! The page, alive: its state, and what follows from it for the connection and the clock.

use frontend::{Action, AppState, Form, FormEvents, Language, PageEvents, Phase, looks_like_a_connection_file, page};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use yew::prelude::*;

use crate::browser;
use crate::connection::Connection;

/// How often running seconds are brought up to date. They show whole seconds, so that a quarter is soon enough.
const TICK_MS: u32 = 250;

/// The app.
pub(crate) struct App {
    state: AppState,
    /// There exactly while a run is under way.
    live: Option<Live>,
    _drops: [EventListener; 2],
}

/// What the app needs from whoever mounts it.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The sentences.
    pub(crate) language: Language,
}

/// What a run needs while it is under way.
struct Live {
    run: u32,
    /// Absent where the browser does not even try.
    connection: Option<Connection>,
    cancelled: bool,
    _ticks: Interval,
}

impl Component for App {
    type Message = Action;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(|action| action);
        Self {
            state: AppState {
                form: Form::filled(browser::asked_target().unwrap_or_default()),
                run: None,
            },
            live: None,
            _drops: browser::accept_dropped_files(move |file| read(file, dispatch.clone())),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        match action {
            Action::Start { .. } => {
                self.state.apply(action);
                if self.state.form.complaint().is_some() {
                    browser::focus("target");
                }
            }
            Action::Cancel { .. } => {
                self.state.apply(action);
                // The button that was clicked goes away with the run; this one stays.
                browser::focus("check");
            }
            Action::Edit(_)
            | Action::Leave
            | Action::ReadFile { .. }
            | Action::Heard { .. }
            | Action::Lost { .. }
            | Action::Tick { .. }
            | Action::Toggle(_) => self.state.apply(action),
        }
        self.follow(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        page(&ctx.props().language, &self.state, &events(ctx))
    }
}

impl App {
    /// Opens a connection when a run begins, tells it when the run is cancelled, and closes it when the run is over.
    fn follow(&mut self, ctx: &Context<Self>) {
        let Some(run) = self.state.run.as_ref().filter(|run| run.is_under_way()) else {
            self.live = None;
            return;
        };
        if self.live.as_ref().is_none_or(|live| live.run != run.number()) {
            let dispatch = ctx.link().callback(|action| action);
            let tick = dispatch.reform(|()| Action::Tick { at: browser::now() });
            self.live = Some(Live {
                run: run.number(),
                connection: Connection::open(run.target(), dispatch),
                cancelled: false,
                _ticks: Interval::new(TICK_MS, move || tick.emit(())),
            });
        }
        if let Some(live) = &mut self.live
            && *run.phase() == Phase::Cancelling
            && !live.cancelled
        {
            live.cancelled = true;
            if let Some(connection) = &live.connection {
                connection.cancel();
            }
        }
    }
}

fn events(ctx: &Context<App>) -> PageEvents {
    let link = ctx.link();
    let dispatch = link.callback(|action| action);
    PageEvents {
        cancel: link.callback(|_| Action::Cancel { at: browser::now() }),
        toggle: link.callback(Action::Toggle),
        form: FormEvents {
            edit: link.callback(|event: InputEvent| Action::Edit(browser::typed(&event))),
            leave: link.callback(|_| Action::Leave),
            paste: Callback::from({
                let dispatch = dispatch.clone();
                move |event: Event| paste(&event, &dispatch)
            }),
            choose: Callback::from(move |event: Event| {
                if let Some(file) = browser::chosen_file(&event) {
                    read(file, dispatch.clone());
                }
            }),
            submit: link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Action::Start { at: browser::now() }
            }),
        },
    }
}

/// A field of one line would run the lines of a connection file together, so these are read before it does.
fn paste(event: &Event, dispatch: &Callback<Action>) {
    let Some(pasted) = browser::pasted(event) else {
        return;
    };
    if let Some(file) = pasted.file {
        event.prevent_default();
        read(file, dispatch.clone());
    } else if looks_like_a_connection_file(&pasted.text) {
        event.prevent_default();
        dispatch.emit(Action::ReadFile {
            name: None,
            bytes: pasted.text.into_bytes(),
        });
    }
}

fn read(file: web_sys::File, dispatch: Callback<Action>) {
    yew::platform::spawn_local(async move {
        let name = Some(file.name());
        let bytes = browser::first_bytes(&file).await;
        dispatch.emit(Action::ReadFile { name, bytes });
    });
}
