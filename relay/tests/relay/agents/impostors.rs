//! Agents that prove what they have seen others prove, and such as have the key and do not do what an agent does.

use super::*;

impl Branch {
    /// An agent that was let in, and does nothing that it is not told to.
    async fn welcomed(&self) -> Impostor {
        let mut impostor = self.impostor().await;
        assert_eq!(impostor.hear().await, AgentCommand::Welcome);
        impostor
    }
}

impl Impostor {
    /// What it is to sign.
    async fn challenged(server: &Server) -> (Self, String) {
        let mut impostor = Self::connect(server).await;
        impostor.hello(NAME, SCHEMA).await;
        let AgentCommand::Challenge { nonce } = impostor.hear().await else {
            panic!("no challenge")
        };
        (impostor, nonce)
    }

    /// What it is told for this proof.
    async fn proves(&mut self, signature: &str) -> AgentCommand {
        let signature = signature.to_owned();
        self.say(&AgentMessage::Proof { signature }).await;
        self.hear().await
    }

    /// The run that it is to make, and of what; whatever it is to stop stands already.
    async fn started(&mut self) -> (u64, Target) {
        loop {
            let command = self.hear().await;
            if let AgentCommand::Start { run, check } = command {
                return (run, check.target);
            }
            assert!(matches!(command, AgentCommand::Cancel { .. }), "{command:?}");
        }
    }

    /// Tells of a stage of a run.
    async fn tells(&mut self, run: u64, leg: u8, report: StageReport) {
        let event = StageEvent::Reported(Box::new(report));
        let event = LegEvent { leg, event };
        self.say(&AgentMessage::Stage { run, event }).await;
    }

    /// Tells the end of a run.
    async fn finishes(&mut self, run: u64, report: &Report) {
        let report = Box::new(report.clone());
        self.say(&AgentMessage::Finished { run, report }).await;
    }
}

/// What an agent tells of a name that it found.
fn resolved() -> StageReport {
    StageReport {
        outcome: Outcome::Passed,
        elapsed_ms: Some(Duration::ZERO.into()),
        ..StageReport::not_reached(Stage::Resolve)
    }
}

/// A report that an agent can have made.
fn report_of(target: &Target) -> Report {
    let mut report = Report::new(target.clone(), Place::Agent, 1_790_000_000_000);
    report.replace(resolved());
    report
}

async fn start_at_agent(page: &mut Page) {
    start(page, ([192, 0, 2, 7], 3389).into(), &[NAME]).await;
}

#[tokio::test]
async fn proof_is_good_for_its_own_challenge_and_for_nothing_else() {
    let branch = Branch::open().await;
    let other = Branch::open().await;
    let key = identity(&branch.folder);
    let sign = |origin: &str, nonce: &str| key.sign(origin, &name(), nonce);
    let rejected = AgentCommand::Rejected(Rejection::UnknownKey);

    let (mut first, nonce) = Impostor::challenged(&branch.server).await;
    let seen = sign(&branch.server.origin(), &nonce);
    assert_eq!(first.proves(&seen).await, AgentCommand::Welcome);
    drop(first);
    // Its place is free, so that nothing but the proof can be the reason.
    while Page::greeted(branch.server.address).await.1 != [""; 0] {}

    let (mut again, nonce) = Impostor::challenged(&branch.server).await;
    assert_eq!(again.proves(&seen).await, rejected, "seen before");
    // A server that passes a challenge on gets a proof that is good for itself.
    let (mut between, passed_on) = Impostor::challenged(&branch.server).await;
    let elsewhere = sign(&other.server.origin(), &passed_on);
    assert_eq!(between.proves(&elsewhere).await, rejected, "for another server");
    let (mut late, _) = Impostor::challenged(&branch.server).await;
    let of_another = sign(&branch.server.origin(), &nonce);
    assert_eq!(late.proves(&of_another).await, rejected, "for another connection");
}

#[tokio::test]
async fn agent_has_one_try_to_prove_who_it_is_and_none_once_it_is_in() {
    let branch = Branch::open().await;
    let (mut wrong, nonce) = Impostor::challenged(&branch.server).await;
    let right = identity(&branch.folder).sign(&branch.server.origin(), &name(), &nonce);
    let rejected = AgentCommand::Rejected(Rejection::UnknownKey);
    assert_eq!(wrong.proves("").await, rejected);
    assert!(
        wrong
            .is_left_alone_after(&AgentMessage::Proof {
                signature: right.clone()
            })
            .await
    );

    let mut within = branch.welcomed().await;

    assert!(
        within
            .is_left_alone_after(&AgentMessage::Proof { signature: right })
            .await
    );
    while Page::greeted(branch.server.address).await.1 != [""; 0] {}
}

#[tokio::test]
async fn run_of_an_agent_that_says_nothing_more_is_stopped_like_any_other() {
    let branch = Branch::open().await;
    let mut agent = branch.welcomed().await;
    let mut page = branch.page().await;
    start_at_agent(&mut page).await;
    let (run, _) = agent.started().await;
    agent.tells(run, 0, resolved()).await;

    page.say(&ClientMessage::Cancel).await;

    let report = finished(&mut page).await;
    assert_eq!((report.end, report.fault()), (RunEnd::AgentLost, None));
    assert_eq!(report.stage(Stage::Resolve).unwrap().outcome, Outcome::Passed);
    assert_eq!(agent.hear().await, AgentCommand::Cancel { run });
    // It has one place, which is free again.
    start_at_agent(&mut page).await;
    assert!(agent.started().await.0 > run);
}

#[tokio::test]
async fn what_is_told_of_runs_that_there_are_not_is_no_news() {
    let branch = Branch::open().await;
    let mut agent = branch.welcomed().await;
    let mut page = branch.page().await;
    start_at_agent(&mut page).await;
    let (run, target) = agent.started().await;
    let right = report_of(&target);
    let refused = StageReport {
        outcome: Outcome::Failed,
        failure: Some(Failure::AddressesRefused),
        ..resolved()
    };
    let mut wrong = Report::new(target, Place::Agent, 1_790_000_000_000);
    wrong.replace(refused.clone());

    for other in [0, run + 1, u64::MAX] {
        agent.tells(other, 0, refused.clone()).await;
        agent.finishes(other, &wrong).await;
    }
    for leg in [1, 7, u8::MAX] {
        agent.tells(run, leg, refused.clone()).await;
    }
    agent.finishes(run, &right).await;
    // Once is the end of it.
    agent.finishes(run, &wrong).await;

    let mut told = Vec::new();
    let report = loop {
        match page.hear().await {
            ServerMessage::Finished(report) => break *report,
            ServerMessage::Stage(event) => told.push(event),
            ServerMessage::Hello { .. }
            | ServerMessage::Started { .. }
            | ServerMessage::Waiting { .. }
            | ServerMessage::Leg(_)
            | ServerMessage::Recorded { .. }
            | ServerMessage::Refused(_) => {}
        }
    };
    assert_eq!((report.end, report.fault()), (RunEnd::Completed, None));
    assert_eq!(report.stage(Stage::Resolve).unwrap().outcome, Outcome::Passed);
    assert_eq!(told, []);
    start_at_agent(&mut page).await;
    assert!(agent.started().await.0 > run, "it is listened to as before");
}

#[tokio::test]
async fn agent_that_tells_what_cannot_be_and_goes_leaves_nothing_of_it_in_the_report() {
    let branch = Branch::open().await;
    let mut agent = branch.welcomed().await;
    let mut page = branch.page().await;
    start_at_agent(&mut page).await;
    let (run, _) = agent.started().await;
    // Nothing comes after what ended it.
    let refused = StageReport {
        outcome: Outcome::Failed,
        failure: Some(Failure::AddressesRefused),
        ..resolved()
    };
    let connected = StageReport {
        outcome: Outcome::Passed,
        elapsed_ms: Some(Duration::ZERO.into()),
        ..StageReport::not_reached(Stage::Connect)
    };
    for told in [refused, connected] {
        agent.tells(run, 0, told).await;
    }

    drop(agent);

    let report = finished(&mut page).await;
    assert_eq!((report.end, report.fault()), (RunEnd::AgentLost, None));
    assert!(
        report.legs[0]
            .stages
            .iter()
            .all(|stage| stage.outcome == Outcome::NotReached)
    );
}

#[tokio::test]
async fn agent_that_says_what_none_says_is_not_listened_to_any_more() {
    for words in ["{", "null", r#"{"type":"finished"}"#, r#"{"type":"welcome"}"#] {
        let branch = Branch::open().await;
        let mut agent = branch.welcomed().await;
        let mut page = branch.page().await;
        start_at_agent(&mut page).await;
        agent.started().await;

        agent.0.send(Message::text(words)).await.unwrap();

        assert_eq!(finished(&mut page).await.end, RunEnd::AgentLost, "{words}");
        while Page::greeted(branch.server.address).await.1 != [""; 0] {}
    }
}

#[tokio::test]
async fn agent_that_floods_its_relay_is_not_listened_to_any_more() {
    let branch = Branch::open().await;
    let mut agent = branch.welcomed().await;
    let mut page = branch.page().await;
    start_at_agent(&mut page).await;
    agent.started().await;
    // One by one they are no news, of a run that there is not.
    let (run, refusal) = (u64::MAX, Refusal::Busy);
    let json = serde_json::to_string(&AgentMessage::Refused { run, refusal }).unwrap();

    let flood = async { while agent.0.send(Message::text(json.clone())).await.is_ok() {} };

    timeout(LIMIT, flood).await.expect("the relay hangs up");
    assert_eq!(finished(&mut page).await.end, RunEnd::AgentLost);
    while Page::greeted(branch.server.address).await.1 != [""; 0] {}
}
