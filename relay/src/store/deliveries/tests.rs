//! How the outbox is taken from.

use wire::{Life, ShareContent};

use super::*;
use crate::store::NewLaunch;

const LEASE: Duration = Duration::from_secs(45);
const FAR: i64 = i64::MAX / 4;

async fn outbox(deliveries: usize) -> Store {
    let store = Store::in_memory().await;
    let launch = NewLaunch {
        tenant: "helpdesk".to_owned(),
        targets: vec!["pc".parse().unwrap()],
        reference: "1".to_owned().into(),
        language: String::new(),
        note: String::new().into(),
    };
    let content = ShareContent::Sealed {
        sealed: "A".repeat(200),
    };
    for number in 0..deliveries {
        let ask = store
            .open_signed(&launch, &number.to_string())
            .await
            .unwrap()
            .unwrap()
            .ask;
        let delivery = NewDelivery {
            tenant: format!("helpdesk-{}", number / 2),
            reference: number.to_string(),
            body: "{id}".to_owned(),
        };
        store
            .share(&content, Life::Day, Some(&ask), Some(&delivery))
            .await
            .unwrap();
    }
    store
}

#[tokio::test]
async fn each_is_taken_once_and_settled_for_good() {
    let store = outbox(4).await;
    let mut taken = Vec::new();
    while let Some(delivery) = store.claim_delivery(FAR, LEASE).await.unwrap() {
        taken.push(delivery);
    }
    assert_eq!(taken.len(), 4);
    for delivery in &taken {
        assert!(store.keeps(&delivery.body).await.unwrap(), "it names its result");
        store.settle_delivery(delivery, &Settled::Done).await.unwrap();
    }

    assert_eq!(store.claim_delivery(FAR * 2, LEASE).await, Ok(None));
    assert_eq!(store.next_delivery().await, Ok(None));
}

#[tokio::test]
async fn what_somebody_was_killed_with_is_taken_again_under_the_same_id() {
    let store = outbox(1).await;
    let first = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
    assert_eq!(store.claim_delivery(FAR + 44_000, LEASE).await, Ok(None), "it is held");

    let second = store.claim_delivery(FAR + 45_000, LEASE).await.unwrap().unwrap();

    assert_eq!((&second.id, second.attempt), (&first.id, 2));
    store.settle_delivery(&first, &Settled::Done).await.unwrap();
    assert_ne!(
        store.next_delivery().await,
        Ok(None),
        "it is no longer the first one's to settle"
    );
}

#[tokio::test]
async fn one_portal_has_two_at_once_and_leaves_the_rest_to_others() {
    let store = outbox(1).await;
    for _ in 0..2 {
        let launch = store.claim_delivery(0, LEASE).await;
        assert_eq!(launch, Ok(None), "not due yet");
    }
    let failed = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
    let again = Settled::Again {
        due_at_ms: FAR + 5_000,
        error: "500".to_owned(),
    };
    store.settle_delivery(&failed, &again).await.unwrap();
    assert_eq!(store.claim_delivery(FAR + 4_999, LEASE).await, Ok(None));
    let again = store.claim_delivery(FAR + 5_000, LEASE).await.unwrap().unwrap();
    assert_eq!(again.last_error, "500");
    let dead = Settled::Dead {
        error: "410".to_owned(),
    };
    store.settle_delivery(&again, &dead).await.unwrap();
    assert_eq!(store.deliveries(10).await.unwrap()[0].state, "dead");
    assert!(store.retry_delivery(&again.id).await.unwrap());
    let fresh = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
    assert_eq!((&fresh.id, fresh.attempt), (&failed.id, 2));
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_left_alone_until_it_is_resumed_and_nothing_is_lost() {
    // Two for each portal.
    let store = outbox(4).await;
    let first = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
    let error = "410 Gone".to_owned();
    let stopped = Settled::Stopped { error };
    store.settle_delivery(&first, &stopped).await.unwrap();
    store.settle_delivery(&first, &stopped).await.unwrap();

    let mut others = 0;
    while let Some(other) = store.claim_delivery(FAR, LEASE).await.unwrap() {
        assert_ne!(other.tenant, first.tenant);
        store.settle_delivery(&other, &Settled::Done).await.unwrap();
        others += 1;
    }
    assert_eq!((others, store.next_delivery().await), (2, Ok(None)));
    let listed = store.stopped_receivers().await.unwrap();
    assert_eq!(
        (listed.len(), &listed[0].tenant, listed[0].waiting),
        (1, &first.tenant, 2)
    );

    assert!(store.resume_receiver(&first.tenant).await.unwrap());
    assert!(!store.resume_receiver(&first.tenant).await.unwrap(), "once");
    for _ in 0..2 {
        let again = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
        assert_eq!(again.tenant, first.tenant);
    }
}
