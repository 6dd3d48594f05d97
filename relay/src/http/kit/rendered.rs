//! Pages as they are sent, and the few that are kept so that a link which many open costs little.

use core::future::Future;
use std::sync::Arc;

use moka::future::Cache;
use ui::pages::{Frame, Library, Topic, render};

use super::assets::{ICON, RESULT_SCRIPT, RESULT_STYLES, STYLES, SignIn};
use super::representation::Representation;
use crate::store::StoreError;

/// A page about a result or a request, as it is sent.
pub(in crate::http) async fn draw(library: &Arc<Library>, topic: Topic) -> Representation {
    let frame = Frame {
        styles: RESULT_STYLES.into(),
        inlined: None,
        script: Some(RESULT_SCRIPT),
        icon: Some(ICON),
    };
    in_frame(library, topic, frame).await
}

/// A page about findings and codes, as it is sent.
pub(in crate::http) async fn explain(library: &Arc<Library>, topic: Topic) -> Representation {
    let frame = Frame {
        styles: STYLES.into(),
        inlined: None,
        script: None,
        icon: Some(ICON),
    };
    in_frame(library, topic, frame).await
}

/// The document of the sign-in, as it is sent.
pub(in crate::http) async fn sign_in(library: &Arc<Library>, files: SignIn) -> Representation {
    let frame = Frame {
        styles: vec![STYLES[0], files.style],
        inlined: None,
        script: Some(files.script),
        icon: None,
    };
    in_frame(library, Topic::SignIn, frame).await
}

async fn in_frame(library: &Arc<Library>, topic: Topic, frame: Frame) -> Representation {
    let html = render(Arc::clone(library), topic, frame).await;
    Representation::html(html, library.words().language())
}

/// What there is to see of a result.
#[derive(Clone, Debug)]
pub(in crate::http) enum Drawn {
    /// A page.
    Page(Arc<Representation>),
    /// Ciphertext.
    Sealed,
    /// Nothing any more.
    Gone,
}

/// Everything that a rendered result depends on: what is kept under an id never changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::http) struct Rendering {
    /// The result.
    pub(in crate::http) id: String,
    /// Where the reader reaches the relay.
    pub(in crate::http) origin: String,
    /// The reader's language.
    pub(in crate::http) language: String,
    /// When it is read, in minutes since 1970: a page says how old it is.
    pub(in crate::http) minute: i64,
}

/// The pages that were rendered last. Whether a result is still there is asked elsewhere, on every read.
pub(in crate::http) struct Pages {
    results: Cache<Rendering, Drawn>,
    /// Those that only the program changes, by language and address. They cost too much to be made for every reader:
    /// the list of all codes takes 20 ms.
    fixed: Cache<Fixed, Arc<Representation>>,
}

/// A page that is the same for all readers of a language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::http) struct Fixed {
    /// The language (BCP 47).
    pub(in crate::http) language: &'static str,
    /// Its address, or what stands for it where it has none. Never anything that a reader typed.
    pub(in crate::http) address: String,
}

impl Pages {
    /// None yet.
    pub(in crate::http) fn new() -> Self {
        let weight = |_: &Rendering, drawn: &Drawn| {
            let bytes = match drawn {
                Drawn::Page(page) => page.weight(),
                Drawn::Sealed | Drawn::Gone => 0,
            };
            u32::try_from(bytes).unwrap_or(u32::MAX).saturating_add(ENTRY)
        };
        let fixed_weight = |_: &Fixed, page: &Arc<Representation>| {
            u32::try_from(page.weight()).unwrap_or(u32::MAX).saturating_add(ENTRY)
        };
        Self {
            results: Cache::builder().max_capacity(MOST_BYTES).weigher(weight).build(),
            fixed: Cache::builder().max_capacity(MOST_BYTES).weigher(fixed_weight).build(),
        }
    }

    /// A page that only the program changes, drawn by `draw` where it is not there yet.
    pub(in crate::http) async fn fixed(
        &self,
        page: &Fixed,
        draw: impl Future<Output = Representation>,
    ) -> Arc<Representation> {
        self.fixed.get_with_by_ref(page, async { Arc::new(draw.await) }).await
    }

    /// The page, drawn by `draw` where it is not there yet. Of several readers who come at once, one draws it.
    ///
    /// # Errors
    ///
    /// Those of `draw`; nothing is kept then.
    pub(in crate::http) async fn get(
        &self,
        rendering: &Rendering,
        draw: impl Future<Output = Result<Drawn, StoreError>>,
    ) -> Result<Drawn, StoreError> {
        let drawn = self.results.try_get_with_by_ref(rendering, draw).await;
        drawn.map_err(|error: Arc<StoreError>| *error)
    }
}

/// About a hundred pages.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// What an entry takes besides its page, roughly.
const ENTRY: u32 = 512;

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::*;

    /// Whoever asks for the list of all codes as often as they can costs next to nothing.
    #[tokio::test]
    async fn a_page_that_only_the_program_changes_is_drawn_once_for_all() {
        let (pages, drawn) = (Pages::new(), Cell::new(0));
        let draw = async |language: &'static str, address: &str| {
            let address = address.to_owned();
            let draw = async {
                drawn.set(drawn.get() + 1);
                Representation::new("text/plain", "")
            };
            pages.fixed(&Fixed { language, address }, draw).await
        };
        for _ in 0..100 {
            draw("en", "/codes").await;
        }
        assert_eq!(drawn.get(), 1);

        draw("de", "/codes").await;
        draw("en", "/help").await;

        assert_eq!(drawn.get(), 3);
    }
}
