//! A check by the agent of another server, watched in a page of this one.

use suite::browser::{self, Browser, Kind};
use suite::site::{AGENT, Site, await_bus, await_image};
use tokio::runtime::Builder;

use super::{SOON, WHOLE_RUN};

#[test]
fn check_through_an_agent_of_another_server_is_watched_here_as_it_goes() {
    let site = Site::open();
    let (one, other) = (site.server(), site.server());
    await_bus(&one);
    await_bus(&other);
    let _agent = site.agent_of(&other);
    await_image(&one);
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");

    let said = runtime.block_on(async {
        let browser = Browser::start_of(Kind::Chromium).await;
        browser.open(&one.url).await;
        browser.find("html[data-live] #from").await;
        browser::fill_form(&browser, &site.silent_address().to_string()).await;
        let choose = format!("document.querySelector('#from').value = '{AGENT}'");
        browser.value(&choose).await;
        browser.click("#check").await;
        let (computer, _) = site.silent.accept().expect("the agent connects");
        let waits = "document.querySelector('#step-connect')?.dataset.state === 'passed' \
                     && document.querySelector('#step-negotiate')?.dataset.state === 'running'";
        browser
            .until("the agent's steps are told as they go", waits, SOON)
            .await;
        browser.screenshot("through-an-agent-of-another-server").await;
        drop(computer);
        let over = "document.querySelector('#answer') !== null";
        browser.until("the run is over", over, WHOLE_RUN).await;
        browser.screenshot("through-an-agent-of-another-server-over").await;
        let said = browser.text("main").await;
        browser.close().await;
        said
    });

    assert!(said.contains(AGENT), "{said}");
    assert!(said.contains("RDP-NEG-"), "{said}");
}
