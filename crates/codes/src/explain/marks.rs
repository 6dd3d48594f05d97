//! Where a log may have a code or an event: found for a whole block at once, because most lines have neither.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// The lines of a block with something that lines with codes have, by place and in order; `starts` has where each line
/// begins.
pub(super) fn lines_with_codes(block: &str, starts: &[usize]) -> Vec<usize> {
    let mut lines: Vec<usize> = Vec::new();
    let Some(marks) = &*CODE_MARKS else { return lines };
    let mut from = 0;
    // The rest of a line with a mark is passed over.
    while let Some(found) = block.get(from..).and_then(|rest| marks.find(rest)) {
        let place = starts
            .partition_point(|start| *start <= from + found.start())
            .saturating_sub(1);
        lines.push(place);
        let Some(next) = starts.get(place + 1) else { break };
        from = *next;
    }
    lines
}

/// Whether a block has what stands before the number of an event.
pub(super) fn has_event(block: &str) -> bool {
    EVENT_MARKS.as_ref().is_some_and(|marks| marks.is_match(block))
}

/// What lines with codes have. Without one of these, a line is not looked at for codes.
static CODE_MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new([
        "0x8",
        "0xC0",
        "0xc0",
        "0x0001",
        "0x0002",
        "Error: 0x",
        "error: 0x",
        "ERRINFO_",
        "ERRCONNECT_",
        "STATUS_",
        "SEC_E_",
        "E_PROXY_",
        "Error code",
        "error code",
        "system error",
        "(os error",
        "isconnectState(",
        "reason code",
        "Reason=",
        "alert number",
    ])
    .ok()
});
static EVENT_MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new([
        "vent ID",
        "vent id",
        "ventID",
        "ventId",
        "VENT ID",
        "ventid",
        "reignis-ID",
    ])
    .ok()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_with_a_mark_is_found_once() {
        let block = "nothing\n0x80090304 and STATUS_X\n\nerror code 5\nEvent ID 6\n0x8";
        let starts = [0, 8, 32, 33, 46, 57];

        assert_eq!(lines_with_codes(block, &starts), [1, 3, 5]);
        assert!(has_event(block));
        assert!(!has_event("an event"));
        assert!(lines_with_codes("", &[0]).is_empty());
    }
}
