//! How much one source or one target may have, so that nobody takes the relay away from the others.
//!
//! Three kinds of limits: [`Places`] are held for a while, [`Rate`]s are used up and come back with time, and [`Attempts`] do
//! not come back before a whole period is over. All count for each key, such as a [`Source`] or an address that is dialled,
//! and none keeps more keys than it says.

mod attempts;
mod denied;
mod descriptors;
mod notice;
mod places;
mod quotas;
mod rate;
mod share;
mod sign_ins;
mod source;

pub use self::attempts::{Attempts, Window};
pub use self::denied::Denied;
pub use self::descriptors::{Descriptors, free_descriptors, raise_descriptors};
pub use self::notice::Notice;
pub use self::places::{Place, Places};
pub use self::quotas::{Quotas, RunPlaces};
pub use self::rate::{Later, Left, Rate};
pub use self::share::{Share, counted_as};
pub use self::sign_ins::{PERIOD as SIGN_IN_PERIOD, SignIns};
pub use self::source::{Source, SourceNames};
