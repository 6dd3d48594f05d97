use super::*;
use crate::{
    AnswerFacts, AuthenticateFacts, CertificateFacts, ChannelsFacts, Connection, Direction, Exchange, Failure,
    FileSetting, Gateway, GatewayUsage, Hex, LicenseFacts, NegotiateFacts, NotChecked, NtlmChallenge, Place, Purpose,
    ReachFacts, ResolveFacts, SecondTry, ServerSignal, Signal, Target, TlsHello, TlsHelloAnswer, TransportEnd,
};

fn millis(millis: u64) -> Elapsed {
    Duration::from_millis(millis).into()
}

/// Passed as far as Negotiate, where it broke.
fn sound() -> Report {
    let mut report = Report::new("pc.example.org".parse().unwrap(), Place::Relay, 1_790_000_000_000);
    for stage in &mut report.computer_mut().unwrap().stages {
        if stage.stage() <= Stage::Negotiate {
            stage.outcome = Outcome::Passed;
            stage.elapsed_ms = Some(millis(20));
        }
    }
    let broken = at(&mut report, Stage::Negotiate);
    broken.outcome = Outcome::Failed;
    broken.failure = Some(Failure::Closed { received: 0 });
    broken.exchanges = vec![exchange()];
    report.computer_mut().unwrap().connections = vec![connection()];
    report
}

fn at(report: &mut Report, stage: Stage) -> &mut StageReport {
    report
        .computer_mut()
        .unwrap()
        .stages
        .iter_mut()
        .find(|known| known.stage() == stage)
        .unwrap()
}

fn exchange() -> Exchange {
    Exchange {
        direction: Direction::Sent,
        at_ms: millis(30),
        pdu: crate::Pdu::ConnectionRequest,
        length: 19,
        bytes: Hex::from([3_u8; 19].as_slice()),
    }
}

fn connection() -> Connection {
    Connection {
        purpose: Purpose::Main,
        address: "203.0.113.7:3389".parse().unwrap(),
        opened_at_ms: millis(20),
        handshake_ms: millis(18),
        selected: None,
        certificate_sha256: Some("ab".repeat(32)),
        ended_by_peer: None,
        ended_after_ms: None,
        kernel: None,
    }
}

fn fault(change: impl FnOnce(&mut Report)) -> Option<ReportFault> {
    let mut report = sound();
    change(&mut report);
    report.fault()
}

fn secure_fault(facts: SecureFacts) -> Option<ReportFault> {
    fault(|report| at(report, Stage::Secure).facts = Facts::Secure(facts))
}

#[test]
fn a_report_as_a_run_writes_it_is_in_order() {
    assert_eq!(sound().fault(), None);
    assert_eq!(Report::new("pc".parse().unwrap(), Place::Relay, 0).fault(), None);
}

#[test]
fn a_report_of_no_known_version_is_refused() {
    for found in [0, SCHEMA + 1, u32::MAX] {
        assert_eq!(
            fault(|report| report.schema = found),
            Some(ReportFault::Schema { found })
        );
    }
}

#[test]
fn steps_stand_each_once_and_in_order() {
    let wrong: [fn(&mut Report); 4] = [
        |report| report.computer_mut().unwrap().stages.clear(),
        |report| report.computer_mut().unwrap().stages.swap(3, 4),
        |report| report.computer_mut().unwrap().stages[5] = StageReport::not_reached(Stage::Resolve),
        |report| {
            report
                .computer_mut()
                .unwrap()
                .stages
                .insert(0, StageReport::not_reached(Stage::Relay))
        },
    ];
    for change in wrong {
        assert_eq!(fault(change), Some(ReportFault::Stages));
    }
}

#[test]
fn legs_join_what_a_run_joins_and_one_leads_to_the_computer() {
    let browser = || Leg::new(Node::Browser, Node::Relay, Place::Browser);
    let leg = |from, to| move |report: &mut Report| report.legs.push(Leg::new(from, to, Place::Relay));

    assert_eq!(fault(|report| report.legs.insert(0, browser())), None);
    assert_eq!(fault(leg(Node::Gateway, Node::Computer)), None);
    assert_eq!(fault(|report| report.legs = vec![browser()]), Some(ReportFault::Legs));
    for (from, to) in [
        (Node::Computer, Node::Relay),
        (Node::Browser, Node::Gateway),
        (Node::Gateway, Node::Gateway),
    ] {
        assert_eq!(fault(leg(from, to)), Some(ReportFault::Legs), "{from:?} to {to:?}");
    }
    let gateway = || Gateway {
        target: Target::of_gateway("gw.example.org").unwrap(),
        usage: GatewayUsage::Always,
    };
    let before = |gateway| {
        fault(|report| {
            let mut leg = Leg::new(Node::Relay, Node::Gateway, Place::Relay);
            leg.gateway = gateway;
            report.legs.insert(0, leg);
        })
    };
    assert_eq!(before(Some(gateway())), None);
    assert_eq!(
        fault(|report| report.computer_mut().unwrap().gateway = Some(gateway())),
        Some(ReportFault::Legs)
    );
    assert_eq!(
        fault(|report| report.legs = vec![report.legs[0].clone(); MOST_LEGS + 1]),
        Some(ReportFault::TooMany {
            what: Listed::Legs,
            most: MOST_LEGS
        })
    );
}

#[test]
fn lists_are_no_longer_than_a_run_makes_them() {
    let listed = |change: fn(&mut Report)| match fault(change) {
        Some(ReportFault::TooMany { what, .. }) => what,
        other => panic!("{other:?}"),
    };

    assert_eq!(
        listed(|report| report.computer_mut().unwrap().connections = vec![connection(); MOST_CONNECTIONS + 1]),
        Listed::Connections
    );
    assert_eq!(
        listed(|report| at(report, Stage::Negotiate).exchanges = vec![exchange(); MOST_EXCHANGES + 1]),
        Listed::Exchanges
    );
    let signal = || ServerSignal {
        at_ms: millis(1),
        signal: Signal::DeactivateAll,
    };
    assert_eq!(
        fault(|report| at(report, Stage::Stay).signals = (0..=MOST_SIGNALS).map(|_| signal()).collect()),
        Some(ReportFault::TooMany {
            what: Listed::Signals,
            most: MOST_SIGNALS
        })
    );
    let most = |certificates| SecureFacts {
        certificates,
        ..SecureFacts::default()
    };
    let named = CertificateFacts {
        names: vec!["pc".into(); MOST_NAMES + 1],
        ..CertificateFacts::default()
    };
    for facts in [
        most(vec![CertificateFacts::default(); MOST_CERTIFICATES + 1]),
        most(vec![named]),
    ] {
        assert!(matches!(
            secure_fault(facts),
            Some(ReportFault::TooMany {
                what: Listed::Facts,
                ..
            })
        ));
    }
    let long = Exchange {
        length: 256,
        bytes: Hex::from([0_u8; 256].as_slice()),
        ..exchange()
    };
    assert_eq!(
        fault(|report| report
            .computer_mut()
            .unwrap()
            .stages
            .iter_mut()
            .for_each(|stage| stage.exchanges = vec![long.clone(); 8])),
        Some(ReportFault::TooMany {
            what: Listed::Evidence,
            most: MOST_EVIDENCE
        })
    );
}

#[test]
fn every_list_of_facts_is_as_long_as_a_run_makes_it_and_no_longer() {
    let address = "192.0.2.7".parse().unwrap();
    let hello = TlsHello {
        offered: 0x0303,
        answer: TlsHelloAnswer::Closed,
    };
    let lists: [(usize, &dyn Fn(usize) -> Facts); 7] = [
        (MOST_ENTRIES, &|count| {
            Facts::Resolve(ResolveFacts {
                aliases: vec!["pc".into(); count],
                ..ResolveFacts::default()
            })
        }),
        (MOST_ENTRIES, &|count| {
            Facts::Resolve(ResolveFacts {
                forbidden: vec![address; count],
                ..ResolveFacts::default()
            })
        }),
        (MOST_ENTRIES, &|count| {
            Facts::Reach(ReachFacts {
                tries: vec![None; count],
                ..ReachFacts::default()
            })
        }),
        (MOST_ENTRIES, &|count| {
            Facts::Answer(AnswerFacts {
                schemes: vec!["Negotiate".into(); count],
                ..AnswerFacts::default()
            })
        }),
        (MOST_ENTRIES, &|count| {
            Facts::Channels(ChannelsFacts {
                joined: vec![1003; count],
                ..ChannelsFacts::default()
            })
        }),
        (MOST_ENTRIES, &|count| {
            Facts::License(LicenseFacts {
                messages: vec![1; count],
                ..LicenseFacts::default()
            })
        }),
        (MOST_CONNECTIONS, &|count| {
            Facts::Secure(SecureFacts {
                hellos: vec![hello.clone(); count],
                ..SecureFacts::default()
            })
        }),
    ];
    for (number, (most, facts)) in lists.into_iter().enumerate() {
        let what = Listed::Facts;
        assert_eq!(facts(most).fault(), None, "{number}");
        assert_eq!(
            facts(most + 1).fault(),
            Some(ReportFault::TooMany { what, most }),
            "{number}"
        );
    }
    let settings = |count| fault(|report| report.settings = vec![FileSetting::Direct; count]);
    assert_eq!(settings(FILE_SETTINGS), None);
    assert!(settings(FILE_SETTINGS + 1).is_some());
}

#[test]
fn how_a_step_ended_goes_with_the_rest() {
    type Wrong = (Stage, fn(&mut StageReport));
    let wrong: [Wrong; 9] = [
        (Stage::Resolve, |stage| stage.failure = Some(Failure::NoAddresses)),
        (Stage::Resolve, |stage| stage.elapsed_ms = None),
        (Stage::Negotiate, |stage| stage.failure = None),
        (Stage::Negotiate, |stage| {
            stage.not_checked = Some(NotChecked::NeedsPassword)
        }),
        (Stage::Secure, |stage| stage.failure = Some(Failure::PathBroken)),
        (Stage::Secure, |stage| stage.outcome = Outcome::NotChecked),
        (Stage::Secure, |stage| {
            stage.not_checked = Some(NotChecked::NeedsPassword)
        }),
        (Stage::Stay, |stage| {
            stage.outcome = Outcome::Passed;
            stage.elapsed_ms = Some(millis(1));
        }),
        (Stage::Negotiate, |stage| stage.exchanges[0].length = 18),
    ];
    for (stage, change) in wrong {
        assert_eq!(
            fault(|report| change(at(report, stage))),
            Some(ReportFault::Contradiction { stage })
        );
    }
}

#[test]
fn step_behind_one_that_was_not_reached_was_not_reached_either() {
    let reached: [fn(&mut StageReport); 3] = [
        |stage| stage.outcome = Outcome::Passed,
        |stage| {
            stage.outcome = Outcome::Silent;
            stage.failure = Some(Failure::TimedOut { received: 0 });
        },
        |stage| {
            stage.outcome = Outcome::NotChecked;
            stage.not_checked = Some(NotChecked::NeedsPassword);
        },
    ];
    for change in reached {
        let mut report = Report::new("pc".parse().unwrap(), Place::Agent, 0);
        let desktop = at(&mut report, Stage::Desktop);
        desktop.elapsed_ms = Some(millis(1));
        change(desktop);

        let stage = Stage::Desktop;
        assert_eq!(report.fault(), Some(ReportFault::Contradiction { stage }));
    }
}

#[test]
fn whoever_did_not_dial_reaches_what_follows_without_name_and_address() {
    let seen = |place, negotiated| {
        let mut report = Report::new("pc".parse().unwrap(), place, 0);
        let stage = at(&mut report, negotiated);
        stage.outcome = Outcome::Passed;
        stage.elapsed_ms = Some(millis(1));
        report.fault()
    };
    let contradiction = |stage| Some(ReportFault::Contradiction { stage });

    assert_eq!(seen(Place::Browser, Stage::Negotiate), None);
    assert_eq!(seen(Place::Terminal, Stage::Negotiate), None);
    assert_eq!(seen(Place::Agent, Stage::Negotiate), contradiction(Stage::Negotiate));
    assert_eq!(seen(Place::Relay, Stage::Negotiate), contradiction(Stage::Negotiate));
    assert_eq!(seen(Place::Browser, Stage::Secure), contradiction(Stage::Secure));

    let behind_a_gateway = |place| {
        let mut report = Report::new("pc".parse().unwrap(), place, 0);
        let mut leg = Leg::new(Node::Gateway, Node::Computer, place);
        leg.replace(StageReport {
            outcome: Outcome::Passed,
            elapsed_ms: Some(millis(1)),
            ..StageReport::not_reached(Stage::Negotiate)
        });
        report.legs.push(leg);
        report.fault()
    };
    assert_eq!(behind_a_gateway(Place::Terminal), None);
    assert_eq!(behind_a_gateway(Place::Relay), None);
}

#[test]
fn texts_are_those_that_a_run_writes() {
    let text = |stage| Some(ReportFault::Text { stage });
    let print = |print: &str| {
        fault(|report| report.computer_mut().unwrap().connections[0].certificate_sha256 = Some(print.to_owned()))
    };

    assert_eq!(print("anna"), text(None));
    assert_eq!(print(&"AB".repeat(32)), text(None));
}

#[test]
fn a_version_is_one_that_a_release_can_have() {
    for version in ["0.1.0", "1.12.3-rc.1+abc1234", &"1".repeat(32)] {
        let report = Report {
            version: Some(version.to_owned()),
            ..sound()
        };
        assert_eq!(report.fault(), None, "{version}");
    }
    for other in ["", "PC-OF-ANN", "1 <b>", &"1".repeat(33)] {
        let report = Report {
            version: Some(other.to_owned()),
            ..sound()
        };
        assert_eq!(report.fault(), Some(ReportFault::Text { stage: None }), "{other}");
    }
}

#[test]
fn times_are_those_of_a_clock_and_of_a_run() {
    let dated = |not_before, not_after| {
        let certificate = CertificateFacts {
            not_before,
            not_after,
            ..CertificateFacts::default()
        };
        secure_fault(SecureFacts {
            certificates: vec![certificate],
            ..SecureFacts::default()
        })
    };
    let clock = |clock_offset_ms| {
        fault(|report| {
            let challenge = NtlmChallenge {
                clock_offset_ms,
                ..NtlmChallenge::default()
            };
            at(report, Stage::Authenticate).facts = Facts::Authenticate(AuthenticateFacts {
                challenge: Some(challenge),
                ..AuthenticateFacts::default()
            });
        })
    };

    for started in [-1000, i64::MIN, i64::MAX] {
        assert_eq!(fault(|report| report.started_at_ms = started), Some(ReportFault::Time));
    }
    assert_eq!(
        fault(|report| report.elapsed_ms = millis(700_000)),
        Some(ReportFault::Time)
    );
    assert_eq!(
        fault(|report| report.computer_mut().unwrap().connections[0].opened_at_ms = millis(700_000)),
        Some(ReportFault::Time)
    );
    assert_eq!(dated(YEAR_ZERO_S, YEAR_9999_S), None);
    assert_eq!(dated(i64::MIN, 0), Some(ReportFault::Time));
    assert_eq!(dated(0, i64::MAX), Some(ReportFault::Time));
    let seen = |seen_at| {
        secure_fault(SecureFacts {
            seen_at,
            ..SecureFacts::default()
        })
    };
    assert_eq!((seen(Some(0)), seen(Some(-1))), (None, Some(ReportFault::Time)));
    assert_eq!(seen(Some(YEAR_9999_S + 1)), Some(ReportFault::Time));
    let answered = |clock_offset_s| {
        let facts = AnswerFacts {
            clock_offset_s,
            ..AnswerFacts::default()
        };
        Facts::Answer(facts).fault()
    };
    assert_eq!(
        (answered(Some(-3600)), answered(Some(i64::MAX))),
        (None, Some(ReportFault::Time))
    );
    assert_eq!(clock(Some(-420_000)), None);
    assert_eq!(clock(Some(i64::MIN)), Some(ReportFault::Time));
}

#[test]
fn times_of_a_second_request_are_those_of_a_run() {
    let tried = |first_elapsed_ms| {
        fault(|report| {
            at(report, Stage::Negotiate).facts = Facts::Negotiate(NegotiateFacts {
                second_try: Some(SecondTry {
                    first_end: TransportEnd::Silent,
                    first_elapsed_ms,
                    second_end: None,
                }),
                ..NegotiateFacts::default()
            });
        })
    };

    assert_eq!(tried(millis(7000)), None);
    assert_eq!(tried(millis(700_000)), Some(ReportFault::Time));
    assert_eq!(
        fault(|report| report.computer_mut().unwrap().connections[0].ended_after_ms = Some(millis(700_000))),
        Some(ReportFault::Time)
    );
}
