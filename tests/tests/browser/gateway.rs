//! The way over a gateway, as a dropped connection file names it.

use std::net::SocketAddr;

use fixtures::net;
use serde_json::json;
use suite::peer::Peer;

use super::{Page, SOON, WHOLE_RUN, drop_file};

/// Checks what a connection file says, up to the end.
async fn check(page: &Page, computer: SocketAddr, gateway: SocketAddr, usage: u8) {
    let file = format!("full address:s:{computer}\r\ngatewayhostname:s:{gateway}\r\ngatewayusagemethod:i:{usage}\r\n");
    drop_file(&page.browser, "office.rdp", &file).await;
    let filled = format!("document.querySelector('#target').value === '{computer}'");
    page.browser.until("the file is read", &filled, SOON).await;
    page.browser.click("#check").await;
    page.over(WHOLE_RUN).await;
}

#[tokio::test]
async fn gateway_that_lets_people_sign_in_is_the_way_beside_a_closed_computer() {
    let gateway = Peer::playing("gateway-lets-sign-in");
    let page = Page::open().await;

    check(&page, net::own_socket(), gateway.address, 1).await;

    page.picture("gateway-open").await;
    println!("{}", page.browser.text("main").await);
    page.close().await;
}

#[tokio::test]
async fn gateway_that_is_closed_is_what_stops_a_connection() {
    let page = Page::open().await;

    check(&page, net::own_socket(), net::own_socket(), 2).await;

    page.picture("gateway-closed").await;
    println!("{}", page.browser.text("main").await);
    assert_eq!(page.browser.text("#answer .meta a").await, json!("RDP-GW-004"));
    page.close().await;
}
