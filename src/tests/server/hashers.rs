//! The threads that hash passwords: never more than allowed, none lost to a fault, nothing done for nobody.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures::future::join_all;
use mewayz::server::hashers::Hashers;

use crate::support::block_on;

#[test]
fn a_storm_queues() {
    block_on(async {
        let hashers = Hashers::new(2);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let work = (0..40).map(|n| {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            hashers.run(move || {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(2));
                now.fetch_sub(1, Ordering::SeqCst);
                n
            })
        });
        let done: Vec<usize> = join_all(work).await.into_iter().map(|result| result.expect("it is done")).collect();
        assert_eq!(done, (0..40).collect::<Vec<_>>());
        assert_eq!(most.load(Ordering::SeqCst), 2);
    });
}

#[test]
fn a_fault_costs_no_thread() {
    block_on(async {
        let hashers = Hashers::new(1);
        for _ in 0..3 {
            assert!(hashers.run(|| -> u8 { panic!("planted") }).await.is_err());
        }
        assert_eq!(hashers.run(|| 7).await.expect("it goes on"), 7);
    });
}

#[test]
fn what_nobody_waits_for_is_left_out() {
    block_on(async {
        let hashers = Arc::new(Hashers::new(1));
        let (begun, go) = (tokio::sync::oneshot::channel(), std::sync::mpsc::channel::<()>());
        let (tell, wait) = (begun.0, go.1);
        let first = {
            let hashers = Arc::clone(&hashers);
            tokio::spawn(async move {
                hashers
                    .run(move || {
                        let _ = tell.send(());
                        let _ = wait.recv();
                    })
                    .await
            })
        };
        begun.1.await.expect("it began");
        let count = Arc::new(AtomicUsize::new(0));
        for _ in 0..10 {
            let count = Arc::clone(&count);
            let given_up = hashers.run(move || count.fetch_add(1, Ordering::SeqCst));
            assert!(tokio::time::timeout(Duration::from_millis(1), given_up).await.is_err());
        }
        go.0.send(()).expect("it waits");
        first.await.expect("it ends").expect("it is done");
        hashers.run(|| ()).await.expect("the queue is empty now");
        assert_eq!(count.load(Ordering::SeqCst), 0);
    });
}
