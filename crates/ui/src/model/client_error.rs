//! What the reader's own program said, and what that means.

use wire::DecodeAnswer;

/// The second field and its answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientErrorInput {
    text: String,
    /// Counts the questions, so that a late answer to an earlier one is known.
    asked: u32,
    answer: Option<Answer>,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The relay has not answered yet.
    Awaited,
    /// This.
    Decoded(Box<DecodeAnswer>),
    /// The relay did not answer, or nothing that can be read.
    Missing,
}

impl ClientErrorInput {
    /// What stands in the field, as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it means; absent where nothing was asked.
    pub fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// Why the program shows this where the check failed, or that it does not fit; absent where nothing tells.
    pub fn fit(&self) -> Option<&str> {
        match &self.answer {
            Some(Answer::Decoded(answer)) => answer.fit.as_deref(),
            Some(Answer::Awaited | Answer::Missing) | None => None,
        }
    }

    /// The number of the question that waits for its answer.
    pub fn awaited(&self) -> Option<u32> {
        matches!(self.answer, Some(Answer::Awaited)).then_some(self.asked)
    }

    /// The field's text is another one; its answer goes.
    pub fn edit(&mut self, text: String) {
        self.text = text;
        self.answer = None;
    }

    /// Asks what the text means. An answer that stands stays until the next one comes.
    pub fn ask(&mut self) {
        if self.text.trim().is_empty() {
            self.answer = None;
            return;
        }
        self.asked += 1;
        self.answer = Some(Answer::Awaited);
    }

    /// The answer to question `number` came; absent where the relay did not answer. A late one is dropped; says whether
    /// this was none.
    pub fn answered(&mut self, number: u32, answer: Option<Box<DecodeAnswer>>) -> bool {
        let in_time = self.awaited() == Some(number);
        if in_time {
            self.answer = Some(answer.map_or(Answer::Missing, Answer::Decoded));
        }
        in_time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headline: &str) -> Box<DecodeAnswer> {
        Box::new(DecodeAnswer {
            headline: headline.to_owned(),
            ..DecodeAnswer::default()
        })
    }

    #[test]
    fn late_answer_to_an_earlier_question_is_dropped() {
        let mut said = ClientErrorInput::default();
        said.edit("0x4".to_owned());
        said.ask();
        let first = said.awaited().unwrap();
        said.edit("0x204".to_owned());
        said.ask();
        let second = said.awaited().unwrap();

        said.answered(first, Some(answer("of 0x4")));
        assert_eq!(said.answer(), Some(&Answer::Awaited));

        said.answered(second, Some(answer("of 0x204")));
        assert_eq!(said.answer(), Some(&Answer::Decoded(answer("of 0x204"))));
    }

    #[test]
    fn an_empty_field_asks_nothing_and_takes_the_answer_away() {
        let mut said = ClientErrorInput::default();
        said.edit("0x4".to_owned());
        said.ask();
        said.edit("  ".to_owned());
        said.ask();

        assert_eq!((said.awaited(), said.answer()), (None, None));
    }
}
