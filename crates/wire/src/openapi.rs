//! Schemas of what is written in a form of its own: as whoever reads and writes it sees it.

use std::borrow::Cow;

use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::{Leg, PeerText, Report, RunKey, SCHEMA, Target};

fn described(kind: Type, about: String) -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(kind))
        .description(Some(about))
        .build()
}

macro_rules! schema {
    ($type:ident, $kind:expr, $about:expr) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                RefOr::T(Schema::Object(described($kind, $about)))
            }
        }

        impl ToSchema for $type {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($type))
            }
        }
    };
}

// A report has hundreds of fields that only a run fills in; programs hand it on as they got it.
schema!(
    Report,
    Type::Object,
    format!("A report as a run ends with it, of schema {SCHEMA}.")
);
schema!(
    Leg,
    Type::Object,
    "A part of the way, as the page has seen it.".to_owned()
);
schema!(
    PeerText,
    Type::String,
    "Text of which at most 256 characters are kept.".to_owned()
);
schema!(
    RunKey,
    Type::String,
    "What opens a run for 15 minutes after its end.".to_owned()
);
schema!(
    Target,
    Type::String,
    "A computer, such as `pc-17`, `pc-17:3390`, or `[2001:db8::17]:3389`.".to_owned()
);
