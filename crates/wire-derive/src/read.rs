//! Code that reads.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DeriveInput, Error, Fields, FieldsNamed, Result};

use crate::attr::{Container, Field, variant_name};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let container = Container::of(&input.attrs)?;
    let body = if let Some(from) = &container.from {
        quote! { <#from as crate::json::ReadJson>::read(json).map(Self::from) }
    } else if let Some(from) = &container.try_from {
        quote! { <Self as ::core::convert::TryFrom<#from>>::try_from(crate::json::ReadJson::read(json)?).ok() }
    } else {
        match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    let fields = named(
                        fields,
                        if container.default {
                            Missing::Default
                        } else {
                            Missing::Refused
                        },
                    )?;
                    quote! { Some(Self { #fields }) }
                }
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                    quote! { crate::json::ReadJson::read(json).map(Self) }
                }
                Fields::Unnamed(_) | Fields::Unit => return Err(shape(input)),
            },
            Data::Enum(data) => choice(input, data, &container)?,
            Data::Union(_) => return Err(shape(input)),
        }
    };
    let name = &input.ident;
    Ok(quote! {
        impl crate::json::ReadJson for #name {
            fn read<J: crate::json::Json>(json: &J) -> Option<Self> {
                #body
            }
        }
    })
}

fn choice(input: &DeriveInput, data: &DataEnum, container: &Container) -> Result<TokenStream> {
    let arms = data.variants.iter().map(|variant| {
        let (ident, text) = (&variant.ident, variant_name(variant, container.rename_all)?);
        let inside = match (&variant.fields, &container.tag, &container.content) {
            (Fields::Unit, ..) => quote! {},
            (Fields::Named(fields), Some(_), None) => {
                let fields = named(fields, Missing::Refused)?;
                quote! { { #fields } }
            }
            (Fields::Unnamed(fields), Some(_), None) if fields.unnamed.len() == 1 => {
                quote! { (crate::json::ReadJson::read(json)?) }
            }
            (Fields::Unnamed(fields), Some(_), Some(content)) if fields.unnamed.len() == 1 => {
                quote! { (crate::json::member(json, #content)?) }
            }
            (Fields::Named(_) | Fields::Unnamed(_), ..) => return Err(shape(input)),
        };
        Ok(quote! { #text => Self::#ident #inside, })
    });
    let arms: TokenStream = arms.collect::<Result<_>>()?;
    let text = match &container.tag {
        Some(tag) => quote! { crate::json::member::<String, J>(json, #tag)? },
        None => quote! { json.text()? },
    };
    Ok(quote! {
        Some(match #text.as_str() {
            #arms
            _ => return None,
        })
    })
}

/// What is made of a field that the JSON lacks, where the field does not say it itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Refused,
    Default,
}

fn named(fields: &FieldsNamed, missing: Missing) -> Result<TokenStream> {
    let fields = fields.named.iter().map(|field| {
        let attributes = Field::of(&field.attrs)?;
        let ident = field
            .ident
            .as_ref()
            .ok_or_else(|| Error::new_spanned(field, "a field without a name"))?;
        let name = attributes.name(ident);
        Ok(if attributes.flatten {
            quote! { #ident: crate::json::ReadJson::read(json)?, }
        } else if attributes.default || missing == Missing::Default {
            quote! { #ident: crate::json::member_or_default(json, #name)?, }
        } else {
            quote! { #ident: crate::json::member(json, #name)?, }
        })
    });
    fields.collect()
}

pub(crate) fn shape(input: &DeriveInput) -> Error {
    Error::new_spanned(&input.ident, "wire-derive does not know this shape; teach it")
}
