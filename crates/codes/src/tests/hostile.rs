use super::*;

/// A generator of numbers that is the same in every run (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// Pieces that the reader looks for, whole and broken.
const PIECES: &[&str] = &[
    "0x",
    "0x4",
    "0X0002000C",
    "4",
    "-",
    "-1",
    "516",
    "4294967296",
    "0xfffffffff",
    "error code",
    ": ",
    "Extended error code",
    "\n",
    "\r\n",
    " ",
    "\t",
    "(",
    ")",
    "[",
    "]",
    "ERRCONNECT_DNS_ERROR",
    "STATUS_LOGON_FAILURE",
    "rn-",
    "rt-no-such-user",
    "mstsc",
    "Windows App",
    "com.freerdp",
    "guacd",
    "event id",
    "40",
    "reason code",
    "é",
    "İ",
    "ß",
    "错误代码：",
    "エラー コード",
    "\u{202e}",
    "\u{0}",
    "😀",
    "0x204/0x0",
    "exit status",
    "alert number",
    "Press Ctrl+C",
    "(UTC)",
    "<data name=\"",
    "macOS",
    "_",
    "__",
    "h",
    "0xg",
    "--5",
    ".",
    "127.0.0.1",
    "10:21:33",
    "HTTP/1.1",
    "502",
    "an internal error has occurred",
];

#[test]
fn no_text_makes_it_panic_or_forget_what_it_says() {
    let codes = codes();
    let mut random = Random(4);
    for _ in 0..5000 {
        let mut text = String::new();
        for _ in 0..random.below(12) {
            match random.below(3) {
                0 => text.extend(char::from_u32(u32::try_from(random.below(0x3000)).unwrap())),
                _ => text.push_str(PIECES[random.below(PIECES.len())]),
            }
        }
        let decoded = decode(&codes, &text);
        let told = decoded
            .codes()
            .chain(&decoded.extended)
            .any(|code| !code.meanings.is_empty());
        let event = !decoded.said.is_empty();
        assert_eq!(decoded.verdict == Verdict::Understood, told || event, "{text:?}");
    }
}

#[test]
fn empty_and_endless_texts_are_told_apart() {
    let codes = codes();

    for text in ["", " ", "\n\t"] {
        assert_eq!(decode(&codes, text).verdict, Verdict::Empty);
    }
    let longest = format!("0x204{}", " ".repeat(LONGEST_TEXT - 5));
    assert_eq!(decode(&codes, &longest).verdict, Verdict::Understood);
    assert_eq!(decode(&codes, &format!("{longest} ")).verdict, Verdict::TooLong);
}

#[test]
fn nonsense_is_not_explained() {
    let codes = codes();
    let nonsense = [
        ("hello", Verdict::NoCode),
        ("my remote desktop is broken, please help", Verdict::NoCode),
        ("i tried 3 times on 2024-05-06 at 10:21 from 10.0.0.4", Verdict::NoCode),
        ("deadbeef", Verdict::NoCode),
        ("0x", Verdict::NoCode),
        ("0x123456789", Verdict::NoCode),
        ("0xDEADBEEF", Verdict::UnknownCode),
        ("0x9999", Verdict::UnknownCode),
        ("987654", Verdict::UnknownCode),
        ("Error code: 0xBEEF\nExtended error code: 0xBEEF", Verdict::UnknownCode),
        ("Remote Desktop Connection\nError code: 0x4242", Verdict::UnknownCode),
    ];
    for (text, verdict) in nonsense {
        let decoded = decode(&codes, text);
        assert_eq!(decoded.verdict, verdict, "{text}");
        assert!(decoded.codes().all(|code| code.meanings.is_empty()), "{text}");
    }
}
