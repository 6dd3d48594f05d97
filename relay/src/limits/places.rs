//! What can be held by so many at once.

use core::hash::Hash;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Places for each key, of which each holds a limited number at once. Cheap to clone; all clones are the same places.
///
/// Only keys that hold something are kept, so there are never more of them than places are held.
#[derive(Debug)]
pub struct Places<K> {
    most: usize,
    held: Arc<Mutex<HashMap<K, usize>>>,
}

/// Places that somebody holds until this is dropped.
#[derive(Debug)]
pub struct Place<K: Eq + Hash> {
    key: K,
    size: usize,
    held: Arc<Mutex<HashMap<K, usize>>>,
}

impl<K: Clone + Eq + Hash> Places<K> {
    /// At most this many at once for each key.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            held: Arc::default(),
        }
    }

    /// The same places, of which each key holds no more than `most`.
    pub fn at_most(&self, most: usize) -> Self {
        Self {
            most: self.most.min(most),
            held: Arc::clone(&self.held),
        }
    }

    /// A place; absent where this key holds as many as it may.
    pub fn take(&self, key: &K) -> Option<Place<K>> {
        self.take_many(key, 1)
    }

    /// The same for something that takes `size` of the places.
    pub fn take_many(&self, key: &K, size: usize) -> Option<Place<K>> {
        let mut held = lock(&self.held);
        // A sum that overflows is more than anybody may hold.
        let now = held.get(key).copied().unwrap_or_default().checked_add(size)?;
        if now > self.most {
            return None;
        }
        held.insert(key.clone(), now);
        Some(Place {
            key: key.clone(),
            size,
            held: Arc::clone(&self.held),
        })
    }

    /// How many places this key holds.
    pub fn held(&self, key: &K) -> usize {
        lock(&self.held).get(key).copied().unwrap_or_default()
    }

    /// How many places each key can hold.
    pub fn most(&self) -> usize {
        self.most
    }
}

impl<K> Clone for Places<K> {
    fn clone(&self) -> Self {
        Self {
            most: self.most,
            held: Arc::clone(&self.held),
        }
    }
}

impl<K: Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut held = lock(&self.held);
        if let Some(now) = held.get_mut(&self.key) {
            *now = now.saturating_sub(self.size);
            if *now == 0 {
                held.remove(&self.key);
            }
        }
    }
}

fn lock<K>(held: &Mutex<HashMap<K, usize>>) -> MutexGuard<'_, HashMap<K, usize>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_places_and_gets_them_back() {
        let places = Places::new(2);
        let one = places.take(&"a");
        let two = places.take(&"a");

        assert!(one.is_some() && two.is_some());
        assert!(places.take(&"a").is_none());
        assert!(places.take(&"b").is_some());
        drop(one);
        assert!(places.take(&"a").is_some());
    }

    #[test]
    fn something_large_takes_several_places() {
        let places = Places::new(10);
        let large = places.take_many(&"a", 8);

        assert!(large.is_some() && places.take_many(&"a", 3).is_none());
        assert!(places.take_many(&"a", usize::MAX).is_none());
        assert!(places.take_many(&"a", 2).is_some());
    }

    #[test]
    fn keys_that_hold_nothing_are_not_kept() {
        let places = Places::new(1);
        for key in 0..1000 {
            drop(places.take(&key));
        }

        assert!(lock(&places.held).is_empty());
    }
}
