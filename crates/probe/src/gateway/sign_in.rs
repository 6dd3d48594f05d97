//! Signing in to a gateway over HTTP by NTLM, RFC 4559 5 and [MS-NTHT]: one try, bound to the gateway's certificate.

use core::fmt;

use data_encoding::BASE64;
use sspi::ntlm::NtlmConfig;
use sspi::{
    AuthIdentity, AuthIdentityBuffers, BufferType, ClientRequestFlags, CredentialUse, DataRepresentation, Ntlm,
    SecurityBuffer, Sspi as _, SspiImpl as _, Username,
};
use wire::Host;

use crate::pdu::certificate;
use crate::{Credentials, ThroughGateway};

/// Who goes through, and how far the sign-in is.
#[derive(Debug)]
pub(super) struct Through {
    pub(super) whose: ThroughGateway,
    pub(super) scheme: Option<Scheme>,
    pub(super) sign_in: Option<Box<SignIn>>,
}

impl Through {
    pub(super) fn new(whose: ThroughGateway) -> Self {
        Self {
            whose,
            scheme: None,
            sign_in: None,
        }
    }
}

/// The client's side of one sign-in.
pub(super) struct SignIn {
    ntlm: Ntlm,
    handle: Option<AuthIdentityBuffers>,
    scheme: Scheme,
    /// HTTP and the gateway, as Kerberos would name the service.
    service: String,
    step: Step,
}

/// Under which name NTLM goes. A gateway that offers Negotiate takes a bare NTLM message under it as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Ntlm,
    Negotiate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Begun,
    Offered,
    /// The password has been used.
    Answered,
}

impl Scheme {
    /// The one to take of those that are offered, if any is.
    pub(super) fn among(offered: &[String]) -> Option<Self> {
        let named = |name: &str| {
            let first = |challenge: &String| challenge.split([' ', ',']).next().unwrap_or("").to_owned();
            offered
                .iter()
                .any(|challenge| first(challenge).eq_ignore_ascii_case(name))
        };
        // What is sent is NTLM, so it goes under its own name where that is offered.
        let mut all = [Self::Ntlm, Self::Negotiate].into_iter();
        all.find(|scheme| named(scheme.name()))
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ntlm => "NTLM",
            Self::Negotiate => "Negotiate",
        }
    }

    /// The token that came with it.
    pub(super) fn token(self, challenges: &[String]) -> Option<Vec<u8>> {
        challenges.iter().find_map(|challenge| {
            let (scheme, token) = challenge.split_once(' ')?;
            let own = scheme.eq_ignore_ascii_case(self.name());
            let token = BASE64.decode(token.trim().as_bytes()).ok()?;
            (own && !token.is_empty()).then_some(token)
        })
    }
}

impl SignIn {
    /// One with this account at `gateway`, which has shown this certificate. Absent where no such name can be used.
    pub(super) fn new(account: &Credentials, scheme: Scheme, gateway: &Host, certificate: &[u8]) -> Option<Self> {
        let identity = AuthIdentity {
            username: Username::new(&account.user, account.domain.as_deref()).ok()?,
            password: account.password.expose().to_owned().into(),
        };
        let mut ntlm = Ntlm::with_config(NtlmConfig::default());
        // Bound to this certificate, the proof is worth nothing to a server that only passes it on (RFC 5929 4).
        if let Some(binding) = certificate::end_point(certificate) {
            ntlm.set_channel_bindings(&binding);
        }
        let handle = ntlm
            .acquire_credentials_handle()
            .with_credential_use(CredentialUse::Outbound)
            .with_auth_data(&identity)
            .execute(&mut ntlm)
            .ok()?
            .credentials_handle;
        Some(Self {
            ntlm,
            handle,
            scheme,
            service: format!("HTTP/{gateway}"),
            step: Step::Begun,
        })
    }

    /// Whether the password has been used.
    pub(super) fn is_used(&self) -> bool {
        self.step == Step::Answered
    }

    /// The Authorization field that follows these challenges; absent where nothing can follow them.
    pub(super) fn authorization(&mut self, challenges: &[String]) -> Option<String> {
        let challenge = match self.step {
            Step::Begun => Vec::new(),
            Step::Offered => self.scheme.token(challenges)?,
            Step::Answered => return None,
        };
        let token = self.token(challenge)?;
        self.step = match self.step {
            Step::Begun => Step::Offered,
            Step::Offered | Step::Answered => Step::Answered,
        };
        Some(format!("{} {}", self.scheme.name(), BASE64.encode(&token)))
    }

    fn token(&mut self, challenge: Vec<u8>) -> Option<Vec<u8>> {
        let mut input = [SecurityBuffer::new(challenge, BufferType::Token)];
        let mut output = [SecurityBuffer::new(Vec::new(), BufferType::Token)];
        let mut builder = self
            .ntlm
            .initialize_security_context()
            .with_credentials_handle(&mut self.handle)
            .with_context_requirements(ClientRequestFlags::ALLOCATE_MEMORY)
            .with_target_data_representation(DataRepresentation::Native)
            .with_target_name(&self.service)
            .with_input(&mut input)
            .with_output(&mut output);
        let done = self.ntlm.initialize_security_context_impl(&mut builder);
        done.and_then(|mut done| done.resolve_to_result()).ok()?;
        let [SecurityBuffer { buffer, .. }] = output;
        Some(buffer)
    }
}

/// It holds the password.
impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn")
            .field("scheme", &self.scheme)
            .field("step", &self.step)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kerberos, Secret};

    fn sign_in() -> SignIn {
        let account = Credentials {
            user: "anna".to_owned(),
            domain: Some("CORP".to_owned()),
            password: Secret::new("hunter2 hunter2".to_owned()),
            kerberos: Kerberos::NotAsked,
        };
        let gateway = wire::Target::of_gateway("gw.example").unwrap().host;
        SignIn::new(&account, Scheme::Ntlm, &gateway, b"").unwrap()
    }

    #[test]
    fn ntlm_is_taken_before_negotiate_and_nothing_else_is() {
        let among = |offered: &[&str]| {
            let offered: Vec<String> = offered.iter().map(|text| (*text).to_owned()).collect();
            Scheme::among(&offered)
        };
        assert_eq!(among(&["Negotiate", "ntlm", "Basic realm=x"]), Some(Scheme::Ntlm));
        assert_eq!(among(&["Basic realm=x", "Negotiate"]), Some(Scheme::Negotiate));
        assert_eq!(among(&["Basic realm=x", "Bearer"]), None);
    }

    #[test]
    fn the_password_is_used_once_and_never_printed() {
        let mut sign_in = sign_in();
        assert!(sign_in.authorization(&[]).unwrap().starts_with("NTLM TlRMTVNTUAAB"));
        assert_eq!(
            sign_in.authorization(&["NTLM".to_owned()]),
            None,
            "there is no challenge"
        );
        assert_eq!(sign_in.authorization(&["NTLM AAAA".to_owned()]), None, "it is none");

        let printed = format!("{sign_in:?}");
        assert!(!printed.contains("hunter2") && !printed.contains("anna"), "{printed}");
    }
}
