//! Fills the honest table: `truth [--update] [--keep FOLDER] [NAME]`, see `suite::truth`.
//!
//! A part of a name chooses subjects. `--update` writes the totals between the marks in README.md and the whole table to
//! docs/truth.md. `--keep` writes down what each tool said. The exit code is 1 where rdptrace is not right.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use diagnosis::time::date;
use fixtures::clock;
use suite::expectation::compare;
use suite::truth::judge::{Verdict, judge};
use suite::truth::subject::Subject;
use suite::truth::subjects;
use suite::truth::table::{Row, totals, whole};
use suite::truth::tools::{Bench, Tool};

fn main() -> io::Result<ExitCode> {
    let mut options = Options::default();
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--update" => options.update = true,
            "--keep" => options.keep = arguments.next().map(PathBuf::from),
            part => options.part = part.to_owned(),
        }
    }
    if let Some(folder) = &options.keep {
        fs::create_dir_all(folder)?;
    }
    let rows = ask_all(&options);
    let mut out = io::stdout().lock();
    for row in &rows {
        let [ours, xfreerdp, nmap] = row.verdicts.map(Verdict::name);
        let (id, expected) = (&row.id, &row.expected);
        writeln!(out, "{id:<44} {expected:<28} {ours:<7} {xfreerdp:<7} {nmap}")?;
    }
    writeln!(out, "\nright · wrong · silent\n\n{}", totals(&rows))?;
    if options.update {
        update(&rows)?;
    }
    let all_right = rows.iter().all(|row| row.verdicts.first() == Some(&Verdict::Right));
    Ok(if all_right {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[derive(Debug, Default)]
struct Options {
    update: bool,
    keep: Option<PathBuf>,
    part: String,
}

fn ask_all(options: &Options) -> Vec<Row> {
    let bench = Bench::start();
    let subjects = subjects();
    let subjects: Vec<&Subject> = subjects
        .iter()
        .filter(|subject| subject.id.contains(&options.part))
        .collect();
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(subject) = subjects.get(number) else { return };
                    let row = ask(subject, &bench, options.keep.as_deref());
                    rows.lock().expect("no thread panics with it").push((number, row));
                }
            });
        }
    });
    let mut rows = rows.into_inner().expect("no thread panics with it");
    rows.sort_by_key(|(number, _)| *number);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn ask(subject: &Subject, bench: &Bench, keep: Option<&Path>) -> Row {
    let run = subject.set_up().check.run();
    let differences = compare(&subject.expect, &run.report.stages, run.report.first_finding());
    let ours = if differences.is_empty() {
        Verdict::Right
    } else {
        Verdict::Wrong
    };
    let mut kept = format!("##### rdptrace: {}\n{}\n", run.report.summary, differences.join("; "));
    let theirs = [Tool::Xfreerdp, Tool::Nmap].map(|tool| {
        let playing = subject.set_up();
        let answer = bench.ask(tool, &playing.target);
        kept.push_str(&format!(
            "##### {tool:?}, exit code {:?}\n{}\n",
            answer.code, answer.text
        ));
        judge(subject, tool, &answer)
    });
    if let Some(folder) = keep {
        let file = folder.join(format!("{}.txt", subject.id.replace('/', "--")));
        fs::write(file, kept).expect("a folder that can be written");
    }
    let [xfreerdp, nmap] = theirs;
    Row::of(subject, [ours, xfreerdp, nmap])
}

fn update(rows: &[Row]) -> io::Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let now = clock::time_of_day().as_secs();
    let date = date(i64::try_from(now).expect("a day of this age"));
    let readme = root.join("README.md");
    let text = fs::read_to_string(&readme)?;
    let (Some(begin), Some(end)) = (text.find(BEGIN), text.find(END)) else {
        return Err(io::Error::other(format!("README.md lacks {BEGIN} and {END}")));
    };
    let before = text.get(..begin + BEGIN.len()).unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    let heading = format!("Measured on {date}; right · wrong · silent:");
    fs::write(&readme, format!("{before}\n{heading}\n\n{}{behind}", totals(rows)))?;
    let (totals, whole) = (totals(rows), whole(rows));
    let page =
        format!("{PAGE}\n## Totals, {date}\n\nRight · wrong · silent.\n\n{totals}\n## Every scenario\n\n{whole}");
    fs::write(root.join("docs/truth.md"), page)
}

/// xfreerdp and nmap are no small programs, and most of the time all wait.
const AT_A_TIME: usize = 8;
const BEGIN: &str = "<!-- truth -->";
const END: &str = "<!-- /truth -->";
const PAGE: &str = "\
# The honest table

What rdptrace, `xfreerdp +auth-only` (FreeRDP 2.11) and nmap 7.93 with `rdp-enum-encryption` and `rdp-ntlm-info` say about
the same servers: everything in `tests/scenarios` that can be played over sockets, and real servers with and without a
faulty path. `cargo xtask truth --update` fills it.

What is right was written down before anybody was asked. **rdptrace** is right where every step and the first finding are
the expected ones, else wrong. **The others** are right where anything that they print names the step that breaks or its
cause, or, where nothing breaks, that it works. They are wrong where they name another step or cause only, report success
before the step that breaks, failure where all is well, or a protocol that the server does not have. They are silent where
they say nothing, time out after 20 seconds, or say no more than that connecting failed; also where they succeed, but look
no further than the step before the one that breaks. A dash stands where the tool would have to go on past the end of what
a scripted server plays. The phrases that count stand in `tests/src/truth/judge.rs`.

Neither tool was made for this. The table shows what somebody learns who has nothing else.
";
