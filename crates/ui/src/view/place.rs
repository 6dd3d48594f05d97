//! Which step of how many a stage is.

use diagnosis::Parameter;
use wire::Stage;
use words::Words;

/// What sentences about a stage name: `$number`, `$of` and `$stage`.
pub(crate) fn place(words: &Words, stage: Stage) -> Vec<(&'static str, Parameter)> {
    words.step_values(crate::Run::leg_of(stage), stage)
}
