//! The page, alive: hands what happens to the state, and carries out what follows from it.

use frontend::{Action, AppState, Effect};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use std::rc::Rc;
use ui::{Language, Recent, icon, letter, page, places, title};
use wire::ClientMessage;
use yew::prelude::*;

use crate::browser::{self, Drawn};
use crate::connection::{self, Connection};

mod effects;
mod events;

/// How often running seconds are brought up to date. They show whole seconds, so that a quarter is soon enough.
const TICK_MS: u32 = 250;

/// The app.
pub(crate) struct App {
    state: AppState,
    /// There exactly while a run is under way.
    live: Option<Live>,
    /// From where the reader had the computer checked last.
    place: String,
    /// What gets the focus once the page is drawn.
    focus: Option<&'static str>,
    /// The texts of the fields that the browser keeps.
    kept: (String, String),
    /// The title that the tab shows.
    title: Option<String>,
    _drops: [EventListener; 2],
    _sign_in: EventListener,
}

/// What the app needs from whoever mounts it.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The sentences.
    pub(crate) language: Language,
    /// What stood in the app's place.
    pub(crate) drawn: Rc<Drawn>,
}

/// What a run needs while it is under way.
struct Live {
    /// Absent where the browser does not even try.
    connection: Option<Connection>,
    _ticks: Interval,
}

impl Component for App {
    type Message = Action;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(|action| action);
        let drawn = &ctx.props().drawn;
        let mut state = effects::kept::restored(drawn.typed.as_deref());
        let run = browser::run_key().zip(drawn.target.as_ref().and_then(|target| target.parse().ok()));
        if let Some(id) = browser::asked("ask") {
            effects::share::ask(&ctx.props().language, &id, dispatch.clone());
            state = AppState::asked(id);
        } else if let Some((id, key)) = browser::sealed_result() {
            effects::files::open(id, key, dispatch.clone());
        }
        state.page.question.scope.clone_from(&drawn.scope);
        state.page.sharing.contact.clone_from(&drawn.contact);
        state.page.question.agents.clone_from(&drawn.agents);
        state.page.sharing.offer = drawn.offer;
        state.page.site = browser::base();
        state.page.reach = browser::reach_consent();
        state.page.sign_in = drawn.sign_in;
        let focus = drawn.is_focused.then_some("target");
        let mut app = Self {
            state,
            live: None,
            place: String::new(),
            focus,
            kept: Default::default(),
            title: None,
            _sign_in: connection::hear_sign_in(dispatch.clone()),
            _drops: browser::accept_dropped_files(move |file| effects::files::read(file, dispatch.clone())),
        };
        if let Some((key, target)) = run {
            let at = browser::now();
            let _drawn = Component::update(&mut app, ctx, Action::Join { at, target, key });
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        for effect in self.state.apply(action) {
            self.carry_out(ctx, effect);
        }
        let question = &self.state.page.question;
        let fields = (question.form.text(), question.client_error.text());
        if (self.kept.0.as_str(), self.kept.1.as_str()) != fields {
            browser::keep_question(fields.0, fields.1);
            self.kept = (fields.0.to_owned(), fields.1.to_owned());
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let language = &ctx.props().language;
        let act = ctx.link().callback(|action| action);
        page(
            language,
            &self.state.page,
            &events::events(language, &self.state.page, &act),
        )
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            browser::mark_live();
        }
        let page = &self.state.page;
        let title = title(&ctx.props().language, page);
        if let Some(said) = title.as_ref().filter(|said| self.title.as_ref() != Some(*said)) {
            browser::set_title(said, icon(page).unwrap_or_default());
        }
        self.title = title;
        if let Some(id) = self.focus.take() {
            browser::focus(id);
        }
    }
}

impl App {
    fn carry_out(&mut self, ctx: &Context<Self>, effect: Effect) {
        let dispatch = ctx.link().callback(|action| action);
        let words = &ctx.props().language;
        match effect {
            Effect::Connect { target, record, route } => {
                // The form that is folded has the choice no more, and goes by the last one.
                self.place = browser::place().unwrap_or_else(|| core::mem::take(&mut self.place));
                let from = places(&self.place, &self.state.page.question.agents);
                let start = ClientMessage::Start {
                    target,
                    record,
                    from,
                    route,
                };
                self.live = Some(Live::begin(start, &dispatch));
            }
            Effect::Join(key) => self.live = Some(Live::begin(ClientMessage::Join { key }, &dispatch)),
            Effect::ShowRun(key) => browser::show_run(&key),
            Effect::KeepRecent(list) => {
                browser::keep_recent(&Recent::written(&list));
                effects::kept::keep_result(&self.state.page);
            }
            Effect::CancelRun => {
                if let Some(connection) = self.live.as_ref().and_then(|live| live.connection.as_ref()) {
                    connection.cancel();
                }
            }
            Effect::Disconnect => self.live = None,
            Effect::Focus(id) => self.focus = Some(id),
            Effect::Decode { number, body } => effects::decode::decode(number, body, dispatch),
            Effect::Preview { number, level, body } => effects::preview::preview(number, level, body, dispatch),
            Effect::Share { number, body } => effects::share::share(words, number, body, dispatch),
            Effect::ShareSealed {
                number,
                life,
                ask,
                report,
            } => effects::share::share_sealed(words, number, life, ask, report, dispatch),
            Effect::TellProgress { ask, progress } => effects::share::tell_progress(&ask, progress),
            Effect::TellPortal(news) => effects::portal::tell(words, &self.state.page, news),
            Effect::Revoke { number, link } => effects::share::revoke(words, number, &link, dispatch),
            Effect::CopyLine(link) => effects::export::copy_line(words, &self.state.page, link.as_deref(), dispatch),
            Effect::CopyLink(link) => effects::export::copy_link(link, dispatch),
            Effect::WriteToSupport => {
                if let Some(address) = letter(words, &self.state.page) {
                    browser::follow(&address);
                }
            }
            Effect::Reach { number, address } => effects::reach::reach(number, address, dispatch),
            Effect::KeepReachConsent(consent) => browser::keep_reach_consent(consent),
            Effect::SaveReport => effects::export::save_report(&self.state.page, &dispatch),
            Effect::Export { kind, body } => effects::export::export(kind, body, dispatch),
        }
    }
}

impl Live {
    fn begin(first: ClientMessage, dispatch: &Callback<Action>) -> Self {
        let tick = dispatch.reform(|()| Action::Tick { at: browser::now() });
        Self {
            connection: Connection::open(first, dispatch.clone()),
            _ticks: Interval::new(TICK_MS, move || tick.emit(())),
        }
    }
}
