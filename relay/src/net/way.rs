//! The way to a computer, as much of it as the policy admits.

use wire::{AgentCheck, Extent, Gateway, GatewayUsage, Node, Route, Target};

use super::dial::Network;
use super::policy::{Admitted, NotAdmitted};

/// The way to a computer: the computer itself, and the gateway where a connection file names one, each as far as the
/// policy admits it.
#[derive(Clone, Debug)]
pub struct Way {
    target: Target,
    route: Route,
    computer: Option<Admitted>,
    gateway: Option<Admitted>,
}

impl Network {
    /// Decides on the way to `target`, before anything is looked up. A computer that the policy does not admit is no reason
    /// to leave out a gateway that it does.
    ///
    /// # Errors
    ///
    /// Where nothing of the way may be looked at, or the target is no name that could be looked up.
    pub fn admit_way(&self, target: Target, route: Route) -> Result<Way, NotAdmitted> {
        let way = self.judge_way(target.clone(), route);
        if way.computer.is_none() {
            let refused = self.admit(target).err();
            // A target that is no name at all is wrong, gateway or not.
            let open = matches!(refused, Some(NotAdmitted::Forbidden(_))) && way.gateway.is_some();
            if let Some(refused) = refused.filter(|_| !open) {
                return Err(refused);
            }
        }
        Ok(way)
    }

    /// The same where the legs are to say what is not admitted.
    pub(crate) fn judge_way(&self, target: Target, route: Route) -> Way {
        let gateway = route.gateway.as_ref();
        Way {
            computer: self.admit(target.clone()).ok(),
            gateway: gateway.and_then(|gateway| self.admit(gateway.target.clone()).ok()),
            target,
            route,
        }
    }
}

impl From<Admitted> for Way {
    /// To a computer that is reached by its address alone.
    fn from(computer: Admitted) -> Self {
        Self {
            target: computer.shown().clone(),
            route: Route::default(),
            computer: Some(computer),
            gateway: None,
        }
    }
}

impl Way {
    /// The computer, as it was asked for.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// What the connection file says.
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// The gateway, as it was asked for; absent where there is none.
    pub fn gateway(&self) -> Option<&Gateway> {
        self.route.gateway.as_ref()
    }

    /// What is dialled first of all, for limits to count; what was asked for where nothing is.
    pub(crate) fn counted(&self) -> &Target {
        let dialled = self.computer.as_ref().or(self.gateway.as_ref());
        dialled.map_or(&self.target, Admitted::resolved)
    }

    /// Which rule admits it, for the log.
    pub(crate) fn rule(&self) -> &str {
        let admitted = self.computer.as_ref().or(self.gateway.as_ref());
        admitted.map_or("none", Admitted::rule)
    }

    /// Whether the computer belongs to a service, which lets nobody reach it but through its gateway.
    pub(crate) fn is_of_service(&self) -> bool {
        self.gateway()
            .is_some_and(|gateway| gateway.usage == GatewayUsage::Service)
    }

    /// The computer, where it is to be dialled.
    pub(crate) fn to_computer(&self) -> Option<&Admitted> {
        self.computer.as_ref().filter(|_| !self.is_of_service())
    }

    /// The gateway with what was admitted of it, where it is to be dialled.
    pub(crate) fn to_gateway(&self) -> Option<(&Gateway, &Admitted)> {
        self.gateway().zip(self.gateway.as_ref())
    }

    /// Whether anything is dialled on the leg that ends at `to`.
    pub(crate) fn is_walked(&self, to: Node) -> bool {
        if to == Node::Gateway {
            self.to_gateway().is_some()
        } else {
            self.to_computer().is_some()
        }
    }

    /// The same without the computer, which may not be looked at.
    pub(crate) fn gateway_alone(self) -> Self {
        Self { computer: None, ..self }
    }

    /// What an agent is asked to do of it; absent where nothing is dialled.
    pub(crate) fn for_agent(&self) -> Option<AgentCheck> {
        let extent = match (self.to_computer(), self.to_gateway()) {
            (None, None) => return None,
            (Some(_), _) => Extent::Whole,
            (None, Some(_)) => Extent::Gateway,
        };
        // It learns of no gateway that it may not dial.
        let gateway = self.to_gateway().map(|(gateway, _)| gateway.clone());
        Some(AgentCheck {
            target: self.target.clone(),
            route: Route {
                gateway,
                ..self.route.clone()
            },
            extent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::policy::{Policy, Rules};
    use crate::net::resolve::Resolver;

    /// To `pc.example.org` behind `gw.example.org`, where this is allowed.
    fn way(allow: &[&str], usage: GatewayUsage) -> Result<Way, NotAdmitted> {
        let rules = Rules {
            allow: allow.iter().map(|rule| rule.parse().unwrap()).collect(),
            ..Rules::default()
        };
        let network = Network::new(Policy::Rules(rules), Resolver::new(None));
        let target = Target::of_gateway("gw.example.org").unwrap();
        let route = Route {
            gateway: Some(Gateway { target, usage }),
            ..Route::default()
        };
        network.admit_way("pc.example.org".parse().unwrap(), route)
    }

    #[test]
    fn a_gateway_that_may_be_checked_is_where_its_computer_may_not() {
        let way_there = way(&["gw.example.org:443"], GatewayUsage::Always).unwrap();

        assert!(way_there.is_walked(Node::Gateway) && !way_there.is_walked(Node::Computer));
        let check = way_there.for_agent().unwrap();
        assert_eq!(check.extent, Extent::Gateway);
        let nothing = way(&["other.example.org"], GatewayUsage::Always);
        assert!(matches!(nothing, Err(NotAdmitted::Forbidden(_))));
    }

    #[test]
    fn an_agent_learns_of_no_gateway_that_it_may_not_dial() {
        let check = way(&["pc.example.org"], GatewayUsage::Always).unwrap().for_agent();

        let check = check.unwrap();
        assert_eq!((check.extent, check.route.gateway), (Extent::Whole, None));
    }

    #[test]
    fn a_computer_of_a_service_is_never_dialled_itself() {
        let way = way(&["pc.example.org", "gw.example.org:443"], GatewayUsage::Service).unwrap();

        assert!(way.is_walked(Node::Gateway) && !way.is_walked(Node::Computer));
    }
}
