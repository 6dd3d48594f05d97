//! Brotli, at the two efforts that are worth their time. The build compresses with it, too.

use brotli::enc::BrotliEncoderParams;

/// How often something is compressed decides how much time that may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Once for all readers.
    Once,
    /// For one reader, or a few.
    Often,
}

impl Effort {
    /// Of 11. The level above 4 takes thirty times as long, milliseconds a page, and saves three of a hundred bytes.
    fn quality(self) -> i32 {
        match self {
            Self::Once => 11,
            Self::Often => 4,
        }
    }

    /// 64 KiB, which is the size of the largest report and about that of the largest page; what is compressed once may be
    /// much larger.
    fn window(self) -> i32 {
        match self {
            Self::Once => 22,
            Self::Often => 16,
        }
    }
}

/// Absent where compressing fails, which it does not do in memory.
pub(crate) fn brotli(content: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: effort.quality(),
        lgwin: effort.window(),
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut small, &parameters).ok()?;
    Some(small)
}
