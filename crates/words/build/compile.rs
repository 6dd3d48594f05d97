//! From Fluent's syntax to messages.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Attribute, Entry, Expression, InlineExpression, PatternElement, Variant, VariantKey};
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::messages::{Choice, Messages, Part, Pattern};

/// A file of a locale.
pub(super) struct Source {
    /// Its name, without the ending.
    pub(super) name: String,
    pub(super) text: String,
}

type Read<'a> = fluent_syntax::ast::Pattern<&'a str>;

/// The messages of those `sources` that `shown` takes; they may refer to messages of all of them.
///
/// # Errors
///
/// Says what a message is written with that we do not take: what is not Fluent, a key that stands twice, a reference that
/// leads nowhere or in a circle, a function.
pub(super) fn compile(tag: &str, sources: &[Source], shown: impl Fn(&Source) -> bool) -> Result<Messages, String> {
    let mut read = Locale::default();
    let mut keys = Vec::new();
    for source in sources {
        let file = format!("{tag}/{}.ftl", source.name);
        let resource = fluent_syntax::parser::parse(source.text.as_str());
        let resource = resource.map_err(|(_, faults)| format!("{file}: {faults:?}"))?;
        for entry in resource.body {
            let added = read.add(entry).map_err(|fault| format!("{file}: {fault}"))?;
            if shown(source) {
                keys.extend(added);
            }
        }
    }
    keys.retain(|key| !key.starts_with('-'));
    keys.sort_unstable();
    let compiled = keys.into_iter().map(|key| {
        let pattern = read
            .message(&key, 0)
            .map_err(|fault| format!("{tag}: {key}: {fault}"))?;
        Ok((key, pattern))
    });
    Ok(Messages {
        language: tag.to_owned(),
        patterns: compiled.collect::<Result<_, String>>()?,
    })
}

/// What stands in the files, by key; a term's begins with a hyphen.
#[derive(Default)]
struct Locale<'a> {
    patterns: BTreeMap<String, Read<'a>>,
}

impl<'a> Locale<'a> {
    /// Takes an entry in, and answers with its keys.
    fn add(&mut self, entry: Entry<&'a str>) -> Result<Vec<String>, String> {
        let (name, value, attributes): (String, Option<Read<'a>>, Vec<Attribute<&'a str>>) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value, message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value), term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => return Ok(Vec::new()),
            Entry::Junk { content } => return Err(format!("this is not Fluent: {content}")),
        };
        let value = value.map(|pattern| (name.clone(), pattern));
        let attributes = attributes
            .into_iter()
            .map(|attribute| (format!("{name}.{}", attribute.id.name), attribute.value));
        let mut added = Vec::new();
        for (key, pattern) in value.into_iter().chain(attributes) {
            if self.patterns.insert(key.clone(), pattern).is_some() {
                return Err(format!("{key} stands twice"));
            }
            added.push(key);
        }
        Ok(added)
    }

    fn message(&self, key: &str, depth: u8) -> Result<Pattern, String> {
        if depth > DEEPEST {
            return Err("refers to itself".to_owned());
        }
        let read = self.patterns.get(key).ok_or_else(|| format!("there is no {key}"))?;
        let mut pattern = Pattern::new();
        self.write(read, depth, &mut pattern)?;
        Ok(pattern)
    }

    fn write(&self, read: &Read<'_>, depth: u8, pattern: &mut Pattern) -> Result<(), String> {
        for element in &read.elements {
            match element {
                PatternElement::TextElement { value } => push(pattern, Part::Text((*value).to_owned())),
                PatternElement::Placeable { expression } => self.write_expression(expression, depth, pattern)?,
            }
        }
        Ok(())
    }

    fn write_expression(&self, expression: &Expression<&str>, depth: u8, pattern: &mut Pattern) -> Result<(), String> {
        match expression {
            Expression::Inline(inline) => self.write_inline(inline, depth, pattern)?,
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else {
                    return Err("only a value may choose".to_owned());
                };
                push(pattern, Part::Choice(self.choice(id.name, variants, depth)?));
            }
        }
        Ok(())
    }

    fn choice(&self, value: &str, variants: &[Variant<&str>], depth: u8) -> Result<Choice, String> {
        let mut options = Vec::new();
        for variant in variants {
            let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) = &variant.key;
            let mut option = Pattern::new();
            self.write(&variant.value, depth, &mut option)?;
            options.push(((*key).to_owned(), option));
        }
        let default = variants.iter().position(|variant| variant.default);
        Ok(Choice {
            value: value.to_owned(),
            options,
            default: default.ok_or("nothing stands for other values")?,
        })
    }

    fn write_inline(&self, inline: &InlineExpression<&str>, depth: u8, pattern: &mut Pattern) -> Result<(), String> {
        match inline {
            InlineExpression::StringLiteral { value } => {
                push(pattern, Part::Text(unescape_unicode_to_string(value).into_owned()));
            }
            InlineExpression::NumberLiteral { value } => push(pattern, Part::Text((*value).to_owned())),
            InlineExpression::VariableReference { id } => push(pattern, Part::Value(id.name.to_owned())),
            InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute.as_ref().map(|it| format!(".{}", it.name)).unwrap_or_default();
                let message = self.message(&format!("{}{attribute}", id.name), depth + 1)?;
                message.into_iter().for_each(|part| push(pattern, part));
            }
            InlineExpression::TermReference {
                id,
                attribute: None,
                arguments: None,
            } => {
                let term = self.message(&format!("-{}", id.name), depth + 1)?;
                // Fluent hands no values on to terms.
                if term.iter().any(|part| !matches!(part, Part::Text(_))) {
                    return Err(format!("-{} names a value", id.name));
                }
                term.into_iter().for_each(|part| push(pattern, part));
            }
            InlineExpression::Placeable { expression } => self.write_expression(expression, depth, pattern)?,
            InlineExpression::FunctionReference { id, .. } => return Err(format!("{}() is not taken", id.name)),
            InlineExpression::TermReference { id, .. } => return Err(format!("-{} is given values", id.name)),
        }
        Ok(())
    }
}

/// Adds a part; texts that follow each other are one.
fn push(pattern: &mut Pattern, part: Part) {
    if let (Some(Part::Text(before)), Part::Text(text)) = (pattern.last_mut(), &part) {
        before.push_str(text);
    } else {
        pattern.push(part);
    }
}

/// How deep messages may refer to others; more is a circle.
const DEEPEST: u8 = 4;
