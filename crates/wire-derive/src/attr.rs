//! The `#[serde(…)]` attributes that the types of `wire` use; any other is refused.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, ExprPath, Ident, LitStr, Result, Type};

/// How a type as a whole is written.
#[derive(Default)]
pub(crate) struct Container {
    /// The member that names an enum's variant; absent where the variant is the whole value.
    pub(crate) tag: Option<String>,
    /// The member that holds what the variant holds; absent where its fields stand beside the tag.
    pub(crate) content: Option<String>,
    pub(crate) rename_all: Case,
    /// What is read in its place and then converted.
    pub(crate) from: Option<Type>,
    /// The same where the conversion can fail.
    pub(crate) try_from: Option<Type>,
    /// What is written in its place.
    pub(crate) into: Option<Type>,
    /// Whether members that are missing have their default.
    pub(crate) default: bool,
}

/// How a field is written.
#[derive(Default)]
pub(crate) struct Field {
    /// Its name, where that is not the one in the code.
    rename: Option<String>,
    /// Whether it has its default where it is missing.
    pub(crate) default: bool,
    /// Whether its own members stand in its place.
    pub(crate) flatten: bool,
    /// What tells that it is left out.
    pub(crate) skip_if: Option<ExprPath>,
}

/// How names of variants are made from those in the code.
#[derive(Clone, Copy, Default)]
pub(crate) enum Case {
    /// As they are.
    #[default]
    Same,
    /// `snake_case`.
    Snake,
    /// `lowercase`.
    Lower,
}

impl Case {
    fn apply(self, name: &str) -> String {
        match self {
            Self::Same => name.to_owned(),
            Self::Lower => name.to_lowercase(),
            Self::Snake => {
                let mut snake = String::new();
                for (place, letter) in name.chars().enumerate() {
                    if letter.is_uppercase() && place > 0 {
                        snake.push('_');
                    }
                    snake.extend(letter.to_lowercase());
                }
                snake
            }
        }
    }
}

impl Container {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut container = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("tag") {
                container.tag = Some(text(meta)?);
            } else if meta.path.is_ident("content") {
                container.content = Some(text(meta)?);
            } else if meta.path.is_ident("rename_all") {
                container.rename_all = match text(meta)?.as_str() {
                    "snake_case" => Case::Snake,
                    "lowercase" => Case::Lower,
                    other => return Err(meta.error(format!("`{other}` is no case that wire-derive knows"))),
                };
            } else if meta.path.is_ident("from") {
                container.from = Some(parsed(meta)?);
            } else if meta.path.is_ident("try_from") {
                container.try_from = Some(parsed(meta)?);
            } else if meta.path.is_ident("into") {
                container.into = Some(parsed(meta)?);
            } else if meta.path.is_ident("default") && !meta.input.peek(syn::Token![=]) {
                container.default = true;
            } else if meta.path.is_ident("transparent") {
                // A tuple of one field is written as that field anyhow.
            } else {
                return Err(unknown(meta));
            }
            Ok(())
        })?;
        Ok(container)
    }
}

impl Field {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut field = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("rename") {
                field.rename = Some(text(meta)?);
            } else if meta.path.is_ident("default") && !meta.input.peek(syn::Token![=]) {
                field.default = true;
            } else if meta.path.is_ident("flatten") {
                field.flatten = true;
            } else if meta.path.is_ident("skip_serializing_if") {
                field.skip_if = Some(parsed(meta)?);
            } else {
                return Err(unknown(meta));
            }
            Ok(())
        })?;
        Ok(field)
    }

    pub(crate) fn name(&self, ident: &Ident) -> String {
        self.rename
            .clone()
            .unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned())
    }
}

/// The name of a variant on the wire.
pub(crate) fn variant_name(variant: &syn::Variant, case: Case) -> Result<String> {
    let mut name = case.apply(&variant.ident.to_string());
    each(&variant.attrs, |meta| {
        if !meta.path.is_ident("rename") {
            return Err(unknown(meta));
        }
        name = text(meta)?;
        Ok(())
    })?;
    Ok(name)
}

fn each(attributes: &[Attribute], mut read: impl FnMut(&ParseNestedMeta<'_>) -> Result<()>) -> Result<()> {
    let ours = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    for attribute in ours {
        attribute.parse_nested_meta(|meta| read(&meta))?;
    }
    Ok(())
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

/// What stands in quotes, as code.
fn parsed<T: syn::parse::Parse>(meta: &ParseNestedMeta<'_>) -> Result<T> {
    meta.value()?.parse::<LitStr>()?.parse()
}

fn unknown(meta: &ParseNestedMeta<'_>) -> syn::Error {
    meta.error("wire-derive does not know this attribute; teach it, so that the page reads what serde writes")
}
