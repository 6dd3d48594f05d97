//! From a number or a name, and what is known about it, to its meanings per program.

use std::sync::Arc;

use super::catalogue::Catalogue;
use super::label::Label;
use super::number::kerberos_error;
use super::program::{Program, Role, Shown, Standing};
use super::row::{Place, Row, Status};
use super::table::Table;

/// One meaning of a code, for the programs that show it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The row of the catalogue.
    pub row: Arc<Row>,
    /// Who shows the code with this meaning.
    pub programs: Vec<Program>,
    /// The role in which those programs show it.
    pub role: Role,
    /// How well it is known that it means this there; never better than the row's own status.
    pub status: Status,
}

/// What is known about a number besides itself.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// What the words before it say.
    pub(super) label: Label,
    /// The programs that the text may come from; empty where nothing is known.
    pub(super) programs: &'a [Program],
    /// What a reason is, where the text is an event.
    pub(super) reason: Option<Role>,
}

impl Context<'_> {
    fn admits(&self, table: Table, shown: &Shown) -> bool {
        let fits = match (self.label, self.reason) {
            (Label::Reason, Some(role)) => shown.role == role,
            (label, _) => label.admits(table, shown.role),
        };
        fits && (self.programs.is_empty() || self.programs.contains(&shown.program))
    }
}

/// What `number` means where `context` holds.
pub(super) fn meanings(catalogue: &Catalogue, number: u32, context: &Context<'_>) -> Vec<Meaning> {
    let mut found = Vec::new();
    for row in catalogue.with_number(number) {
        collect(&mut found, row, |shown| context.admits(row.table, shown));
    }
    for row in derived(catalogue, number) {
        let by_class = |shown: &Shown| row.table != Table::Errinfo || uses_freerdp(shown.program);
        collect(&mut found, row, |shown| {
            context.admits(row.table, shown) && by_class(shown)
        });
    }
    keep_the_nearest(&mut found, context);
    if !found.iter().any(|meaning| meaning.role == Role::Error)
        && let Some(family) = family(catalogue, number, context)
    {
        found.push(family);
    }
    found.sort_by_key(|meaning| (meaning.row.table, meaning.status));
    found
}

/// What a row that a text names means, for `programs` if they show it at all.
pub(super) fn named(row: &Arc<Row>, programs: &[Program]) -> Vec<Meaning> {
    let mut found = Vec::new();
    collect(&mut found, row, |shown| programs.contains(&shown.program));
    if found.is_empty() {
        collect(&mut found, row, |_| true);
    }
    found.truncate(1);
    found
}

/// Adds what `row` means for those who show it as `admits` asks: one meaning per role and standing.
fn collect(found: &mut Vec<Meaning>, row: &Arc<Row>, admits: impl Fn(&Shown) -> bool) {
    for shown in row.table.shown().iter().filter(|shown| admits(shown)) {
        let status = match shown.standing {
            Standing::Own | Standing::Continued => row.status,
            Standing::Assumed => row.status.max(Status::Inferred),
        };
        let known = found
            .iter_mut()
            .find(|meaning| Arc::ptr_eq(&meaning.row, row) && meaning.role == shown.role && meaning.status == status);
        match known {
            Some(meaning) => meaning.programs.push(shown.program),
            None => found.push(Meaning {
                row: Arc::clone(row),
                programs: vec![shown.program],
                role: shown.role,
                status,
            }),
        }
    }
}

/// Takes a program out of a meaning that is continued or assumed for it, where a space of its own has the number.
fn keep_the_nearest(found: &mut Vec<Meaning>, context: &Context<'_>) {
    let is_own = |table: Table, program: Program, role: Role| {
        let class_of_others = table == Table::MstscReasonClass && context.label != Label::None;
        let same = |shown: &&Shown| shown.program == program && shown.role == role;
        let shown = table.shown().iter().find(same);
        shown.is_some_and(|shown| shown.standing == Standing::Own) && !class_of_others
    };
    let mut own = Vec::new();
    for meaning in found
        .iter()
        .filter(|meaning| meaning.row.table != Table::MstscReasonClass)
    {
        let shown = meaning.programs.iter().map(|program| (*program, meaning.role));
        own.extend(shown.filter(|(program, role)| is_own(meaning.row.table, *program, *role)));
    }
    for Meaning {
        row, programs, role, ..
    } in found.iter_mut()
    {
        programs.retain(|program| is_own(row.table, *program, *role) || !own.contains(&(*program, *role)));
    }
    found.retain(|meaning| !meaning.programs.is_empty());
}

/// Rows that a number points to by the rules of its class: `0x0001xxxx` of FreeRDP is a reason that the server sent, and
/// `0x8007xxxx` an error of Windows.
fn derived(catalogue: &Catalogue, number: u32) -> impl Iterator<Item = &Arc<Row>> {
    let low = number & 0xFFFF;
    let class = number >> 16;
    let rows = catalogue.with_number(low).filter(move |row| match class {
        1 => row.table == Table::Errinfo,
        0x8007 => is_windows_error(row, low),
        _ => false,
    });
    // Gateways' events have the low half alone, in decimal: `23002`.
    let of_gateways = matches!(number, FIRST_OF_GATEWAYS..=LAST_OF_GATEWAYS).then_some(0x8007_0000 | number);
    let of_gateways = of_gateways
        .into_iter()
        .flat_map(|wrapped| catalogue.with_number(wrapped));
    let rows = rows.chain(of_gateways.filter(|row| row.table == Table::TsgEProxy));
    // MIT Kerberos writes the errors of RFC 4120 from a base of its own: `-1765328378` is 6.
    let of_kerberos = kerberos_error(number).into_iter();
    let of_kerberos = of_kerberos.flat_map(|code| catalogue.with_number(code));
    let rows = rows.chain(of_kerberos.filter(|row| row.table == Table::KerberosError));
    // The class itself is a row of its own.
    rows.filter(move |_| low != 0)
}

fn is_windows_error(row: &Row, low: u32) -> bool {
    let winsock =
        row.table == Table::SocketError && (low >= FIRST_WINSOCK || row.names().any(|name| name.starts_with("ERROR_")));
    winsock || row.table == Table::TsgEProxy
}

fn uses_freerdp(program: Program) -> bool {
    matches!(program, Program::FreeRdp | Program::Remmina | Program::Guacamole)
}

/// What is known of an error code of Microsoft's programs that no table has: what its last byte has in common with others.
fn family(catalogue: &Catalogue, number: u32, context: &Context<'_>) -> Option<Meaning> {
    let microsoft: Vec<Program> = context
        .programs
        .iter()
        .copied()
        .filter(|program| program.is_microsoft())
        .collect();
    let asked_for = matches!(context.label, Label::Error | Label::Reason) && !microsoft.is_empty();
    if !asked_for || !(FIRST_OF_FAMILY..=LAST_OF_FAMILY).contains(&number) {
        return None;
    }
    let mut rows = catalogue.with_number(number & 0xFF);
    let row = rows.find(|row| row.table == Table::MstscReasonClass)?;
    Some(Meaning {
        row: Arc::clone(row),
        programs: microsoft,
        role: Role::Error,
        status: row.status,
    })
}

/// What is known of an HRESULT by its form alone: those of facility 7 are an error of Windows.
pub(super) fn wrapped(number: u32) -> Option<Meaning> {
    let low = number & 0xFFFF;
    (number >> 16 == 0x8007 && low != 0).then(|| Meaning {
        row: Arc::new(Row {
            table: Table::WindowsError,
            number,
            symbol: None,
            place: Place::Client,
            status: Status::Documented,
            meaning: format!("The Windows error {low} (run: net helpmsg {low}).").into(),
            sources: "MS-ERREF 2.1".into(),
        }),
        programs: vec![Program::System],
        role: Role::Status,
        status: Status::Documented,
    })
}

/// E_PROXY_INTERNALERROR and E_PROXY_REAUTH_NAP_FAILED without their facility.
const FIRST_OF_GATEWAYS: u32 = 0x59D8;
const LAST_OF_GATEWAYS: u32 = 0x5A00;
/// WSABASEERR.
const FIRST_WINSOCK: u32 = 10_000;
/// A family's numbers have a byte before the one that they share.
const FIRST_OF_FAMILY: u32 = 0x100;
/// Known disconnect reasons end at 0x2604; far beyond, a last byte says nothing.
const LAST_OF_FAMILY: u32 = 0x2FFF;
