//! The configuration files that people start from (`examples/`).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::program::run;

/// Each file with a target that its policy allows and one that it refuses.
const EXAMPLES: [(&str, &str, &str); 7] = [
    ("behind-nginx.toml", "192.0.2.7", "192.0.2.7:22"),
    ("company.toml", "10.1.2.3", "10.66.1.2"),
    ("helpdesk.toml", "10.1.2.3", "10.1.2.3:22"),
    ("own-machine.toml", "10.1.2.3", "169.254.169.254"),
    ("postgresql.toml", "10.1.2.3", "8.8.8.8"),
    ("signed-in.toml", "10.1.2.3", "10.1.2.3:22"),
    ("public.toml", "8.8.8.8", "8.8.8.8:3390"),
];

const ALLOWED: i32 = 0;
const REFUSED: i32 = 3;

#[tokio::test]
async fn every_example_is_read_and_decides_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let tried: BTreeSet<_> = EXAMPLES.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    let present: BTreeSet<_> = files.filter_map(|name| name.into_string().ok()).collect();
    assert_eq!(
        tried,
        present.into_iter().filter(|name| name.ends_with(".toml")).collect()
    );

    for (name, allowed, refused) in EXAMPLES {
        let file = folder.join(name);
        let file = file.to_str().unwrap();
        for (target, expected) in [(allowed, ALLOWED), (refused, REFUSED)] {
            let (code, out, err) = run(&["policy", "test", "--config", file, target]).await;
            assert_eq!(code, expected, "{name}, {target}: {out}{err}");
        }
    }
}
