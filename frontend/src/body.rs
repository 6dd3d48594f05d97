//! Bodies of requests about a run, written from what the page has: to put a copy of a report into the types of `wire` first
//! would take code that copies every fact, a tenth of what the whole app weighs.

use ui::Run;
use wire::json::{WriteJson, WriteMembers, Writer};

/// The members of a request, and what it is about.
pub struct Body<'a> {
    /// Its own members.
    pub members: &'a [(&'a str, &'a dyn WriteJson)],
    /// What it is about; absent where it is about nothing.
    pub run: Option<&'a Run>,
}

impl Body<'_> {
    /// The body as JSON.
    pub fn written(&self) -> String {
        let mut json = Writer::default();
        json.object(self);
        json.into_text()
    }
}

impl WriteMembers for Body<'_> {
    fn write_members(&self, json: &mut Writer) {
        for (name, value) in self.members {
            json.member(name, *value);
        }
        let Some(run) = self.run else { return };
        // The relay has its own run, and lacks what only this browser saw.
        if let Some(key) = run.key() {
            json.member("run", key);
            json.member("legs", &OwnLegs(run));
        } else {
            json.member("report", run.report());
        }
    }
}

struct OwnLegs<'a>(&'a Run);

impl WriteJson for OwnLegs<'_> {
    fn write(&self, json: &mut Writer) {
        json.items(&mut self.0.own_legs().map(|leg| -> &dyn WriteJson { leg }));
    }
}
