//! Code that writes.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Data, DataEnum, DeriveInput, Error, Fields, FieldsNamed, Result};

use crate::attr::{Container, Field, variant_name};
use crate::read::shape;

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let container = Container::of(&input.attrs)?;
    if let Some(into) = &container.into {
        let body = quote! { crate::json::WriteJson::write(&<#into>::from(::core::clone::Clone::clone(self)), json) };
        return Ok(value(&input.ident, &body));
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                let members = named(fields, |field| quote! { &self.#field })?;
                Ok(object(&input.ident, &members))
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Ok(value(
                &input.ident,
                &quote! { crate::json::WriteJson::write(&self.0, json) },
            )),
            Fields::Unnamed(_) | Fields::Unit => Err(shape(input)),
        },
        Data::Enum(data) => match &container.tag {
            Some(tag) => Ok(object(&input.ident, &tagged(input, data, &container, tag)?)),
            None => Ok(value(&input.ident, &texts(input, data, &container)?)),
        },
        Data::Union(_) => Err(shape(input)),
    }
}

fn value(name: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        impl crate::json::WriteJson for #name {
            fn write(&self, json: &mut crate::json::Writer) {
                #body
            }
        }
    }
}

fn object(name: &Ident, members: &TokenStream) -> TokenStream {
    quote! {
        impl crate::json::WriteJson for #name {
            fn write(&self, json: &mut crate::json::Writer) {
                json.object(self);
            }
        }

        impl crate::json::WriteMembers for #name {
            fn write_members(&self, json: &mut crate::json::Writer) {
                #members
            }
        }
    }
}

fn texts(input: &DeriveInput, data: &DataEnum, container: &Container) -> Result<TokenStream> {
    let arms = data.variants.iter().map(|variant| match &variant.fields {
        Fields::Unit => {
            let (ident, text) = (&variant.ident, variant_name(variant, container.rename_all)?);
            Ok(quote! { Self::#ident => #text, })
        }
        Fields::Named(_) | Fields::Unnamed(_) => Err(shape(input)),
    });
    let arms: TokenStream = arms.collect::<Result<_>>()?;
    Ok(quote! { json.text(match self { #arms }) })
}

fn tagged(input: &DeriveInput, data: &DataEnum, container: &Container, tag: &str) -> Result<TokenStream> {
    let arms = data.variants.iter().map(|variant| {
        let (ident, text) = (&variant.ident, variant_name(variant, container.rename_all)?);
        let named_so = quote! { json.member(#tag, &#text); };
        Ok(match (&variant.fields, &container.content) {
            (Fields::Unit, _) => quote! { Self::#ident => { #named_so } },
            (Fields::Named(fields), None) => {
                let idents = fields.named.iter().filter_map(|field| field.ident.as_ref());
                let members = named(fields, |field| quote! { #field })?;
                quote! { Self::#ident { #(#idents),* } => { #named_so #members } }
            }
            (Fields::Unnamed(fields), None) if fields.unnamed.len() == 1 => quote! {
                Self::#ident(inner) => { #named_so crate::json::WriteMembers::write_members(inner, json); }
            },
            (Fields::Unnamed(fields), Some(content)) if fields.unnamed.len() == 1 => quote! {
                Self::#ident(inner) => { #named_so json.member(#content, inner); }
            },
            (Fields::Named(_) | Fields::Unnamed(_), _) => return Err(shape(input)),
        })
    });
    let arms: TokenStream = arms.collect::<Result<_>>()?;
    Ok(quote! { match self { #arms } })
}

/// `reference` makes a reference to the field.
fn named(fields: &FieldsNamed, reference: impl Fn(&Ident) -> TokenStream) -> Result<TokenStream> {
    let fields = fields.named.iter().map(|field| {
        let attributes = Field::of(&field.attrs)?;
        let ident = field
            .ident
            .as_ref()
            .ok_or_else(|| Error::new_spanned(field, "a field without a name"))?;
        let (name, value) = (attributes.name(ident), reference(ident));
        let member = if attributes.flatten {
            quote! { crate::json::WriteMembers::write_members(#value, json); }
        } else {
            quote! { json.member(#name, #value); }
        };
        Ok(match &attributes.skip_if {
            Some(skip) => quote! { if !#skip(#value) { #member } },
            None => member,
        })
    });
    fields.collect()
}
