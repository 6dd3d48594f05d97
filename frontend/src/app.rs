//! The page, alive: its state, and what follows from it for the connection, the clock and the relay.

use frontend::{Action, AppState};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use ui::{
    FormEvents, KeptFault, Language, OutletEvents, PageEvents, Phase, ShareAction, ShareEvents, ShareStep, Take,
    looks_like_a_connection_file, page,
};
use wire::Disclosure;
use words::Words;
use words::key;
use yew::prelude::*;

use crate::browser;
use crate::connection::Connection;

mod tasks;

/// As long as the longest codes, such as `0xC000006D`.
const LONGEST_CODE: usize = 12;

/// How often running seconds are brought up to date. They show whole seconds, so that a quarter is soon enough.
const TICK_MS: u32 = 250;

/// The app.
pub(crate) struct App {
    state: AppState,
    /// There exactly while a run is under way.
    live: Option<Live>,
    waits: Waits,
    _drops: [EventListener; 2],
}

/// What the app needs from whoever mounts it.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The sentences.
    pub(crate) language: Language,
}

/// What happens to the app.
pub(crate) enum Message {
    /// Something that changes what the page shows.
    Act(Action),
    /// The reader takes the result along.
    Take(Take),
}

/// What a run needs while it is under way.
struct Live {
    run: u32,
    /// Absent where the browser does not even try.
    connection: Option<Connection>,
    cancelled: bool,
    _ticks: Interval,
}

/// What the relay was asked for and has not answered.
#[derive(Default, PartialEq)]
struct Waits {
    decoding: Option<u32>,
    previewing: Option<(u32, Disclosure)>,
    sharing: Option<ShareStep>,
    /// The step of the dialog as it was drawn last.
    drawn: Option<ShareStep>,
}

impl Component for App {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(Message::Act);
        let mut state = AppState::filled(browser::asked("target").unwrap_or_default());
        if let Some(id) = browser::asked("ask") {
            tasks::ask(&ctx.props().language, &id, dispatch.clone());
            state = AppState::asked(id);
        } else if let Some((id, key)) = browser::sealed_result() {
            tasks::open(id, key, dispatch.clone());
        }
        Self {
            state,
            live: None,
            waits: Waits::default(),
            _drops: browser::accept_dropped_files(move |file| read(file, dispatch.clone())),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let dispatch = ctx.link().callback(Message::Act);
        match message {
            Message::Take(what) => {
                tasks::take(&ctx.props().language, &self.state, what, dispatch);
                return false;
            }
            Message::Act(action) => self.act(action),
        }
        self.follow(&dispatch);
        self.ask_relay(&ctx.props().language, &dispatch);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        page(&ctx.props().language, &self.state.page, &events(ctx, &self.state))
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        // What the reader used goes away with each step; the dialog stays.
        let step = self.state.page.share.as_ref().map(|share| share.step.clone());
        if step != self.waits.drawn {
            match (&self.waits.drawn, &step) {
                (None, Some(_)) | (Some(_), Some(ShareStep::Shared(_) | ShareStep::Revoked)) => {
                    browser::focus("sharing");
                }
                (Some(_), None) => browser::focus("share"),
                (_, _) => {}
            }
            self.waits.drawn = step;
        }
    }
}

impl App {
    fn act(&mut self, action: Action) {
        let (starts, cancels) = (
            matches!(action, Action::Start { .. }),
            matches!(action, Action::Cancel { .. }),
        );
        self.state.apply(action);
        if starts && self.state.page.form.complaint().is_some() {
            browser::focus("target");
        }
        if cancels {
            // The button that was clicked goes away with the run; this one stays.
            browser::focus("check");
        }
    }

    /// Opens a connection when a run begins, tells it when the run is cancelled, and closes it when the run is over.
    fn follow(&mut self, dispatch: &Callback<Action>) {
        let Some(run) = self.state.page.run.as_ref().filter(|run| run.is_under_way()) else {
            self.live = None;
            return;
        };
        if self.live.as_ref().is_none_or(|live| live.run != run.number()) {
            let tick = dispatch.reform(|()| Action::Tick { at: browser::now() });
            self.live = Some(Live {
                run: run.number(),
                connection: Connection::open(run.target(), dispatch.clone()),
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

    /// Asks the relay for what the page has begun to wait for.
    fn ask_relay(&mut self, words: &Language, dispatch: &Callback<Action>) {
        let state = &self.state;
        let decoding = state.page.said.awaited();
        if decoding != self.waits.decoding {
            self.waits.decoding = decoding;
            tasks::decode(state, dispatch.clone());
        }
        let share = state.page.share.as_ref();
        let previewing = share.filter(|share| share.awaits_preview());
        let previewing = previewing.map(|share| (share.number, share.level));
        if previewing != self.waits.previewing {
            self.waits.previewing = previewing;
            tasks::preview(state, dispatch.clone());
        }
        let step = share.map(|share| &share.step);
        if step != self.waits.sharing.as_ref() {
            self.waits.sharing = step.cloned();
            match step {
                Some(ShareStep::Sending) => tasks::send(words, state, dispatch.clone()),
                Some(ShareStep::Revoking(link)) => {
                    if let Some(share) = share {
                        tasks::revoke(words, share, link, dispatch.clone());
                    }
                }
                Some(ShareStep::Choosing | ShareStep::Shared(_) | ShareStep::Revoked) | None => {}
            }
        }
    }
}

fn events(ctx: &Context<App>, state: &AppState) -> PageEvents {
    let link = ctx.link();
    let doing = doing(&ctx.props().language, state);
    let act = link.callback(Message::Act);
    let take = link.callback(Message::Take);
    let share = act.reform(Action::Share);
    PageEvents {
        cancel: act.reform(|_| Action::Cancel { at: browser::now() }),
        toggle: act.reform(Action::Toggle),
        form: form_events(&act),
        outlets: OutletEvents {
            share: share.reform(move |_| ShareAction::Open {
                now_ms: browser::unix_millis(),
                doing: doing.clone(),
            }),
            take: take.clone(),
            print: Callback::from(|_| browser::print()),
        },
        share: ShareEvents {
            doing: share.reform(|event: InputEvent| ShareAction::Doing(browser::typed(&event))),
            act: share,
            take,
        },
    }
}

/// What support will want to know first: the code that the reader has typed already. A whole message may name what is
/// nobody's business, and is left out.
fn doing(words: &Words, state: &AppState) -> String {
    let said = state.page.said.text().trim();
    if said.is_empty() || said.len() > LONGEST_CODE || !said.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return String::new();
    }
    words.text_with(key::PAGE_SHARE_DOING_SAID, &[("said", said.into())])
}

fn form_events(act: &Callback<Action>) -> FormEvents {
    FormEvents {
        edit: act.reform(|event: InputEvent| Action::Edit(browser::typed(&event))),
        leave: act.reform(|_| Action::Leave),
        paste: Callback::from({
            let act = act.clone();
            move |event: Event| paste(&event, &act)
        }),
        choose: Callback::from({
            let act = act.clone();
            move |event: Event| {
                if let Some(file) = browser::chosen_file(&event) {
                    read(file, act.clone());
                }
            }
        }),
        edit_said: act.reform(|event: InputEvent| Action::EditSaid(browser::typed(&event))),
        leave_said: act.reform(|_| Action::LeaveSaid),
        submit: act.reform(|event: SubmitEvent| {
            event.prevent_default();
            Action::Start { at: browser::now() }
        }),
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

/// A connection file or, where the name says so, a saved result.
fn read(file: web_sys::File, dispatch: Callback<Action>) {
    yew::platform::spawn_local(async move {
        let name = file.name();
        let bytes = browser::first_bytes(&file).await;
        dispatch.emit(if name.ends_with(".json") {
            let text = String::from_utf8(bytes).map_err(|_| KeptFault::Unreadable);
            Action::Show(text.and_then(|text| tasks::kept(&text)))
        } else {
            Action::ReadFile {
                name: Some(name),
                bytes,
            }
        });
    });
}
