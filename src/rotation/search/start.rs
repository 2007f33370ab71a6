//! The first plan, and plans without broken rules out of plans with some.

use super::board::Board;
use super::grid::at;
use super::state::State;
use crate::rotation::problem::Plan;

/// Takes over what is legal of a plan.
pub(super) fn adopt(board: &Board, state: &mut State, plan: &Plan) {
    for (group, row) in plan.0.iter().enumerate() {
        for (round, station) in row.iter().enumerate() {
            let station = station.filter(|station| *station < board.idle);
            if let Some(station) = station.filter(|_| board.free.at(group, round)) {
                let was = state.at(group, round);
                state.set(board, group, round, board.idle);
                if fits(board, state, group, round, station) {
                    state.set(board, group, round, station);
                } else {
                    state.set(board, group, round, was);
                }
            }
        }
    }
}

/// Gives every idle cell the cheapest station that fits, the groups with the fewest choices and the most heads first.
pub(super) fn fill(board: &Board, state: &mut State) {
    let mut cells: Vec<(usize, usize)> = state
        .idle
        .iter()
        .map(|(group, round)| (usize::from(*group), usize::from(*round)))
        .collect();
    cells.sort_by_key(|(group, round)| {
        let choices = board.anywhere(*group).len();
        (choices, -at(&board.size, *group), *group, *round)
    });
    for (group, round) in cells {
        let stations = board.anywhere(group).iter().map(|station| usize::from(*station));
        let best = stations
            .filter(|station| fits(board, state, group, round, *station))
            .min_by_key(|station| state.own(board, group, round, *station).soft);
        if let Some(station) = best {
            state.set(board, group, round, station);
        }
    }
}

/// Sends home whoever breaks a rule, as few as seem enough, and fills what is left.
pub(super) fn mend(board: &Board, state: &mut State) {
    for station in 0..board.idle {
        for round in 0..board.rounds {
            while state.room.at(station, round) < 0 {
                let Some(group) = spare(board, state, station, round) else {
                    break;
                };
                state.set(board, group, round, board.idle);
            }
        }
    }
    for &(group, round) in &board.cells {
        let station = state.at(group, round);
        if station == board.idle {
            continue;
        }
        let without = state.total;
        state.set(board, group, round, board.idle);
        if state.total.broken() >= without.broken() {
            state.set(board, group, round, station);
        }
    }
    fill(board, state);
}

/// The smallest group whose going empties a cell enough, else the largest.
fn spare(board: &Board, state: &State, station: usize, round: usize) -> Option<usize> {
    let over = -state.room.at(station, round);
    let free = state
        .who(board, station, round)
        .iter()
        .map(|group| usize::from(*group));
    free.filter(|group| board.free.at(*group, round))
        .min_by_key(|group| {
            let size = at(&board.size, *group);
            if size >= over { (0, size) } else { (1, -size) }
        })
}

fn fits(board: &Board, state: &State, group: usize, round: usize, station: usize) -> bool {
    board.allowed.at(group, station)
        && state.visits.at(group, station) == 0
        && state.room.at(station, round) >= at(&board.size, group)
        && (!board.mix || state.meets(board, group, round, station, usize::MAX) <= 0)
        && state.own(board, group, round, station).hard <= 0
}
