//! One test binary for the whole project; each module below is one subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::pedantic,
    clippy::string_slice,
    reason = "a test fails by panicking, its helpers too, and reads like a story before all else"
)]

mod acceptance;
mod act_day;
mod architecture;
mod big_clock;
mod big_log;
mod chance;
mod cli_pure;
mod damage;
mod day;
mod day_levers;
mod day_pty;
mod day_script;
mod desk_screen;
mod doctor;
mod endings;
mod evacuation_screen;
mod event_time;
mod figures;
mod figures_form;
mod fixture;
mod floor_act;
mod floor_kit;
mod floor_pty;
mod floor_report;
mod foreign;
mod heal_share;
mod import;
mod instructor_day;
mod intake;
mod keys;
mod kill;
mod laws;
mod lease;
mod levers_merge;
mod levers_screen;
mod lists;
mod lists_forms;
mod lists_fuzz;
mod lists_screen;
mod log_kit;
mod old_program;
mod other_days;
mod overview_screen;
mod pack_kit;
mod pictures;
mod plan_cli;
mod plan_screen;
mod print;
mod probe;
mod pty;
mod rehearse;
mod rehearse_script;
mod replan;
mod replan_day;
mod replan_screen;
mod replica;
mod report_files;
mod review;
mod review_screen;
mod roster;
mod rotation_draft;
mod rotation_explain;
mod rotation_format;
mod rotation_judge;
mod rotation_kit;
mod safety_keys;
mod screen_laws;
mod share;
mod share_conformance;
mod share_folder;
mod simulate;
mod snapshot;
mod speed;
mod square;
mod sshfs;
mod stage;
mod start_screen;
mod station_course;
mod station_screen;
mod sync_plan;
mod terminal;
mod texts;
mod trust;
mod turn;
mod twins;
mod vandal;
mod verify;
mod wire;
mod wrong_clocks;
