//! Parse, run, exit code.

fn main() -> std::process::ExitCode {
    sheber::cli::run::run().into()
}
