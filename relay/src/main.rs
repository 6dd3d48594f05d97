//! The program: reads the command line, and is the only place that prints errors.

use std::process::ExitCode;

use relay::Cli;

fn main() -> ExitCode {
    match Cli::from_command_line().execute() {
        Ok(code) => code,
        Err(error) => {
            if !error.is_broken_pipe() {
                #[expect(clippy::print_stderr, reason = "this is where errors reach a person")]
                {
                    eprintln!("rdptrace: {error}.");
                }
            }
            ExitCode::from(error.exit_code())
        }
    }
}
